import {
  annotateEndpoints,
  type CallResult,
  curateEndpoints,
  type GateName,
  type Permit,
  permitEndpoints,
  type Release,
  registerEndpoints,
  type Validation,
  validateEndpoints,
} from '@clic/contracts'
import { sql } from '@clic/platform/db'
import type { GateKeeper } from '@clic/platform/gates'
import type { Part } from '@clic/platform/parts'
import { createGateKeeper } from '../../../modules/govern/gate-keeper.ts'
import { governWith } from '../../../modules/govern/index.ts'
import { allRules } from '../../../modules/govern/rules/index.ts'
import { linkFacts, linkStudy, sharedPermit, testPseudonym } from '../../linked-studies.ts'
import { phantomProduct } from '../../phantom-product.ts'
import { intendedUse } from '../../validation-zone.ts'
import { vaultProcess } from '../../vault-process.ts'
import { eventually, loadParts, type TestPair, type TestZone, testPair } from '../../zones.ts'

export type Outcome = 'refused' | 'done'

/** Both zones with every module, real but for one thing: a gate can be replaced by one that always opens. */
export interface World extends TestPair {
  /** Does the work with this gate always open. */
  withOpenGate<T>(gate: GateName, work: () => Promise<T>): Promise<T>
  /** Does something once, right after this gate was asked the next time. */
  after(gate: GateName, what: () => Promise<unknown>): void
  /** A number that no scenario has had. */
  next(): number
  /** A frozen dataset of phantoms under a permit that names dev, clin, lead and tester; made once. */
  dataset(): Promise<{ permit: Permit; datasetId: string; cohortId: string; protocolId: string; labelId: string }>
  /** A product bought from `vendor`, delivered by a person; its masks lie `shift` voxels beside the truth. */
  bought(vendor: string, shift: number): Promise<Release>
  /** A finished validation of a poor product; made once. */
  validation(): Promise<Validation>
}

export interface Scenario {
  gate: GateName
  /** What the gate refuses here, as a sentence. */
  what: string
  /** Plays the step on fresh facts and says what became of it. Throws when it ended in any other way. */
  run(world: World): Promise<Outcome>
}

const structures = intendedUse.structures

export async function openWorld(): Promise<World> {
  const always = new Set<GateName>()
  const hooks = new Map<GateName, () => Promise<unknown>>()
  const vault = await vaultProcess()
  await vault.start()
  const parts = async (zone: 'clinic' | 'research', names: string[]): Promise<Part[]> => [
    switchable(always, hooks),
    ...(await loadParts(names, zone)).slice(1),
  ]
  const attested = { python: '/nowhere/python', codeCommit: 'abcdef0', environmentLock: 'e'.repeat(64) }
  const pair = await testPair({
    clinic: {
      parts: await parts('clinic', ['acquire', 'deidentify', 'deploy', 'monitor']),
      settings: { acquire: { dicomPort: 0, quietMs: 100 }, deidentify: { vaultSocket: vault.socket } },
    },
    research: {
      parts: await parts('research', ['link', 'curate', 'annotate', 'develop', 'register', 'validate', 'report']),
      settings: { develop: attested },
    },
  })
  let count = 0
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined
    return () => {
      made ??= make()
      return made
    }
  }
  const dataset = once(() => freezePhantoms(pair))
  const bought = (vendor: string, shift: number) => deliver(pair.research, vendor, shift, ++count)
  return {
    ...pair,
    dataset,
    bought,
    next: () => ++count,
    validation: once(async () => validate(pair.research, (await dataset()).protocolId, (await bought('vendor', 4)).id)),
    after: (gate, what) => void hooks.set(gate, what),
    async withOpenGate(gate, work) {
      always.add(gate)
      try {
        return await work()
      } finally {
        always.delete(gate)
      }
    },
    async close() {
      await pair.close()
      await vault.close()
    },
  }
}

/** The real keeper, whose closed decision is turned into an open one where the gate is to be replaced. */
function switchable(always: ReadonlySet<GateName>, hooks: Map<GateName, () => Promise<unknown>>): Part {
  return governWith((context) => {
    const keeper = createGateKeeper(context, allRules)
    const decide: GateKeeper['decide'] = async (ask) => {
      const decision = await keeper.decide(ask)
      const hook = hooks.get(ask.gate)
      hooks.delete(ask.gate)
      await hook?.()
      if (decision.open || !always.has(ask.gate)) return decision
      await sql`update govern.decision set open = true, findings = '[]' where id = ${decision.id}`.execute(context.db)
      return { ...decision, open: true, findings: [] }
    }
    return { decide }
  })
}

/** A closed gate is a refusal; any other problem is a fault of the scenario. */
export function outcomeOf(answer: CallResult<unknown>): Outcome {
  if (answer.ok) return 'done'
  if (answer.problem.type !== 'urn:clic:problem:gate-closed')
    throw new Error(`${answer.problem.title}: ${answer.problem.detail}`)
  return 'refused'
}

export function must<T>(answer: CallResult<T>): T {
  if (!answer.ok) throw new Error(`${answer.problem.title}: ${answer.problem.detail}`)
  return answer.value
}

export async function suspend(clinic: TestZone, permitId: string): Promise<void> {
  must(
    await clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId },
      body: { reason: 'for the scenario' },
    }),
  )
}

async function freezePhantoms(pair: TestPair) {
  const permit = await sharedPermit(pair)
  const permitId = permit.id
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const pseudonym = testPseudonym(`gates ${n}`)
    await linkStudy(pair, { seed: `gates ${n}`, permitId, pseudonym, structures })
    await linkFacts(pair, { permitId, pseudonym, sex: n % 2 ? 'female' : 'male', age: 50 + n })
  }
  const clinician = pair.research.as('clin', ['clinician'])
  const labels = await eventually(async () => {
    const found = must(await clinician(annotateEndpoints.labels, { query: { permitId } }))
    return found.length === 6 ? found : undefined
  }, 60)
  must(await clinician(annotateEndpoints.acceptMany, { body: { permitId, reason: 'reference masks of the phantoms' } }))
  const developer = pair.research.as('dev', ['developer'])
  const cohort = must(
    await developer(curateEndpoints.define, { body: { name: 'Phantoms', rule: { permitId, modality: 'MR' } } }),
  )
  const freezing = must(
    await developer(curateEndpoints.freeze, { body: { permitId, cohortId: cohort.id, name: 'Phantoms' } }),
  )
  await eventually(async () => {
    const read = must(await developer(curateEndpoints.dataset, { params: { datasetId: freezing.id } }))
    if (read.state === 'failed') throw new Error(read.reason ?? 'the freezing failed')
    return read.state === 'frozen' ? true : undefined
  }, 60)
  const primary = structures.map(({ name }) => ({ metric: 'dice' as const, structure: name, threshold: 0.8 }))
  const protocol = must(
    await pair.research.as('tester', ['test-centre'])(validateEndpoints.register, {
      body: {
        title: 'Phantoms: acceptance',
        permitId,
        datasetId: freezing.id,
        primary,
        bootstrap: { replicates: 200 },
        maxOpenings: 50,
      },
    }),
  )
  return { permit, datasetId: freezing.id, cohortId: cohort.id, protocolId: protocol.id, labelId: labels[0]?.id ?? '' }
}

async function deliver(research: TestZone, vendor: string, shift: number, n: number): Promise<Release> {
  const product = must(
    await research.as(vendor, ['vendor'])(registerEndpoints.addProduct, {
      body: {
        name: `Phantom finder ${n}`,
        kind: 'bought',
        manufacturer: 'Nordlys Imaging',
        regulatoryPath: 'ce-marked',
        intendedUse,
      },
    }),
  )
  const answer = await fetch(`${research.url}/api/products/${product.id}/maps?version=1.0.0`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await research.token(vendor, ['vendor'])}`,
      'content-type': 'application/x-tar',
    },
    body: Buffer.from(await phantomProduct({ shift })),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as Release
}

/** Starts a validation as `tester` and waits for its verdict. */
export async function validate(research: TestZone, protocolId: string, releaseId: string): Promise<Validation> {
  const tester = research.as('tester', ['test-centre'])
  const started = must(await tester(validateEndpoints.run, { body: { protocolId, releaseId } }))
  return eventually(async () => {
    const now = must(await tester(validateEndpoints.validation, { params: { validationId: started.id } }))
    if (now.state === 'failed') throw new Error(now.reason ?? 'the validation failed')
    return now.state === 'finished' ? now : undefined
  }, 120)
}
