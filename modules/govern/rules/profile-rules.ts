import type { FactsOf } from '@clic/contracts'
import { type Rule, rule } from '../rule.ts'

const gdpr = 'Regulation (EU) 2016/679'
const since = '2018-05-25'
const gate = 'profile.release'
type Facts = FactsOf<'profile.release'>

/** A de-identification profile before it may be used. */
export const profileRules: Rule[] = [
  rule<Facts>({
    id: 'profile.release/four-eyes',
    gate,
    sentence: 'Who wrote the profile does not release it.',
    citation: 'GDPR Art. 24 and 32; ISO/IEC 27001 A.5.3',
    source: gdpr,
    validFrom: since,
    who: 'another data steward or the DPO',
    check: (facts) => !facts.proposers.includes(facts.approverId),
    explain: () => 'you wrote on this version or submitted it',
  }),
  rule<Facts>({
    id: 'profile.release/submitted',
    gate,
    sentence: 'The version was submitted for release.',
    citation: 'GDPR Art. 24; ISO/IEC 27001 A.8.32',
    source: gdpr,
    validFrom: since,
    who: 'who wrote the draft: submit it',
    check: (facts) => facts.profileState === 'submitted',
    explain: (facts) => `the profile is ${facts.profileState}`,
  }),
  rule<Facts>({
    id: 'profile.release/unchanged',
    gate,
    sentence: 'The rules are those that were submitted.',
    citation: 'GDPR Art. 5(1)(f)',
    source: gdpr,
    validFrom: since,
    who: 'data engineer: make a new version',
    check: (facts) => facts.hashSubmitted === facts.hashNow,
    explain: () => 'the stored rules have another digest',
  }),
  rule<Facts>({
    id: 'profile.release/no-identifier-kept',
    gate,
    sentence: 'No element that names the patient or the staff is kept as it is.',
    citation: 'GDPR Art. 4(5), 25 and 89(1); DICOM PS3.15 Annex E',
    source: gdpr,
    validFrom: since,
    who: 'who wrote the draft: a new version without these overrides',
    check: (facts) => facts.identifiersKept.length === 0,
    explain: (facts) => `kept as they are: ${facts.identifiersKept.join(', ')}`,
  }),
  rule<Facts>({
    id: 'profile.release/reasons-given',
    gate,
    sentence: 'Every override has its reason.',
    citation: 'GDPR Art. 5(2)',
    source: gdpr,
    validFrom: since,
    who: 'who wrote the draft: a new version with the reasons',
    check: (facts) => facts.overridesWithoutReason.length === 0,
    explain: (facts) => `without a reason: ${facts.overridesWithoutReason.join(', ')}`,
  }),
]
