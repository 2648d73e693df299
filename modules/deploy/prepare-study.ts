import { type ReceivedStudy, type StudyView, servicePerson } from '@clic/contracts'
import { type Dataset, readDataset, type Volume, volumeFromSlices } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { type Envelope, outsideEnvelope } from './envelope.ts'
import { digestOfSeries, type StudySeries, seriesOfRoute } from './series-of-study.ts'
import { type DeployTables, isForeign, type Release, type Run } from './tables.ts'
import { unpackRelease } from './unpack-release.ts'

/** `folder` is the unpacked package; `bundle` the MONAI bundle in it, empty where others made it. */
export type Prepared = { ok: true; volume: Volume; headers: Dataset[]; folder: string; bundle: string }
export type Stopped = { ok: false; state: 'refused' | 'failed'; reason: string; next: string }

/** Gate `study.run` on what lies on this clinic's disk: the images as they came, the weights as they are now. */
export async function prepareStudy(context: PartContext, release: Release, run: Run): Promise<Prepared | Stopped> {
  const route = await tables<DeployTables>(context.db)
    .selectFrom('deploy.route')
    .selectAll()
    .where('id', '=', run.route_id)
    .executeTakeFirstOrThrow()
  const study = await context.port<StudyView>('acquire.studies').study(run.study_id)
  const series = study ? await seriesOfRoute(context.files, study, route.condition) : []
  if (digestOfSeries(series) !== run.input_sha256)
    return {
      ok: false,
      state: 'refused',
      reason: 'More images of the study came before this run began.',
      next: 'A newer run takes all of them.',
    }
  const unpacked = await unpackRelease(context, release)
  const chosen = await chooseVolume(context, series, study, isForeign(release) ? 'not stated' : unpacked?.envelope)
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'study.run',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(release.permit_id ?? '')),
      releaseState: release.state,
      weightsValidated: release.weights_validated,
      weightsLoaded: unpacked?.weights ?? '',
      insideEnvelope: chosen.ok,
    },
    subject: { kind: 'run', id: run.id },
    actor: servicePerson('deploy'),
  })
  if (!decision.open) {
    const closed = refusal(decision)
    return {
      ok: false,
      state: 'refused',
      reason: chosen.ok ? closed.detail : `${closed.detail.replace(/\.$/, '')}: ${chosen.reason.replace(/\.$/, '')}.`,
      next: closed.next ?? '',
    }
  }
  if (!unpacked || !(unpacked.bundle || isForeign(release)) || !chosen.ok)
    return {
      ok: false,
      state: 'failed',
      reason: 'The package holds no MONAI bundle for the warm worker.',
      next: 'Deploy a release that was made from a bundle.',
    }
  const { folder, bundle = '' } = unpacked
  return { ok: true, volume: chosen.volume, headers: chosen.headers, folder, bundle }
}

/** A package of others has no bundle to say what it was trained on: there the modality of the route, which its intended use names, is all. */
type Kind = Envelope | 'not stated' | undefined

type Chosen = { ok: true; volume: Volume; headers: Dataset[] } | { ok: false; reason: string }

/** The one series that is a volume of the kind that the release takes; two of them are a question for a person. */
async function chooseVolume(
  context: PartContext,
  series: readonly StudySeries[],
  study: ReceivedStudy | undefined,
  envelope: Kind,
): Promise<Chosen> {
  const read = await Promise.all(series.map((one) => readVolume(context, one, envelope)))
  const fitting = read.filter((one) => one.ok)
  if (fitting.length === 1) return fitting[0] as Chosen
  if (fitting.length > 1)
    return { ok: false, reason: `${fitting.length} series of the study fit; let the route name one by its description` }
  return read[0] ?? { ok: false, reason: study ? 'the study has no images of this kind' : 'the study is gone' }
}

async function readVolume(context: PartContext, series: StudySeries, envelope: Kind): Promise<Chosen> {
  const files = await Promise.all(series.objects.map((one) => context.files.get(one.sha256)))
  const volume = volumeFromSlices(files)
  if (!volume.ok) return { ok: false, reason: volume.problem.message }
  const outside = envelope === 'not stated' ? undefined : outsideEnvelope(volume.volume, envelope)
  if (outside) return { ok: false, reason: outside }
  const headers = files.map((bytes) => readDataset(bytes)).flatMap((one) => (one.ok ? [one.dataset] : []))
  return { ok: true, volume: volume.volume, headers }
}
