import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { deployEndpoints, monitorEndpoints } from '@clic/contracts'
import { danishIdentity, identifiedStudy, shiftIntensity } from '../../../../../testing/make-dicom/index.ts'
import { CommandError } from '../../command-error.ts'
import { sendFolder, writeStudy } from '../send-studies.ts'
import { must, until, type Way } from '../way.ts'
import { heldBack } from './acquire.ts'

/** Step 10: later studies run; the last windows come from a “scanner” with shifted intensities; the second alarm in a row suspends. */
export async function monitor(way: Way): Promise<void> {
  const { newStudies, referenceRuns, windowRuns, windows, shiftedWindows } = way.useCase.operation
  const first = way.data.count - heldBack(way) + newStudies
  const later = referenceRuns - newStudies + windowRuns * windows
  const shiftFrom = later - windowRuns * shiftedWindows
  const folder = join(way.out, '.later')
  for (let i = 0; i < later; i++) {
    const n = first + i
    const one = way.data.read(Math.min(n, way.data.count - 1))
    const image =
      i >= shiftFrom ? shiftIntensity(one.image, { gain: 0.4, offset: 900, noise: 120, seed: String(n) }) : one.image
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
  const releaseId = way.ids['release'] as string
  const state = await until('the runs to end and the release to be suspended', 300, async () => {
    const runs = await must(way, 'clinician', 'clinic', deployEndpoints.runs, { query: { limit: 500 } })
    way.progress(`${runs.filter((one) => one.state === 'returned').length} results returned`)
    const release = (await must(way, 'engineer', 'clinic', deployEndpoints.releases, {})).find(
      (one) => one.id === releaseId,
    )
    if (release?.state === 'suspended') return release
    const { runs: watched } = await must(way, 'lead', 'clinic', monitorEndpoints.signals, { params: { releaseId } })
    return nothingIsLeft(runs, { wanted: newStudies + later, watched }) ? release : undefined
  })
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
