import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  curateEndpoints,
  deployEndpoints,
  governEndpoints,
  linkEndpoints,
  registerEndpoints,
  validateEndpoints,
} from '@clic/contracts'
import { CommandError } from '../../command-error.ts'
import { postUndeclared } from '../post-undeclared.ts'
import { sendFolder, writeStudy } from '../send-studies.ts'
import { must, mustBeRefused, type Way } from '../way.ts'
import { makeStudy } from './acquire.ts'

/** Shown between the arrival of a release and its start: no basis to operate, and a package that was changed on disk. */
export async function closedBeforeActivation(way: Way): Promise<void> {
  const params = { releaseId: way.ids['release'] as string }
  await mustBeRefused(way, 'engineer', 'clinic', deployEndpoints.activate, {
    params,
    body: { permitId: way.ids['permit.project'] as string },
  })
  const { mapSha256 } = await must(way, 'regulatory', 'research', registerEndpoints.release, { params })
  // The clinic has unpacked the package by now; its gate hashes the weights anew at every call.
  const file = weightsBelow(join(way.platform.layout.clinic, 'work', 'deploy', 'releases', mapSha256))
  const whole = readFileSync(file)
  const changed = Buffer.from(whole)
  const at = Math.floor(changed.length / 2)
  changed[at] = (changed[at] ?? 0) ^ 1
  try {
    // Written in place: owner and mode stay those of the clinic zone.
    writeFileSync(file, changed)
    await mustBeRefused(way, 'engineer', 'clinic', deployEndpoints.activate, {
      params,
      body: { permitId: way.ids['permit.operation'] as string },
    })
  } finally {
    writeFileSync(file, whole)
  }
}

function weightsBelow(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.pt'))
  if (!found) throw new CommandError('The release’s weights were not found on the clinic’s disk.', 1)
  return join(folder, found)
}

/** Step 12: more closed gates, and the list of all that this run met. */
export async function refusals(way: Way): Promise<void> {
  await patientInTwoParts(way)
  await mustBeRefused(way, 'tester', 'research', validateEndpoints.run, {
    body: { protocolId: way.ids['protocol'] as string, releaseId: way.ids['release'] as string },
  })
  await expiredSource(way)
  const door = await postUndeclared(way)
  way.refusals.push({ gate: 'door', rule: 'parcel-undeclared', reason: door })
  for (const one of way.refusals) way.say(`   ✕ ${one.rule}: ${one.reason}`)
}

async function patientInTwoParts(way: Way): Promise<void> {
  const permitId = way.ids['permit.project'] as string
  const studies = await must(way, 'developer', 'research', linkEndpoints.studies, { query: { permitId, limit: 1000 } })
  const visits = [
    ...Map.groupBy(
      studies.filter((one) => one.modalities.includes('SEG')),
      (one) => one.pseudonym,
    ).values(),
  ].find((one) => one.length > 1)
  const parts = (visits ?? []).map((one, n) => ({
    studyId: one.id,
    part: n === 0 ? ('train' as const) : ('test' as const),
  }))
  await mustBeRefused(way, 'developer', 'research', curateEndpoints.freeze, {
    body: { permitId, cohortId: way.ids['cohort'] as string, name: 'One patient in two parts', parts },
  })
}

/** The standing permit of this sender ran out while the way was played. */
async function expiredSource(way: Way): Promise<void> {
  const folder = join(way.out, '.expired')
  writeStudy(folder, makeStudy(way, 0, false).images.slice(0, 1))
  const answer = await sendFolder(way, folder, 'OLDSCANNER')
  rmSync(folder, { recursive: true, force: true })
  const decisions = await must(way, 'dpo', 'clinic', governEndpoints.decisions, {
    query: { gate: 'study.receive', open: 'false', limit: 1 },
  })
  const finding = decisions[0]?.findings.find((one) => !one.ok)
  way.refusals.push({
    gate: 'study.receive',
    rule: finding?.rule ?? 'study.receive',
    reason: finding?.reason ?? ('refused' in answer ? answer.refused : 'it was not refused'),
  })
}
