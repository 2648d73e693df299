/** The report's words. */
export const words = {
  en: {
    subject: 'Validation report', protocol: 'Registered protocol', registered: 'registered', hash: 'hash', dataset: 'Dataset version', root: 'Merkle root', items: 'items', product: 'Product', kind: 'Kind',
    verdict: 'Decision', accepted: 'accepted', refused: 'refused', structure: 'Structure', measure: 'Measure', n: 'n', estimate: 'Mean', interval: '95 % interval', threshold: 'Threshold', met: 'met', notMet: 'not met',
    subgroups: 'Subgroups', suppressed: 'fewer than five patients, not shown', comparison: 'Products side by side', homeMade: 'home-made', bought: 'bought', opening: 'opening of the test part no.', weights: 'weights',
    invented: 'Age and sex are invented for this data set; the subgroups show how the method works, not how the product does.', research: 'Not for clinical use.', intended: 'Intended use',
    method: 'Mean over patients; percentile bootstrap with patients as the unit', sex: 'sex', age: 'age', female: 'women', male: 'men', recheck: 'Every number can be recomputed from the evidence bundle with: clic verify', missing: 'missing',
  },
  da: {
    subject: 'Valideringsrapport', protocol: 'Registreret protokol', registered: 'registreret', hash: 'hash', dataset: 'Datasætversion', root: 'Merkle-rod', items: 'emner', product: 'Produkt', kind: 'Art',
    verdict: 'Afgørelse', accepted: 'godkendt', refused: 'afvist', structure: 'Struktur', measure: 'Mål', n: 'n', estimate: 'Gennemsnit', interval: '95 %-interval', threshold: 'Tærskel', met: 'opfyldt', notMet: 'ikke opfyldt',
    subgroups: 'Undergrupper', suppressed: 'færre end fem patienter, vises ikke', comparison: 'Produkterne side om side', homeMade: 'egenudviklet', bought: 'indkøbt', opening: 'åbning af testdelen nr.', weights: 'vægte',
    invented: 'Alder og køn er opdigtet til dette datasæt; undergrupperne viser, hvordan metoden virker, ikke hvordan produktet gør.', research: 'Ikke til klinisk brug.', intended: 'Tiltænkt formål',
    method: 'Gennemsnit over patienter; percentil-bootstrap med patienten som enhed', sex: 'køn', age: 'alder', female: 'kvinder', male: 'mænd', recheck: 'Hvert tal kan genberegnes fra evidenspakken med: clic verify', missing: 'mangler',
  },
} as const

export type Words = (typeof words)['en' | 'da']
