import { acquireEndpoints, type PermitTerms, permitEndpoints } from '@clic/contracts'
import type { CastMember } from '../cast.ts'
import { must, mustBeRefused, until, type Way } from '../way.ts'

/** Step 1: permits are asked for, screened by rules, approved by a second person, signed, and valid in both zones. */
export async function govern(way: Way): Promise<void> {
  const { useCase } = way
  const who = (...members: CastMember[]) => members.map((member) => way.people.get(member)?.id ?? '')
  const research = { article6: '6(1)(e)', article9: '9(2)(j)', national: 'Databeskyttelsesloven § 10' } as const
  const care = { article6: '6(1)(e)', article9: '9(2)(h)', national: 'Sundhedsloven § 42 a, stk. 6' } as const
  const modalities = [useCase.acquisition.modality, 'SEG']
  const shared = {
    controllers: ['Region Test'],
    cohort: { modalities, bodyParts: [], maxSubjects: useCase.permit.maxSubjects },
    secondaryFindings: 'not-possible' as const,
    expiresAt: inDays(365),
  }
  way.ids['permit.source'] = await grant(way, 'engineer', {
    ...shared,
    title: 'Reception from the hospital’s archive',
    purpose: 'Receive studies and health records that the hospital’s archive sends.',
    kind: 'standing-source',
    phases: [{ phase: 'operate', ...care }],
    columns: ['*'],
    people: who('engineer'),
    about: 'HOSPITAL',
  })
  way.ids['permit.project'] = await grant(way, 'developer', {
    ...shared,
    title: useCase.permit.title,
    purpose: useCase.permit.purpose,
    kind: 'project',
    phases: [
      { phase: 'develop', ...research },
      { phase: 'validate', ...research },
    ],
    columns: useCase.permit.columns,
    people: who('developer', 'clinician', 'lead', 'tester'),
  })
  way.ids['permit.operation'] = await grant(
    way,
    'lead',
    {
      ...shared,
      title: `Clinical operation of ${useCase.product.name}`,
      purpose: `Run ${useCase.product.name} on newly arrived studies, return its results, and monitor it.`,
      kind: 'standing-release',
      phases: [
        { phase: 'operate', ...care },
        { phase: 'monitor', ...care },
      ],
      columns: ['*'],
      people: [],
      about: useCase.product.name,
    },
    'dpo',
  )
  await closedForProposer(way, {
    ...shared,
    title: 'A permit of one’s own',
    purpose: 'Shows that nobody approves what he asked for himself.',
    kind: 'project',
    phases: [{ phase: 'develop', ...research }],
    columns: ['Patient'],
    people: who('lead'),
  })
  // Runs out while the way is played: its sender is turned away at the end.
  await must(way, 'engineer', 'clinic', acquireEndpoints.addSource, {
    body: { name: 'A scanner that was taken out of use', aeTitle: 'OLDSCANNER', kind: 'dimse' },
  })
  await grant(way, 'engineer', {
    ...shared,
    title: 'Reception from a scanner, until today',
    purpose: 'Receive the last studies of a scanner that is taken out of use.',
    kind: 'standing-source',
    phases: [{ phase: 'operate', ...care }],
    columns: ['*'],
    people: who('engineer'),
    about: 'OLDSCANNER',
    expiresAt: new Date(Date.now() + 15_000).toISOString(),
  })
  await until('the permits to be valid in the research zone', 30, async () => {
    const there = await must(way, 'developer', 'research', permitEndpoints.list, {})
    return there.filter((permit) => permit.state === 'active').length >= 3 ? true : undefined
  })
  way.say(
    `   4 permits, each asked for by one person and approved by another; signed and valid in both zones; a proposer who approves was refused`,
  )
}

/** Four eyes: the clinical lead is a data steward too, and still may not approve a permit that he asked for. */
async function closedForProposer(way: Way, terms: PermitTerms): Promise<void> {
  const asked = await must(way, 'lead', 'clinic', permitEndpoints.request, { body: terms })
  const params = { permitId: asked.id }
  await must(way, 'steward', 'clinic', permitEndpoints.screen, { params })
  await mustBeRefused(way, 'lead', 'clinic', permitEndpoints.approve, { params })
  await must(way, 'dpo', 'clinic', permitEndpoints.refuse, {
    params,
    body: { reason: 'Asked for to show the refusal only.' },
  })
}

/** Asks, screens and approves; three people, of whom two may be the same steward. */
async function grant(
  way: Way,
  proposer: CastMember,
  terms: PermitTerms,
  approver: CastMember = 'dpo',
): Promise<string> {
  const asked = await must(way, proposer, 'clinic', permitEndpoints.request, { body: terms })
  const params = { permitId: asked.id }
  await must(way, 'steward', 'clinic', permitEndpoints.screen, { params })
  await must(way, approver, 'clinic', permitEndpoints.approve, { params })
  return asked.id
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString()
}
