import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'

/** What is left of a text, each find as one star. */
function left(text: string): string {
  const spans = findIdentifiers(text).sort((a, b) => a.start - b.start || b.end - a.end)
  let [made, at] = ['', 0]
  for (const { start, end } of spans) {
    if (start >= at) made += `${text.slice(at, start)}*`
    at = Math.max(at, end)
  }
  return made + text.slice(at)
}

describe('Colleagues who are named behind what was done with them', () => {
  test.each([
    ['Galdesten 9 mm. Konf. m. Rydahl-Skou.', 'Galdesten 9 mm. Konf. m. *.'],
    ['Fraktur ses ikke. Godk. Kvorning', 'Fraktur ses ikke. Godk. *'],
    ['Vurd. af Hjorring, ingen ændring', 'Vurd. af *, ingen ændring'],
    ['i samråd med Brostrup', 'i samråd med *'],
    ['Billeder sendt til Tvermose.', 'Billeder sendt til *.'],
    ['På vegne af Agertoft', 'På vegne af *'],
    ['Gransket af Kissing.', 'Gransket af *.'],
    ['2. læser Ellemose', '2. læser *'],
    ['Henv. fra Møgelmose, obs. tumor', 'Henv. fra *, obs. tumor'],
    ['Ansvarlig: Dalskov', 'Ansvarlig: *'],
    ['INFILTRAT 4 APIKALT, GODK. BRINKMOSE', 'INFILTRAT 4 APIKALT, GODK. *'],
    ['Kontrol v. Nørremose.', 'Kontrol v. *.'],
    ['UL lever v/ Sia', 'UL lever v/ *'],
    ['Samtale v/ Yrla, kontrol om 3 mdr.', 'Samtale v/ *, kontrol om 3 mdr.'],
    ['Elif tilses i aften', '* tilses i aften'],
    ['Plan: Lund ser med på mandag', 'Plan: * ser med på mandag'],
    ['Borg vurderer billederne igen', '* vurderer billederne igen'],
    ['Svar afventes. Riis kommer ikke i dag', 'Svar afventes. * kommer ikke i dag'],
    ['Operation i går. Kir. Dalhøj. Næste patient', 'Operation i går. Kir. *. Næste patient'],
    ['Fys. Berit Frost ringer i morgen', 'Fys. * ringer i morgen'],
    ['Plejer Sadia ledsager', 'Plejer * ledsager'],
    ['op: Signe H-J / Wilgot B. Anæstesi', 'op: * Anæstesi'],
    ['Overtaget af A.-M. Sidsbæk: dræn', 'Overtaget af *: dræn'],
    ['moderen Iluuna med som tolk', 'moderen * med som tolk'],
    ['adoptivsøn Tarjei i venteværelset', 'adoptivsøn * i venteværelset'],
    ['tolken hed Parwin Sadat', 'tolken hed *'],
  ])('are found: %s', (text, expected) => expect(left(text)).toBe(expected))

  test('and those in a row with one who is known, of whatever tongue', () => {
    expect(left("Set af Mohammed, Anjali Raghavan og Niamh O'Sullivan: normal")).toBe('Set af * og *: normal')
  })

  test.each([
    'Talt med Radiologisk afdeling, svar følger',
    'Sendt til Mammografi og Patologi',
    'aftalt med Anæstesien, drøftet med Kirurgien',
    'v. Porta og v. Saphena Magna frie',
    'UL v/ Galdesten. Smerter v/ Aktivitet, MR v/ Metastase',
    'Iris ser normal ud, Linea alba er intakt',
    'Flora ser blandet ud',
    'Hans mor skal have besked',
    'Glas har revner, Brand skal slukkes',
    'UL v/ Cuboideum, MR v/ Pylorus',
    'Kontrol v/ Ortopæd. Dyspnø v/ Trapper, smerter v/ Gang',
    'Godkendt Undersøgelse, henvist fra Egen læge',
    'Kir. Revision. Kir. Resektion. Kir. Sanering',
    'GODK. BEHANDLING, SENDT TIL KONTROL',
  ])('but no place of work, no vein and no noun: %s', (text) => expect(left(text)).toBe(text))
})

describe('Logins behind a word that says so', () => {
  test.each([
    ['login c047193', 'login *'],
    ['bruger: nord\\abrink', 'bruger: *'],
    ['AD-konto BRINKMO', 'AD-konto *'],
    ['user: svc-tmadsen', 'user: *'],
    ['oprettet af RN20417', 'oprettet af *'],
    ['bruger: tkf', 'bruger: *'],
  ])('are found: %s', (text, expected) => expect(left(text)).toBe(expected))

  test.each(['bruger rollator, bruger CPAP og B12', 'login: ja', 'godkendt CT2024 serie', 'Oprettet af MR123'])(
    'but nothing that a patient uses and no series: %s',
    (text) => expect(left(text)).toBe(text),
  )
})

describe('Words of another alphabet in a text of ours', () => {
  test.each([
    ['Оксана Мельник rtg hø hånd', '* rtg hø hånd'],
    ['Faldet på trappe, 王小明 ledsaget af bror', 'Faldet på trappe, * ledsaget af bror'],
    ['نور الحسن skal til MR', '* skal til MR'],
    ['α-føtoprotein og β-blokker 5 µg', 'α-føtoprotein og β-blokker 5 µg'],
  ])('are a name, and Greek is none: %s', (text, expected) => expect(left(text)).toBe(expected))
})

describe('Names that somebody typed small', () => {
  test.each([
    ['rtg ve fod rasmus t.k. lindegaard fald', 'rtg ve fod * fald'],
    ['spurgte mette sørensen om svar', 'spurgte * om svar'],
    ['navn: torlak alder 66', 'navn: * alder 66'],
    ['navn: ukendt, mr cerebrum', 'navn: ukendt, mr cerebrum'],
    [
      'mr hjerne med kontrast og flair, ingen blødning eller infarkt',
      'mr hjerne med kontrast og flair, ingen blødning eller infarkt',
    ],
  ])('are found in a row or behind a label: %s', (text, expected) => expect(left(text)).toBe(expected))
})

describe('What stands behind a name', () => {
  test.each([
    ['Kaj L. Lachman neg.', '*. Lachman neg.'],
    ['Bjerre, Inger Boston korset på', '* Boston korset på'],
    ['Mikkelsen tidl. CABG', '* tidl. CABG'],
    ['Hansen tidl. Marevan', '* tidl. Marevan'],
    ['Rasmussen tidl. Kragelund', '* tidl. *'],
    ['Niels Henrik Overgaard c. prostatae', '* c. prostatae'],
  ])('is a test, a thing or a treatment, or one more name: %s', (text, expected) => expect(left(text)).toBe(expected))
})

describe('How somebody wants to be called', () => {
  test.each([
    ['dement, kald ham "Basse"', 'dement, kald ham "*"'],
    ['kald os hvis "akut"', 'kald os hvis "akut"'],
  ])('goes in its marks: %s', (text, expected) => expect(left(text)).toBe(expected))
})

describe('Tests and rooms that are called after somebody', () => {
  test.each([
    'Weber lat til hø, Rinne pos bilat',
    'Hoffmann neg, Babinski pos',
    'Petersens spatie lukket',
    'Aarhus-protokol for mamma',
  ])('stay: %s', (text) => expect(left(text)).toBe(text))
})
