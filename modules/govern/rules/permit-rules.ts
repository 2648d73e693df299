import type { FactsOf, GateName } from '@clic/contracts'
import { type Rule, rule } from '../rule.ts'

const gdpr = 'Regulation (EU) 2016/679'
const since = '2018-05-25'

type PermitFacts = { permitState: string; permitExpiresAt: string; now: string }
type PersonFacts = { personId: string; permitPeople: string[] }
type BasisFacts = { permitPhases: string[] }

/** Gates that stand on a permit share these rules, each under the gate's own name. */
export function permitActive(gate: GateName): Rule[] {
  return [
    rule<PermitFacts>({
      id: `${gate}/permit-active`,
      gate,
      sentence: 'The permit is active.',
      citation: 'GDPR Art. 5(1)(a)(b)',
      source: gdpr,
      validFrom: since,
      who: 'data steward or DPO, under Govern',
      check: (facts) => facts.permitState === 'active',
      explain: (facts) => `the permit is ${facts.permitState}`,
    }),
    rule<PermitFacts>({
      id: `${gate}/permit-in-date`,
      gate,
      sentence: 'The permit has not expired.',
      citation: 'GDPR Art. 5(1)(e)',
      source: gdpr,
      validFrom: since,
      who: 'the proposer asks for a new permit',
      check: (facts) => Date.parse(facts.permitExpiresAt) > Date.parse(facts.now),
      explain: (facts) => `the permit expired at ${facts.permitExpiresAt}`,
    }),
  ]
}

export function personNamed(gate: GateName): Rule {
  return rule<PersonFacts>({
    id: `${gate}/person-named`,
    gate,
    sentence: 'The person is named on the permit.',
    citation: 'GDPR Art. 29 and 32(4)',
    source: gdpr,
    validFrom: since,
    who: 'data steward: a permit that names the person',
    check: (facts) => facts.permitPeople.includes(facts.personId),
    explain: () => 'you are not named on this permit',
  })
}

export function phaseCovered(gate: GateName, phase: string): Rule {
  return rule<BasisFacts>({
    id: `${gate}/basis-${phase}`,
    gate,
    sentence: `The permit holds a legal basis for the phase “${phase}”.`,
    citation: 'GDPR Art. 6 and 9, per phase; Datatilsynet 2023-212-0015',
    source: `${gdpr}; Datatilsynet 17 Nov 2023`,
    validFrom: '2023-11-17',
    who: 'legal review, then data steward or DPO',
    check: (facts) => facts.permitPhases.includes(phase),
    explain: (facts) => `the permit covers ${facts.permitPhases.join(', ') || 'no phase'}, not ${phase}`,
  })
}

export const approveRules: Rule[] = [
  rule<FactsOf<'permit.approve'>>({
    id: 'permit.approve/four-eyes',
    gate: 'permit.approve',
    sentence: 'Who proposes does not approve.',
    citation: 'GDPR Art. 24 and 32; ISO/IEC 27001 A.5.3',
    source: gdpr,
    validFrom: since,
    who: 'another data steward or the DPO',
    check: (facts) => facts.proposerId !== facts.approverId,
    explain: () => 'you proposed this permit yourself',
  }),
  rule<FactsOf<'permit.approve'>>({
    id: 'permit.approve/expiry-ahead',
    gate: 'permit.approve',
    sentence: 'The permit ends on a day that lies ahead, at most ten years.',
    citation: 'GDPR Art. 5(1)(e); EHDS Art. 68',
    source: `${gdpr}; Regulation (EU) 2025/327`,
    validFrom: since,
    who: 'the proposer',
    check: (facts) =>
      Date.parse(facts.expiresAt) > Date.parse(facts.now) &&
      Date.parse(facts.expiresAt) - Date.parse(facts.now) < 3653 * 86_400_000,
    explain: (facts) => `the permit would end at ${facts.expiresAt}`,
  }),
  rule<FactsOf<'permit.approve'>>({
    id: 'permit.approve/basis-per-phase',
    gate: 'permit.approve',
    sentence: 'Every phase has its own legal basis.',
    citation: 'GDPR Art. 6 and 9; Datatilsynet 2023-212-0015',
    source: `${gdpr}; Datatilsynet 17 Nov 2023`,
    validFrom: '2023-11-17',
    who: 'the proposer, with legal review',
    check: (facts) => facts.phases.length > 0 && facts.phases.every((phase) => facts.phasesWithBasis.includes(phase)),
    explain: (facts) =>
      `phases ${facts.phases.join(', ') || '(none)'}; with a basis: ${facts.phasesWithBasis.join(', ') || '(none)'}`,
  }),
  rule<FactsOf<'permit.approve'>>({
    id: 'permit.approve/screened',
    gate: 'permit.approve',
    sentence: 'The screening found nothing against it.',
    citation: 'GDPR Art. 5(2)',
    source: gdpr,
    validFrom: since,
    who: 'the proposer corrects what the screening found',
    check: (facts) => facts.screeningFailed === 0,
    explain: (facts) => `${facts.screeningFailed} screening rules failed`,
  }),
  rule<FactsOf<'permit.approve'>>({
    id: 'permit.approve/ethics',
    gate: 'permit.approve',
    sentence: 'If secondary findings are possible, an ethics decision is attached.',
    citation: 'Komitéloven § 2 no. 4, §§ 21 a–b',
    source: 'Danish Act on ethical review of health research',
    validFrom: '2020-07-01',
    who: 'ethics liaison',
    check: (facts) => facts.secondaryFindings === 'not-possible' || facts.ethicsDecision.length > 2,
    explain: () => 'secondary findings are possible and no ethics decision is named',
  }),
]
