import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DatasetView, type LinkedView, type Person, type ReleaseView, servicePerson } from '@clic/contracts'
import { sha256 } from '@clic/ledger'
import { mapDigest, mapWeights, unpackMap } from '@clic/monai-deploy'
import { tables } from '@clic/platform/db'
import { faultOf } from '@clic/platform/log'
import type { PartContext } from '@clic/platform/parts'
import type { Worker } from '@clic/platform/workers'
import { judge } from './judge.ts'
import { type Reference, takeReferences } from './references.ts'
import { isOwnBundle, type ProductAnswer, runProduct } from './run-product.ts'
import type { ValidateTables } from './tables.ts'

/** What ends a validation without a verdict; its text is for a person. */
class Stopped extends Error {}

/** Opens the sealed part, runs the product, measures, and lets the gate `release.accept` decide. */
export async function measure(
  context: PartContext,
  python: string,
  worker: () => Worker,
  validationId: string,
): Promise<void> {
  const folder = join(context.folder, validationId)
  try {
    await measureIn(folder, context, python, worker, validationId)
  } catch (error) {
    // Not tried again by itself: each try opens the sealed part once more.
    if (!(error instanceof Stopped))
      context.log.error('validation.broke', { validation: validationId, ...faultOf(error) })
    await fail(
      context,
      validationId,
      error instanceof Stopped ? error.message : 'The platform failed while measuring; the server’s log says why.',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measureIn(
  folder: string,
  context: PartContext,
  python: string,
  worker: () => Worker,
  validationId: string,
): Promise<void> {
  const db = tables<ValidateTables>(context.db)
  const row = await db
    .updateTable('validate.result')
    .set({ state: 'running' })
    .where('id', '=', validationId)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst()
  if (!row) return
  const protocol = await db
    .selectFrom('validate.protocol')
    .selectAll()
    .where('id', '=', row.protocol_id)
    .executeTakeFirstOrThrow()
  const release = await context.port<ReleaseView>('register.releases').release(row.release_id)
  const dataset = await context.port<DatasetView>('curate.datasets').version(protocol.document.datasetId)
  if (!release || !dataset) throw new Stopped('The release or the dataset version is gone.')
  // Python imports its libraries while the package is unpacked and the items are opened; a failure of it is the first case's to tell.
  if (isOwnBundle(release)) void worker().warm()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const map = join(folder, 'map')
  const content = await context.files.get(release.mapSha256)
  if (sha256(content) !== release.mapSha256)
    throw new Stopped('The package on disk is not the one that was registered.')
  const unpacked = await unpackMap(content, map)
  if (!unpacked.ok) throw new Stopped(unpacked.problem.detail)
  // Before the product runs: what it computes with must not be what it left behind.
  const [weights, digest] = [await mapWeights(map), await mapDigest(map)]
  const starter: Person = { ...servicePerson('validation'), id: row.started_by }
  const references = await open(context, {
    validationId,
    datasetId: dataset.id,
    decisionId: row.decision_id,
    starter,
    folder: join(folder, 'items'),
  })
  const run = await runProduct({
    context,
    worker,
    python,
    map,
    folder,
    release,
    structures: dataset.structures,
    items: references.map(({ item, image }) => ({ id: item.id, studyId: item.studyId, image })),
    onProgress: async (done) =>
      void (await db.updateTable('validate.result').set({ done }).where('id', '=', validationId).execute()),
  })
  if (!run.ok) throw new Stopped(run.reason)
  if ((await mapDigest(map)) !== digest) throw new Stopped('The package changed itself while it ran.')
  const answered = fitting(run, references)
  const persons = await context.port<LinkedView>('link.studies').persons(protocol.document.permitId)
  if (!(await judge(context, { row, protocol, release, dataset, references, answered, weights, persons, starter })))
    throw new Stopped('A person of the test part was erased while it was measured; start the validation again.')
}

/** Each opening is counted by the dataset's owner; here it is noted which validation had it. */
async function open(
  context: PartContext,
  ask: { validationId: string; datasetId: string; decisionId: string; starter: Person; folder: string },
): Promise<(Reference & { image: string })[]> {
  const opened = await context
    .port<DatasetView>('curate.datasets')
    .open({
      datasetId: ask.datasetId,
      parts: ['test'],
      folder: ask.folder,
      decisionId: ask.decisionId,
      actor: ask.starter,
      why: `validation ${ask.validationId}`,
    })
    .catch((error: unknown) => {
      throw new Stopped(
        `The test part was not opened: ${error instanceof Error ? error.message : 'no reason was given'}`,
      )
    })
  await context.transact(async (change) => {
    await tables<ValidateTables>(change.db)
      .updateTable('validate.result')
      .set({ opened_at: context.clock.now() })
      .where('id', '=', ask.validationId)
      .execute()
    change.record({
      actor: ask.starter,
      action: 'validation.opened',
      subject: { kind: 'validation', id: ask.validationId },
      payload: { datasetId: ask.datasetId, decision: ask.decisionId, items: opened.length },
    })
  })
  const taken = takeReferences(opened)
  if (!taken.ok) throw new Stopped(taken.reason)
  return taken.references.map((reference, i) => ({ ...reference, image: opened[i]?.image ?? '' }))
}

/** An answer that does not fill the reference's grid is none. */
function fitting(
  run: Extract<ProductAnswer, { ok: true }>,
  references: readonly Reference[],
): Extract<ProductAnswer, { ok: true }> {
  for (const { item, map } of references) {
    const answer = run.answers.get(item.id)
    if (!answer || answer.length === map().labels.length) continue
    run.answers.delete(item.id)
    run.missed.set(item.id, 'the answer has another number of voxels than the reference')
  }
  return run
}

async function fail(context: PartContext, validationId: string, reason: string): Promise<void> {
  await context.transact(async (change) => {
    const row = await tables<ValidateTables>(change.db)
      .updateTable('validate.result')
      .set((eb) => ({
        state: 'failed',
        reason,
        finished_at: context.clock.now(),
        // A reserved opening that never happened is given back.
        opening: eb.case().when('opened_at', 'is', null).then(null).else(eb.ref('opening')).end(),
      }))
      .where('id', '=', validationId)
      .where('state', '=', 'running')
      .returning('id')
      .executeTakeFirst()
    if (row)
      change.record({
        actor: servicePerson('validation'),
        action: 'validation.failed',
        subject: { kind: 'validation', id: validationId },
        payload: { reason },
      })
  })
}
