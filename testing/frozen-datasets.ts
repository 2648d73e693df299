import { annotateEndpoints, curateEndpoints, type DatasetView, type Person, type Role } from '@clic/contracts'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import { linkFacts, linkStudy, type StudyToLink, testPseudonym } from './linked-studies.ts'
import { eventually, type TestPair } from './zones.ts'

export interface PersonToLink {
  seed: string
  sex: 'female' | 'male'
  age: number
  /** Studies of the person; one of its own by default. */
  studies?: Partial<StudyToLink>[]
}

/** Links persons with their facts and studies by real parcels, and accepts the masks that came with them. */
export async function linkLabelledPersons(
  pair: TestPair,
  permitId: string,
  persons: readonly PersonToLink[],
): Promise<Map<string, string[]>> {
  const linked = new Map<string, string[]>()
  let masks = 0
  for (const person of persons) {
    const pseudonym = testPseudonym(person.seed)
    await linkFacts(pair, { permitId, pseudonym, sex: person.sex, age: person.age })
    const ids: string[] = []
    for (const [n, study] of (person.studies ?? [{}]).entries()) {
      ids.push(await linkStudy(pair, { seed: `${person.seed} ${n}`, permitId, pseudonym, ...study }))
      if (study.mask === undefined || study.mask === 'own') masks++
    }
    linked.set(pseudonym, ids)
  }
  const clinician = pair.research.as('clin', ['clinician'])
  await eventually(async () => {
    const labels = await clinician(annotateEndpoints.labels, { query: { permitId, limit: 1000 } })
    return labels.ok && labels.value.length === masks ? true : undefined
  }, 60)
  const accepted = await clinician(annotateEndpoints.acceptMany, {
    body: { permitId, reason: 'Reference masks of the test.' },
  })
  if (!accepted.ok) throw new Error(accepted.problem.detail)
  return linked
}

/** Defines a cohort over a permit and freezes it; waits until it is frozen or failed. Throws the problem of a refusal. */
export async function freezeCohort(pair: TestPair, permitId: string, name: string, more: Record<string, unknown> = {}) {
  const dev = pair.research.as('dev', ['developer'])
  const cohort = await dev(curateEndpoints.define, { body: { name, rule: { permitId, modality: 'MR' } } })
  if (!cohort.ok) throw new Error(cohort.problem.detail)
  const started = await dev(curateEndpoints.freeze, { body: { permitId, cohortId: cohort.value.id, name, ...more } })
  if (!started.ok) throw new Error(started.problem.detail)
  return eventually(async () => {
    const now = await dev(curateEndpoints.dataset, { params: { datasetId: started.value.id } })
    return now.ok && now.value.state !== 'freezing' ? now.value : undefined
  }, 60)
}

export function testPerson(id: string, roles: Role[] = []): Person {
  return { id, name: id, roles }
}

const hash = 'a'.repeat(64)

/** A gate decision as develop or validate take it, bound to the dataset version in the ledger unless `bind` is false. */
export async function decideOpening(
  pair: TestPair,
  given: {
    gate: 'training.start' | 'testpart.open'
    permitId: string
    datasetId: string
    person?: string
    facts?: Record<string, unknown>
    bind?: boolean
  },
): Promise<string> {
  const { ports } = pair.research
  const context = pair.research.context('govern')
  const actor = testPerson(given.person ?? (given.gate === 'training.start' ? 'dev' : 'tester'))
  const permit = await ports.port<PermitView>('govern.permits').facts(given.permitId)
  const dataset = await ports.port<DatasetView>('curate.datasets').version(given.datasetId)
  const [kind, facts] =
    given.gate === 'training.start'
      ? [
          'training',
          {
            datasetState: dataset?.state ?? 'unknown',
            patientsInTwoParts: 0,
            testItemsGiven: 0,
            codeCommit: 'abcdef0',
            environmentLock: hash,
          },
        ]
      : [
          'validation',
          {
            protocolRegisteredAt: new Date(context.clock.now().getTime() - 60_000).toISOString(),
            protocolHash: hash,
            protocolHashNow: hash,
            openerBuiltIt: false,
            openings: 0,
            maxOpenings: 5,
          },
        ]
  const subject = { kind: kind as string, id: newId(kind as string, context.clock) }
  const decision = await ports.port<GateKeeper>('govern.gates').decide({
    gate: given.gate,
    facts: { ...permit, personId: actor.id, ...(facts as object), ...given.facts },
    subject,
    actor,
  })
  if (given.bind !== false) {
    await context.transact(async (change) => {
      change.record({
        actor,
        action: `${kind}.started`,
        subject,
        payload: { decision: decision.id, datasetId: given.datasetId },
      })
    })
  }
  return decision.id
}
