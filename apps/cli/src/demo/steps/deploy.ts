import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { deployEndpoints, registerEndpoints } from '@clic/contracts'
import { CommandError } from '../../command-error.ts'
import { sendFolder, writeStudy } from '../send-studies.ts'
import { must, until, type Way } from '../way.ts'
import { heldBack, makeStudy } from './acquire.ts'

/** Step 9: three roles approve, the release crosses the door, a new study comes back to its sender as SEG and SR. */
export async function deploy(way: Way): Promise<void> {
  const releaseId = way.ids['release'] as string
  const approvals = [
    ['lead', 'clinical-lead'],
    ['regulatory', 'regulatory-lead'],
    ['dpo', 'dpo'],
  ] as const
  for (const [member, role] of approvals)
    await must(way, member, 'research', registerEndpoints.approve, { params: { releaseId }, body: { role } })
  await must(way, 'regulatory', 'research', registerEndpoints.send, {
    params: { releaseId },
    body: { permitId: way.ids['permit.operation'] as string },
  })
  await until('the release to come through the door', 60, async () =>
    (await must(way, 'engineer', 'clinic', deployEndpoints.releases, {})).find((one) => one.id === releaseId),
  )
  await way.beforeActivation?.()
  await must(way, 'engineer', 'clinic', deployEndpoints.activate, {
    params: { releaseId },
    body: { permitId: way.ids['permit.operation'] as string },
  })
  await must(way, 'engineer', 'clinic', deployEndpoints.addRoute, {
    body: {
      name: `${way.useCase.title} for the hospital`,
      releaseId,
      when: { source: 'HOSPITAL', modality: way.useCase.acquisition.modality },
      destination: { host: '127.0.0.1', port: way.archive?.port ?? 0, aeTitle: 'HOSPITAL' },
    },
  })
  await until('the worker to be warm', 180, async () => {
    const release = (await must(way, 'engineer', 'clinic', deployEndpoints.releases, {})).find(
      (one) => one.id === releaseId,
    )
    if (release?.worker === 'failed') throw new CommandError('The release’s worker did not load the bundle.', 1)
    return release?.worker === 'warm' ? true : undefined
  })
  const run = await newStudy(way, way.data.count - heldBack(way))
  way.figures.arrivalToResultSeconds = run.secondsFromArrival ?? undefined
  way.say(
    `   approved by three people; a new study came back as ${run.objects.map((one) => one.kind).join(' and ')} in ${run.secondsFromArrival?.toFixed(1)} s; ${run.volumes.map((one) => `${one.structure} ${one.mm3.toFixed(0)} mm³`).join(', ')}`,
  )
}

/** Sends the nth study and waits for its result at the hospital. */
async function newStudy(way: Way, n: number) {
  const before = way.archive?.received.length ?? 0
  const folder = join(way.out, '.new')
  writeStudy(folder, makeStudy(way, n, false).images)
  const sent = await sendFolder(way, folder, 'HOSPITAL')
  rmSync(folder, { recursive: true, force: true })
  if ('refused' in sent) throw new CommandError(`The clinic turned the hospital away: ${sent.refused}`, 1)
  await until('SEG and SR at the hospital', 60, async () =>
    (way.archive?.received.length ?? 0) >= before + 2 ? true : undefined,
  )
  return until('the run to be noted as returned', 10, async () =>
    (await must(way, 'clinician', 'clinic', deployEndpoints.runs, { query: { limit: 5 } })).find(
      (one) => one.state === 'returned',
    ),
  )
}
