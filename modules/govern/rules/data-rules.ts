import type { FactsOf } from '@clic/contracts'
import { type Rule, rule } from '../rule.ts'
import { permitActive, personNamed, phaseCovered } from './permit-rules.ts'

const gdpr = 'Regulation (EU) 2016/679'
const since = '2018-05-25'

/** Code strings are upper case and padded (PS3.5 6.2); what people write is neither. An empty word is no word. */
function sameWord(a: string, b: string): boolean {
  return a.trim() !== '' && a.trim().toUpperCase() === b.trim().toUpperCase()
}

/** Three digits say enough, and never that a bound is under its limit when it is not. */
function percent(rate: number): string {
  return String(Math.ceil(Number((rate * 100_000).toPrecision(12))) / 1000)
}

/** From reception to the frozen dataset. */
export const dataRules: Rule[] = [
  ...permitActive('study.receive'),
  rule<FactsOf<'study.receive'>>({
    id: 'study.receive/source-known',
    gate: 'study.receive',
    sentence: 'The sender is a registered source.',
    citation: 'GDPR Art. 32',
    source: gdpr,
    validFrom: since,
    who: 'data engineer: register the source',
    check: (facts) => facts.sourceKnown,
    explain: () => 'no source is registered under this AE title or account',
  }),
  ...permitActive('study.deidentify'),
  rule<FactsOf<'study.deidentify'>>({
    id: 'study.deidentify/profile-released',
    gate: 'study.deidentify',
    sentence: 'The de-identification profile is a released version.',
    citation: 'GDPR Art. 25 and 89(1); DICOM PS3.15 Annex E',
    source: gdpr,
    validFrom: since,
    who: 'two people release the profile',
    check: (facts) => facts.profileState === 'released',
    explain: (facts) => `the profile is ${facts.profileState}`,
  }),
  rule<FactsOf<'study.deidentify'>>({
    id: 'study.deidentify/inside-cohort',
    gate: 'study.deidentify',
    sentence: 'The study is of a modality that the permit names, or the permit names none.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit',
    check: (facts) => facts.permitModalities.length === 0 || facts.permitModalities.includes(facts.modality),
    explain: (facts) => `the permit covers ${facts.permitModalities.join(', ')}; the study is ${facts.modality}`,
  }),
  rule<FactsOf<'study.deidentify'>>({
    id: 'study.deidentify/body-part',
    gate: 'study.deidentify',
    sentence: 'The study is of a body part that the permit names, or the permit names none.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit, or the sender names the body part (0018,0015)',
    check: (facts) =>
      facts.permitBodyParts.length === 0 || facts.permitBodyParts.some((one) => sameWord(one, facts.bodyPart)),
    explain: (facts) =>
      facts.bodyPart.trim() === ''
        ? `the permit covers ${facts.permitBodyParts.join(', ')}; the study does not say of which body part it is`
        : `the permit covers ${facts.permitBodyParts.join(', ')}; the study is of ${facts.bodyPart}`,
  }),
  rule<FactsOf<'study.deidentify'>>({
    id: 'study.deidentify/within-maximum',
    gate: 'study.deidentify',
    sentence: 'The person is one of at most as many as the permit allows.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit',
    check: (facts) => facts.subjects <= facts.maxSubjects,
    explain: (facts) => `this would be person ${facts.subjects}, permitted ${facts.maxSubjects}`,
  }),
  ...permitActive('study.leave'),
  rule<FactsOf<'study.leave'>>({
    id: 'study.leave/no-residual',
    gate: 'study.leave',
    sentence: 'The scan of the output bytes found no known identifier.',
    citation: 'GDPR Art. 4(5) and 89(1)',
    source: gdpr,
    validFrom: since,
    who: 'data engineer: see the proof record',
    check: (facts) => facts.residualHits === 0,
    explain: (facts) => `${facts.residualHits} certain hits remain`,
  }),
  rule<FactsOf<'study.leave'>>({
    id: 'study.leave/every-object-proven',
    gate: 'study.leave',
    sentence: 'Every object that leaves has its proof record.',
    citation: 'GDPR Art. 5(2)',
    source: gdpr,
    validFrom: since,
    who: 'data engineer',
    check: (facts) => facts.objectsReleased > 0 && facts.objectsProven === facts.objectsReleased,
    explain: (facts) => `${facts.objectsReleased} objects, ${facts.objectsProven} proofs`,
  }),
  rule<FactsOf<'study.leave'>>({
    id: 'study.leave/no-leak-seen',
    gate: 'study.leave',
    sentence: 'Nobody saw an identifier in a sample of what leaves.',
    citation: 'GDPR Art. 25, 32(1)(d) and 33',
    source: gdpr,
    validFrom: since,
    who: 'DPO: see the sample, then begin the sampling anew',
    check: (facts) => facts.sampleLeaks === 0,
    explain: (facts) => `an identifier was seen in ${facts.sampleLeaks} of ${facts.sampleSize} reviewed objects`,
  }),
  rule<FactsOf<'study.leave'>>({
    id: 'study.leave/leak-bound',
    gate: 'study.leave',
    sentence: 'The sample that two people reviewed bounds the leak rate, with 95 % confidence, at or under the limit.',
    citation: 'GDPR Art. 32(1)(d) and 89(1)',
    source: gdpr,
    validFrom: since,
    who: 'data steward and DPO: review the sample under De-identify',
    check: (facts) => facts.leakBound <= facts.leakLimit,
    explain: (facts) =>
      `${facts.sampleSize} reviewed objects bound it at ${percent(facts.leakBound)} %, allowed are ${percent(facts.leakLimit)} %`,
  }),
  ...permitActive('facts.leave'),
  rule<FactsOf<'facts.leave'>>({
    id: 'facts.leave/no-residual',
    gate: 'facts.leave',
    sentence: 'The facts hold no known identifier.',
    citation: 'GDPR Art. 4(5) and 89(1)',
    source: gdpr,
    validFrom: since,
    who: 'data engineer',
    check: (facts) => facts.residualHits === 0,
    explain: (facts) => `${facts.residualHits} certain hits remain`,
  }),
  rule<FactsOf<'facts.leave'>>({
    id: 'facts.leave/columns-allowed',
    gate: 'facts.leave',
    sentence: 'Only allow-listed kinds of facts leave.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit',
    check: (facts) => facts.columns.every((column) => facts.permitColumns.includes(column)),
    explain: (facts) =>
      `not on the permit: ${facts.columns.filter((column) => !facts.permitColumns.includes(column)).join(', ')}`,
  }),
  ...permitActive('person.link'),
  rule<FactsOf<'person.link'>>({
    id: 'person.link/pseudonym-known',
    gate: 'person.link',
    sentence: 'The facts belong to a pseudonym of this project.',
    citation: 'GDPR Art. 5(1)(d)',
    source: gdpr,
    validFrom: since,
    who: 'data engineer',
    check: (facts) => facts.pseudonymKnown,
    explain: () => 'the pseudonym is not one of this project',
  }),
  rule<FactsOf<'person.link'>>({
    id: 'person.link/columns-allowed',
    gate: 'person.link',
    sentence: 'Only allow-listed kinds of facts are linked.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit',
    check: (facts) => facts.columns.every((column) => facts.permitColumns.includes(column)),
    explain: (facts) =>
      `not on the permit: ${facts.columns.filter((column) => !facts.permitColumns.includes(column)).join(', ')}`,
  }),
  ...permitActive('dataset.freeze'),
  personNamed('dataset.freeze'),
  phaseCovered('dataset.freeze', 'develop'),
  rule<FactsOf<'dataset.freeze'>>({
    id: 'dataset.freeze/patients-disjoint',
    gate: 'dataset.freeze',
    sentence: 'No patient is in two parts of the split.',
    citation: 'AI Act Art. 10(2)(b)(g); MDR Annex I 17.2',
    source: 'Regulation (EU) 2024/1689',
    validFrom: '2024-08-01',
    who: 'the developer splits by patient',
    check: (facts) => facts.patientsInTwoParts === 0,
    explain: (facts) => `${facts.patientsInTwoParts} patients are in more than one part`,
  }),
  rule<FactsOf<'dataset.freeze'>>({
    id: 'dataset.freeze/within-maximum',
    gate: 'dataset.freeze',
    sentence: 'There are subjects, and no more than permitted.',
    citation: 'GDPR Art. 5(1)(c)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer asks for a wider permit',
    check: (facts) => facts.subjects > 0 && facts.subjects <= facts.maxSubjects,
    explain: (facts) =>
      facts.subjects === 0
        ? 'no subject has images and, where the cohort asks for one, an accepted label'
        : `${facts.subjects} subjects, permitted ${facts.maxSubjects}`,
  }),
  rule<FactsOf<'dataset.freeze'>>({
    id: 'dataset.freeze/labelled',
    gate: 'dataset.freeze',
    sentence: 'Every item has an accepted label.',
    citation: 'AI Act Art. 10(2)(c)',
    source: 'Regulation (EU) 2024/1689',
    validFrom: '2024-08-01',
    who: 'clinician, under Annotate',
    check: (facts) => facts.itemsWithoutLabel === 0,
    explain: (facts) => `${facts.itemsWithoutLabel} items have no accepted label`,
  }),
  rule<FactsOf<'dataset.freeze'>>({
    id: 'dataset.freeze/test-sealed',
    gate: 'dataset.freeze',
    sentence: 'The test part is sealed with its own key.',
    citation: 'AI Act Art. 15; STARD-AI',
    source: 'Regulation (EU) 2024/1689',
    validFrom: '2024-08-01',
    who: 'the platform',
    check: (facts) => facts.testSealed,
    explain: () => 'the test part is not sealed',
  }),
  ...permitActive('label.write'),
  personNamed('label.write'),
  rule<FactsOf<'label.write'>>({
    id: 'label.write/same-geometry',
    gate: 'label.write',
    sentence: 'The mask has the geometry of the study.',
    citation: 'DICOM PS3.3 C.8.20',
    source: 'DICOM PS3.3',
    validFrom: since,
    who: 'clinician: send a mask made on this series',
    check: (facts) => facts.sameGeometry,
    explain: () => 'the mask is of another geometry than the series',
  }),
]
