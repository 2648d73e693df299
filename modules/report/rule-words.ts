/** The rules' sentences in Danish, for the gates that a validation passes. A rule without one is shown as it stands in the rule book. */
const danish: Record<string, string> = {
  'permit-active': 'Tilladelsen er i kraft.',
  'permit-in-date': 'Tilladelsen er ikke udløbet.',
  'person-named': 'Personen er nævnt i tilladelsen.',
  'basis-develop': 'Tilladelsen rummer et retsgrundlag for fasen udvikling.',
  'basis-validate': 'Tilladelsen rummer et retsgrundlag for fasen validering.',
  'basis-operate': 'Tilladelsen rummer et retsgrundlag for fasen drift.',
  'permit.approve/four-eyes': 'Den, der foreslår, godkender ikke.',
  'permit.approve/expiry-ahead': 'Tilladelsen slutter på en dag, der ligger forude, højst ti år.',
  'permit.approve/basis-per-phase': 'Hver fase har sit eget retsgrundlag.',
  'permit.approve/screened': 'Screeningen fandt intet imod den.',
  'permit.approve/ethics': 'Er sekundære fund mulige, er der vedlagt en etisk afgørelse.',
  'dataset.freeze/patients-disjoint': 'Ingen patient er i to dele.',
  'dataset.freeze/within-maximum': 'Antallet af personer er højst det tilladte.',
  'dataset.freeze/labelled': 'Hvert emne har en godkendt mærkning.',
  'dataset.freeze/test-sealed': 'Testdelen er forseglet med sin egen nøgle.',
  'training.start/dataset-frozen': 'Alt, der trænes på, hører til en frosset datasætversion.',
  'training.start/patients-disjoint': 'Ingen patient er i både trænings- og testdelen.',
  'training.start/test-unseen': 'Kørslen får intet emne af den forseglede testdel.',
  'training.start/attested': 'Kodens udgave og det låste miljø er noteret.',
  'testpart.open/protocol-first': 'Protokollen blev registreret, før testdelen åbnes, og er uændret.',
  'testpart.open/independent': 'Den, der byggede produktet, tester det ikke.',
  'testpart.open/openings': 'Testdelen åbnes ikke oftere, end protokollen planlægger.',
  'release.accept/lower-bound': 'Den nedre grænse for hvert primært mål når den registrerede tærskel.',
  'release.accept/registered-protocol': 'Resultatet bygger på den registrerede protokol.',
  'release.accept/same-weights': 'De validerede vægte er de registrerede.',
  'release.accept/all-cases': 'Hvert tilfælde i testdelen har et svar.',
}

/** What a finding says, in the report's language; the explanation of a broken rule follows as the gate gave it. */
export function findingText(finding: { rule: string; ok: boolean; reason: string }, language: 'da' | 'en'): string {
  if (language === 'en') return finding.reason
  const sentence = danish[finding.rule] ?? danish[finding.rule.split('/')[1] ?? '']
  if (!sentence) return finding.reason
  const [, explanation] = finding.reason.split(' But ')
  return finding.ok || !explanation ? sentence : `${sentence} Men: ${translated(explanation)}`
}

/** The explanations that a report of a refused product has; others stay as the gate gave them. */
function translated(explanation: string): string {
  return explanation
    .replaceAll(
      /(\S+ .+?): lower bound (-?[\d.]+), needed ([\d.]+)/g,
      (_, what: string, lower: string, needed: string) =>
        `${what}: nedre grænse ${comma(lower)}, krævet ${comma(needed)}`,
    )
    .replace(/(\d+) cases have no result/, '$1 tilfælde har intet svar')
    .replace(
      'the weights that were validated are not those that are registered',
      'de validerede vægte er ikke de registrerede',
    )
    .replace('the result names another protocol', 'resultatet nævner en anden protokol')
    .replace(/opened (\d+) times, planned (\d+)/, 'åbnet $1 gange, planlagt $2')
    .replace('you built this product', 'personen byggede produktet')
    .replace('you are not named on this permit', 'personen er ikke nævnt i tilladelsen')
}

function comma(number: string): string {
  return number.replace('.', ',')
}
