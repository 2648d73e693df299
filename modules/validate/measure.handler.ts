import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type DatasetView, type LinkedView, type ReleaseView, servicePerson } from '@clic/contracts'
import { mapWeights, unpackMap } from '@clic/monai-deploy'
import { readNifti, volumeFromNifti } from '@clic/dicom'
import { type MeasuredItem, measureItem, subgroups, summarise } from '@clic/statistics'
import { tables } from '@clic/platform/db'
import type { GateKeeper } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { Worker } from '@clic/platform/workers'
import { packMasks } from './pack-masks.ts'
import { protocolHash } from './protocol.ts'
import { runProduct } from './run-product.ts'
import type { ValidateTables } from './tables.ts'

/** Opens the sealed part, runs the product, measures, and lets the gate `release.accept` decide. */
export async function measure(context: PartContext, python: string, worker: () => Worker, validationId: string): Promise<void> {
  const db = tables<ValidateTables>(context.db)
  const row = await db.updateTable('validate.result').set({ state: 'running' }).where('id', '=', validationId).where('state', 'in', ['waiting', 'running']).returningAll().executeTakeFirst()
  if (!row) return
  const protocol = await db.selectFrom('validate.protocol').selectAll().where('id', '=', row.protocol_id).executeTakeFirstOrThrow()
  const release = await context.port<ReleaseView>('register.releases').release(row.release_id)
  const datasets = context.port<DatasetView>('curate.datasets')
  const dataset = await datasets.version(protocol.document.datasetId)
  if (!release || !dataset) return fail(context, validationId, 'The release or the dataset version is gone.')
  const folder = join(context.folder, validationId)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  try {
    const unpacked = await unpackMap(await context.files.get(release.mapSha256), join(folder, 'map'))
    if (!unpacked.ok) return fail(context, validationId, unpacked.problem.detail)
    const opened = await datasets.open({ datasetId: dataset.id, parts: ['test'], folder: join(folder, 'items'), decisionId: row.decision_id, actor: { ...servicePerson('validation'), id: row.started_by }, why: `validation ${validationId}` })
    const run = await runProduct({
      context, worker, python, map: join(folder, 'map'), folder, release,
      items: opened.map((one) => ({ id: one.item.id, studyId: one.item.studyId, image: one.image })),
      onProgress: async (done) => void (await db.updateTable('validate.result').set({ done }).where('id', '=', validationId).execute()),
    })
    if (!run.ok) return fail(context, validationId, run.reason)
    const persons = new Map((await context.port<LinkedView>('link.studies').persons(protocol.document.permitId)).map((one) => [one.pseudonym, one]))
    const measured = opened.flatMap(({ item, label }): MeasuredItem[] => {
      const reference = readNifti(readFileSync(label))
      if (!reference.ok) return []
      const volume = volumeFromNifti(reference.nifti)
      const person = persons.get(item.pseudonym)
      const one: MeasuredItem = {
        item: item.id, patient: item.pseudonym, sex: person?.sex ?? 'unknown', ...(person?.age === undefined ? {} : { age: person.age }),
        reference: volume.data as ArrayLike<number>, prediction: run.answers.get(item.id), dims: volume.dims, spacing: volume.spacing,
      }
      return [one]
    })
    const cases = measured.flatMap((one) => measureItem(one, dataset.structures))
    const masks = await context.files.put(packMasks(measured))
    const summary = summarise(cases, protocol.document, opened.length)
    const weightsValidated = await mapWeights(join(folder, 'map'))
    const decision = await context.port<GateKeeper>('govern.gates').decide({
      gate: 'release.accept',
      facts: {
        protocolHash: protocol.hash,
        resultProtocolHash: protocolHash(protocol.document),
        primaryEndpoints: summary.filter((one) => one.threshold !== undefined).map((one) => ({ name: `${one.metric} ${one.structure}`, lower: one.lower, threshold: one.threshold as number })),
        weightsRegistered: release.weightsSha256,
        weightsValidated,
        casesMissing: opened.filter(({ item }) => !run.answers.has(item.id)).length,
      },
      subject: { kind: 'release', id: release.id },
      actor: { ...servicePerson('validation'), id: row.started_by },
    })
    const verdict = decision.open ? ('accepted' as const) : ('refused' as const)
    await context.transact(async (change) => {
      await tables<ValidateTables>(change.db)
        .updateTable('validate.result')
        .set({
          state: 'finished', verdict, finished_at: context.clock.now(), weights_sha256: weightsValidated, dataset_root: dataset.root, masks_sha256: masks.sha256, opening: await datasets.testOpenings(dataset.id), done: opened.length,
          cases: JSON.stringify(cases), summary: JSON.stringify(summary), subgroups: JSON.stringify(subgroups(cases, protocol.document)),
          findings: JSON.stringify(decision.findings.map(({ rule, ok, reason, citation }) => ({ rule, ok, reason, citation }))),
          reason: decision.findings.filter((one) => !one.ok).map((one) => one.reason).join(' ') || null,
          invented: [...persons.values()].some((one) => one.invented),
        })
        .where('id', '=', validationId)
        .execute()
      await context.port<ReleaseView>('register.releases').noteVerdict(change.db, { releaseId: release.id, resultId: validationId, verdict, protocolHash: protocol.hash, weightsValidated, permitId: protocol.document.permitId })
      change.record({ actor: servicePerson('validation'), action: `validation.${verdict}`, subject: { kind: 'validation', id: validationId }, payload: { release: release.id, decision: decision.id, protocolHash: protocol.hash, dataRoot: dataset.root, weights: weightsValidated, summary } })
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function fail(context: PartContext, validationId: string, reason: string): Promise<void> {
  await context.transact(async (change) => {
    await tables<ValidateTables>(change.db).updateTable('validate.result').set({ state: 'failed', reason, finished_at: context.clock.now() }).where('id', '=', validationId).execute()
    change.record({ actor: servicePerson('validation'), action: 'validation.failed', subject: { kind: 'validation', id: validationId }, payload: { reason } })
  })
}
