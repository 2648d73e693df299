import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { servicePerson, type StudyTracker, type StudyView } from '@clic/contracts'
import { niftiFromVolume, openAssociation, readDataset, readNifti, type Volume, volumeFromNifti, volumeFromSlices } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { Worker } from '@clic/platform/workers'
import type { Selectable } from 'kysely'
import { resultObjects } from './result-objects.ts'
import type { DeployTables } from './tables.ts'
import { unpackRelease } from './unpack-release.ts'

type Run = Selectable<DeployTables['deploy.run']>
type Release = Selectable<DeployTables['deploy.release']>

export interface RunSettings {
  aeTitle: string
}

/** A study through a release: gate, inference in the warm worker, SEG and SR, back to the sender. Safe to run twice. */
export async function runStudy(context: PartContext, settings: RunSettings, worker: (releaseId: string) => Worker, runId: string): Promise<void> {
  const db = tables<DeployTables>(context.db)
  const run = await db.selectFrom('deploy.run').selectAll().where('id', '=', runId).where('state', 'in', ['waiting', 'running', 'sending']).executeTakeFirst()
  if (!run) return
  const release = await db.selectFrom('deploy.release').selectAll().where('id', '=', run.release_id).executeTakeFirstOrThrow()
  const route = await db.selectFrom('deploy.route').selectAll().where('id', '=', run.route_id).executeTakeFirstOrThrow()
  const prepared = await prepare(context, release, run)
  if (!prepared.ok) return end(context, run, { state: prepared.state, reason: prepared.reason, next: prepared.next })
  await context.transact(async (change) => {
    await tables<DeployTables>(change.db).updateTable('deploy.run').set({ state: 'running' }).where('id', '=', runId).execute()
    await context.port<StudyTracker>('acquire.track').track(change.db, { studyId: run.study_id, stage: 'inferred', state: 'running' })
  })
  const made = await infer(context, worker(release.id), release, run, prepared)
  if (!made.ok) return end(context, run, { state: 'failed', reason: made.reason, next: made.next })
  await db.updateTable('deploy.run').set({ state: 'sending' }).where('id', '=', runId).execute()
  const sent = await sendBack(settings, route.destination, [made.seg, made.sr])
  // Thrown, so that the queue tries again later: the destination may be down for a while.
  if (!sent.ok) {
    await note(context, run, sent.reason)
    throw new Error(`run ${runId}: ${sent.reason}`)
  }
  await context.transact(async (change) => {
    const at = context.clock.now()
    const objects = [
      { kind: 'SEG' as const, sopInstanceUid: made.uids.seg, sha256: (await context.files.put(made.seg)).sha256 },
      { kind: 'SR' as const, sopInstanceUid: made.uids.sr, sha256: (await context.files.put(made.sr)).sha256 },
    ]
    await tables<DeployTables>(change.db)
      .updateTable('deploy.run')
      .set({ state: 'returned', returned_at: at, seconds: made.seconds, volumes: JSON.stringify(made.volumes), objects: JSON.stringify(objects), input: JSON.stringify(made.input), output: JSON.stringify(made.output), reason: null, next: null })
      .where('id', '=', runId)
      .execute()
    const tracker = context.port<StudyTracker>('acquire.track')
    await tracker.track(change.db, { studyId: run.study_id, stage: 'inferred', state: 'done' })
    await tracker.track(change.db, { studyId: run.study_id, stage: 'returned', state: 'done' })
    change.record({ actor: servicePerson('deploy'), action: 'result.returned', subject: { kind: 'run', id: runId }, payload: { study: run.study_id, release: release.id, objects: objects.map((one) => one.sha256) } })
    await change.emit('run.finished', { runId, releaseId: release.id, studyId: run.study_id })
  })
}

type Prepared = { ok: true; volume: Volume; slices: Uint8Array[]; bundle: string }
type Stopped = { ok: false; state: 'refused' | 'failed'; reason: string; next: string }

async function prepare(context: PartContext, release: Release, run: Run): Promise<Prepared | Stopped> {
  const study = await context.port<StudyView>('acquire.studies').study(run.study_id)
  const unpacked = await unpackRelease(context, release)
  const wanted = (study?.objects ?? []).filter((one) => release.intended_use.modalities.includes(one.modality))
  const slices = await Promise.all(wanted.map((one) => context.files.get(one.sha256)))
  const volume = slices.length > 0 ? volumeFromSlices(slices) : undefined
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'study.run',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(release.permit_id ?? '')),
      releaseState: release.state,
      weightsValidated: release.weights_validated,
      weightsLoaded: unpacked?.weights ?? '',
      insideEnvelope: volume?.ok === true,
    },
    subject: { kind: 'run', id: run.id },
    actor: servicePerson('deploy'),
  })
  if (!decision.open) {
    const closed = refusal(decision)
    const geometry = volume && !volume.ok ? ` ${volume.problem.message}` : ''
    return { ok: false, state: 'refused', reason: `${closed.detail}${geometry}`, next: closed.next ?? '' }
  }
  if (!unpacked?.bundle || !volume?.ok) return { ok: false, state: 'failed', reason: 'The package holds no MONAI bundle for the warm worker.', next: 'Deploy a release that was made from a bundle.' }
  return { ok: true, volume: volume.volume, slices, bundle: unpacked.bundle }
}

interface Made {
  ok: true
  seg: Uint8Array
  sr: Uint8Array
  uids: { seg: string; segSeries: string; sr: string; srSeries: string }
  seconds: number
  volumes: { structure: string; mm3: number }[]
  input: Record<string, number>
  output: Record<string, number>
}

async function infer(context: PartContext, worker: Worker, release: Release, run: Run, prepared: Prepared): Promise<Made | { ok: false; reason: string; next: string }> {
  const folder = join(context.folder, 'runs', run.id)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const image = join(folder, 'image.nii')
    const output = join(folder, 'labels.nii')
    // Only voxels reach the worker: no header, no identity.
    writeFileSync(image, niftiFromVolume(prepared.volume))
    const result = await worker.request('infer', { bundle: prepared.bundle, image, output, weights_sha256: release.weights_validated })
    if (!result.ok) return { ok: false, reason: result.failure.message, next: result.failure.next }
    const read = readNifti(readFileSync(output))
    if (!read.ok) return { ok: false, reason: 'The worker’s answer is no NIfTI image.', next: 'See the server’s log.' }
    const labels = Uint8Array.from(volumeFromNifti(read.nifti).data as ArrayLike<number>)
    const structures = release.intended_use.structures
    const byName = volumesByName(labels, prepared.volume, structures)
    const uids = { seg: uidFrom(run.id, 'seg'), segSeries: uidFrom(run.id, 'seg-series'), sr: uidFrom(run.id, 'sr'), srSeries: uidFrom(run.id, 'sr-series') }
    const headers = prepared.slices.map((bytes) => readDataset(bytes)).flatMap((one) => (one.ok ? [one.dataset] : []))
    const objects = resultObjects({ slices: headers, volume: prepared.volume, labels, structures, volumesMm3: byName, product: { name: release.product_name, version: release.version }, uids, at: run.started_at })
    return {
      ok: true, ...objects, uids, seconds: Number(result.value['seconds'] ?? 0), volumes: structures.map((one) => ({ structure: one.name, mm3: byName[one.name] ?? 0 })),
      input: numbers(result.value['input_features']), output: { ...numbers(result.value['output_features']), ...Object.fromEntries(Object.entries(byName).map(([name, value]) => [`volume ${name}`, value])) },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function volumesByName(labels: Uint8Array, volume: Volume, structures: { value: number; name: string }[]): Record<string, number> {
  const voxel = volume.spacing[0] * volume.spacing[1] * volume.spacing[2]
  const counts = new Map<number, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return Object.fromEntries(structures.map((one) => [one.name, Math.round((counts.get(one.value) ?? 0) * voxel * 10) / 10]))
}

function numbers(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1])))
}

/** A UID that belongs to this run and no other: 2.25 and the decimal form of a 128-bit digest (PS3.5 B.2). */
function uidFrom(runId: string, what: string): string {
  const digest = createHash('sha256').update(`clic-result ${runId} ${what}`).digest().subarray(0, 16)
  return `2.25.${BigInt(`0x${digest.toString('hex')}`)}`
}

/** Segmentation Storage and Comprehensive 3D SR Storage, explicit little endian. */
const resultContexts = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.88.34'].map((sopClassUid) => ({ sopClassUid, transferSyntax: '1.2.840.10008.1.2.1' }))

async function sendBack(settings: RunSettings, to: { host: string; port: number; aeTitle: string }, objects: Uint8Array[]): Promise<{ ok: true } | { ok: false; reason: string }> {
  const opened = await openAssociation({ host: to.host, port: to.port, callingAe: settings.aeTitle, calledAe: to.aeTitle, contexts: resultContexts })
  if (!opened.ok) return { ok: false, reason: `The destination ${to.aeTitle} did not take the result: ${opened.problem.message}` }
  for (const object of objects) {
    const stored = await opened.association.store(object)
    if (!stored.ok) {
      opened.association.abort()
      return { ok: false, reason: `The destination ${to.aeTitle} refused the result: ${stored.problem.message}` }
    }
  }
  await opened.association.release()
  return { ok: true }
}

async function note(context: PartContext, run: Run, reason: string): Promise<void> {
  await context.transact(async (change) => {
    await tables<DeployTables>(change.db).updateTable('deploy.run').set({ reason, next: 'The platform tries again by itself; check the destination’s address and AE title.' }).where('id', '=', run.id).execute()
    await context.port<StudyTracker>('acquire.track').track(change.db, { studyId: run.study_id, stage: 'returned', state: 'waiting', reason })
  })
}

async function end(context: PartContext, run: Run, how: { state: 'refused' | 'failed'; reason: string; next: string }): Promise<void> {
  await context.transact(async (change) => {
    await tables<DeployTables>(change.db).updateTable('deploy.run').set(how).where('id', '=', run.id).execute()
    await context.port<StudyTracker>('acquire.track').track(change.db, { studyId: run.study_id, stage: 'inferred', ...how })
    change.record({ actor: servicePerson('deploy'), action: `run.${how.state}`, subject: { kind: 'run', id: run.id }, payload: { study: run.study_id, reason: how.reason } })
  })
}
