import { type datasetSchema, ok, type Part, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import { sql } from 'kysely'
import type { z } from 'zod'
import { agreeStructures } from './agree-structures.ts'
import { type FreezePlan, planFreeze } from './plan-freeze.ts'
import { newKey, wrapKey } from './seal.ts'
import { readSource } from './sources.ts'
import type { SplitRule } from './split-patients.ts'
import type { CurateTables } from './tables.ts'
import { listDatasets } from './views.ts'

export interface DatasetOrder {
  permitId: string
  cohortId: string
  name: string
  split: SplitRule
  parts?: { studyId: string; part: Part }[] | undefined
}

/** Plan, gate `dataset.freeze`, then the version, its items and its job in one change. A refusal leaves nothing. */
export async function freezeDataset(
  context: PartContext,
  secret: Uint8Array,
  order: DatasetOrder,
  person: Person,
): Promise<Result<z.output<typeof datasetSchema>>> {
  const cohort = await tables<CurateTables>(context.db)
    .selectFrom('curate.cohort')
    .selectAll()
    .where('id', '=', order.cohortId)
    .executeTakeFirst()
  if (!cohort) {
    const detail = `There is no cohort ${order.cohortId}.`
    return refuse(404, { code: 'cohort-unknown', title: 'No such cohort', detail, next: 'Define it under Curate.' })
  }
  if (cohort.permit_id !== order.permitId) {
    const detail = 'The cohort was defined under another permit.'
    return refuse(409, {
      code: 'other-permit',
      title: 'Another permit',
      detail,
      next: 'Name the permit of the cohort.',
    })
  }
  const source = await readSource(context, order.permitId)
  if (!source.ok) return source
  const kept = order.parts ? undefined : await partsOfVersionBefore(context, order)
  const plan = planFreeze(
    { rule: cohort.rule, split: order.split, given: order.parts, ...(kept ? { kept } : {}) },
    source.value,
  )
  const id = newId('dataset', context.clock)
  const keys = { develop: newKey(), test: newKey() }
  const permits = context.port<PermitView>('govern.permits')
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'dataset.freeze',
    facts: {
      ...(await permits.facts(order.permitId)),
      personId: person.id,
      subjects: plan.subjects,
      patientsInTwoParts: plan.patientsInTwoParts,
      itemsWithoutLabel: plan.itemsWithoutLabel,
      // There is something to seal, and the key that seals it opens nothing else.
      testSealed: plan.items.some((one) => one.part === 'test') && !keys.test.equals(keys.develop),
    },
    subject: { kind: 'dataset', id },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  const structures = agreeStructures(plan.items.flatMap((one) => one.label ?? []))
  await context.transact(async (change) => {
    const db = tables<CurateTables>(change.db)
    const version = await nextVersion(change, order)
    await db
      .insertInto('curate.dataset')
      .values({
        id,
        name: order.name,
        version,
        cohort_id: cohort.id,
        permit_id: order.permitId,
        state: 'freezing',
        total: plan.items.length,
        reason: null,
        root: null,
        asked_at: context.clock.now(),
        frozen_at: null,
        frozen_by: person.name,
        decision_id: decision.id,
        structures: JSON.stringify(structures),
        split: JSON.stringify({ ...order.split, given: order.parts !== undefined }),
        datasheet: null,
      })
      .execute()
    for (const compartment of ['develop', 'test'] as const) {
      await db
        .insertInto('curate.key')
        .values({ dataset_id: id, compartment, wrapped: wrapKey(secret, keys[compartment], id, compartment) })
        .execute()
    }
    await insertPlan(change, id, plan)
    change.record({
      actor: person,
      action: 'dataset.freeze-started',
      subject: { kind: 'dataset', id },
      payload: {
        permitId: order.permitId,
        cohort: cohort.id,
        rule: cohort.rule,
        name: order.name,
        version,
        split: order.split,
        partsGiven: order.parts !== undefined,
        items: plan.items.length,
        subjects: plan.subjects,
        decision: decision.id,
      },
    })
    await change.send('curate.freeze', { datasetId: id })
  })
  const made = (await listDatasets(context.db, id))[0]
  if (!made) throw new Error('the dataset version was not written')
  return ok(made)
}

/** The version that this name will have; two people who freeze the same name at once get two numbers. */
async function nextVersion(change: Change, order: DatasetOrder): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`curate ${order.permitId} ${order.name}`}, 0))`.execute(
    change.db,
  )
  const last = await tables<CurateTables>(change.db)
    .selectFrom('curate.dataset')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('permit_id', '=', order.permitId)
    .where('name', '=', order.name)
    .executeTakeFirst()
  return 1 + Number(last?.version ?? 0)
}

async function insertPlan(change: Change, datasetId: string, plan: FreezePlan): Promise<void> {
  const db = tables<CurateTables>(change.db)
  const items = plan.items.map((one) => ({
    dataset_id: datasetId,
    id: one.id,
    pseudonym: one.pseudonym,
    study_id: one.studyId,
    part: one.part,
    label_id: one.label?.labelId ?? null,
    label_version: one.label?.version ?? null,
    label_seg_sha256: one.label?.sha256 ?? null,
  }))
  // PostgreSQL takes 65,535 parameters a statement.
  for (let n = 0; n < items.length; n += 5000)
    await db
      .insertInto('curate.item')
      .values(items.slice(n, n + 5000))
      .execute()
  const leftOut = plan.leftOut.map((one) => ({ dataset_id: datasetId, study_id: one.studyId, reason: one.reason }))
  for (let n = 0; n < leftOut.length; n += 5000)
    await db
      .insertInto('curate.left_out')
      .values(leftOut.slice(n, n + 5000))
      .execute()
}

/** The parts of the newest version that was frozen under this name. */
async function partsOfVersionBefore(context: PartContext, order: DatasetOrder): Promise<Map<string, Part> | undefined> {
  const curate = tables<CurateTables>(context.db)
  const before = await curate
    .selectFrom('curate.dataset')
    .select('id')
    .where('permit_id', '=', order.permitId)
    .where('name', '=', order.name)
    .where('state', 'in', ['frozen', 'superseded'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!before) return undefined
  const items = await curate
    .selectFrom('curate.item')
    .select(['pseudonym', 'part'])
    .where('dataset_id', '=', before.id)
    .execute()
  return new Map(items.flatMap((one) => (one.pseudonym ? [[one.pseudonym, one.part]] : [])))
}
