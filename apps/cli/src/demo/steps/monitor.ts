import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { deployEndpoints, monitorEndpoints } from '@clic/contracts'
import { danishIdentity, identifiedStudy, shiftIntensity } from '../../../../../testing/make-dicom/index.ts'
import { CommandError } from '../../command-error.ts'
import { sendFolder, writeStudy } from '../send-studies.ts'
import { must, until, type Way } from '../way.ts'
import { heldBack } from './acquire.ts'

/**
 * Step 10: later studies run; the last windows come from a “scanner” with shifted intensities; the second alarm in a row suspends.
 * The shifted scanner sends only when the studies before it are in the watch, as it would be months later in a hospital: runs go on side
 * by side and are counted in the order in which they end, and one study of the old scanner among six of the new one hides the change.
 */
export async function monitor(way: Way): Promise<void> {
  const { newStudies, referenceRuns, windowRuns, windows, shiftedWindows } = way.useCase.operation
  const later = referenceRuns - newStudies + windowRuns * windows
  const shiftFrom = later - windowRuns * shiftedWindows
  const releaseId = way.ids['release'] as string
  await sendLater(way, { from: 0, to: shiftFrom, shifted: false })
  const before = await watched(way, releaseId, newStudies + shiftFrom)
  if (before?.state === 'suspended')
    throw new CommandError('The release was suspended before any intensity was shifted.', 1)
  await sendLater(way, { from: shiftFrom, to: later, shifted: true })
  const state = await watched(way, releaseId, newStudies + later)
  const findings = await must(way, 'lead', 'clinic', monitorEndpoints.findings, {})
  const signals = await must(way, 'lead', 'clinic', monitorEndpoints.signals, { params: { releaseId } })
  const runs = (await must(way, 'clinician', 'clinic', deployEndpoints.runs, { query: { limit: 500 } })).filter(
    (one) => one.state === 'returned',
  )
  const [good, bad] = [runs.at(-1), runs[0]]
  if (good)
    await must(way, 'clinician', 'clinic', monitorEndpoints.give, {
      params: { runId: good.id },
      body: { verdict: 'accepted', comment: '' },
    })
  if (bad)
    await must(way, 'clinician', 'clinic', monitorEndpoints.give, {
      params: { runId: bad.id },
      body: { verdict: 'rejected', comment: 'The border is wrong on this image.' },
    })
  if (state?.state !== 'suspended')
    throw new CommandError(
      `The shifted intensities did not suspend the release (${findings.length} findings over ${signals.runs} runs).`,
      1,
    )
  way.say(
    `   ${signals.runs} runs, ${signals.signals.length} signals; ${findings.length} findings; the second alarm in a row suspended the release; the clinician accepted one result and rejected one`,
  )
}

/** Sends studies `from` (inclusive) to `to` (exclusive) of those that come after the first result. */
async function sendLater(
  way: Way,
  { from, to, shifted }: { from: number; to: number; shifted: boolean },
): Promise<void> {
  const first = way.data.count - heldBack(way) + way.useCase.operation.newStudies
  const folder = join(way.out, '.later')
  for (let i = from; i < to; i++) {
    const n = first + i
    const one = way.data.read(Math.min(n, way.data.count - 1))
    const image = shifted
      ? shiftIntensity(one.image, { gain: 0.4, offset: 900, noise: 120, seed: String(n) })
      : one.image
    const study = identifiedStudy({
      seed: `${way.useCase.name} later ${n}`,
      identity: danishIdentity(`${way.useCase.name} ${n}`),
      image,
      structures: way.useCase.structures,
      description: way.useCase.acquisition.description,
      bodyPart: way.useCase.acquisition.bodyPart,
    })
    writeStudy(join(folder, String(i).padStart(3, '0')), study.images)
  }
  const sent = await sendFolder(way, folder, 'HOSPITAL')
  rmSync(folder, { recursive: true, force: true })
  if ('refused' in sent) throw new CommandError(`The clinic turned the hospital away: ${sent.refused}`, 1)
}

/** The release when `wanted` studies have run and are in the watch, or as soon as it is suspended. */
async function watched(way: Way, releaseId: string, wanted: number) {
  return await until('the runs to end and to be watched', 300, async () => {
    const runs = await must(way, 'clinician', 'clinic', deployEndpoints.runs, { query: { limit: 500 } })
    way.progress(`${runs.filter((one) => one.state === 'returned').length} results returned`)
    const release = (await must(way, 'engineer', 'clinic', deployEndpoints.releases, {})).find(
      (one) => one.id === releaseId,
    )
    if (release?.state === 'suspended') return release
    const seen = await must(way, 'lead', 'clinic', monitorEndpoints.signals, { params: { releaseId } })
    return nothingIsLeft(runs, { wanted, watched: seen.runs }) ? release : undefined
  })
}

/**
 * Whether no run can change the watch any more: every study that was sent has a run, each has ended, and those that returned a result are
 * in the watch. A study that is still on its way has no run yet, so runs that have all ended are not enough.
 */
export function nothingIsLeft(
  runs: readonly { state: string }[],
  { wanted, watched }: { wanted: number; watched: number },
): boolean {
  const returned = runs.filter((one) => one.state === 'returned').length
  const ended = runs.filter((one) => ['returned', 'refused', 'failed'].includes(one.state)).length
  return runs.length >= wanted && ended === runs.length && watched >= returned
}
