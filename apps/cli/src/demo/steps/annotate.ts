import { gunzipSync, gzipSync } from 'node:zlib'
import { annotateEndpoints } from '@clic/contracts'
import { CommandError } from '../../command-error.ts'
import { must, postBytes, type Way } from '../way.ts'
import { freeze } from './curate.ts'

/** Step 6: a clinician takes one mask, corrects it, accepts the new version; the dataset follows with a new version of its own. */
export async function annotate(way: Way): Promise<void> {
  const permitId = way.ids['permit.project'] as string
  const labels = await must(way, 'clinician', 'research', annotateEndpoints.labels, {
    query: { permitId, limit: 1000 },
  })
  const label = labels[0]
  const version = label?.versions.find((one) => one.state === 'accepted')
  if (!label || !version) throw new CommandError('No accepted mask was found to correct.', 1)
  const answer = await postBytes(
    way,
    'clinician',
    'research',
    annotateEndpoints.voxels,
    { params: { labelId: label.id, version: version.version } },
    '',
    'application/octet-stream',
  )
  if (!answer.ok) throw new CommandError(`The mask could not be read: ${(await answer.text()).slice(0, 200)}`, 1)
  const voxels = gunzipSync(Buffer.from(await answer.arrayBuffer()))
  const corrected = smoothed(voxels)
  const edited = await must(way, 'clinician', 'research', annotateEndpoints.edit, {
    params: { labelId: label.id },
    body: {
      fromVersion: version.version,
      voxelsGzipBase64: gzipSync(corrected).toString('base64'),
      comment: 'Single voxels removed.',
    },
  })
  const newest = edited.versions.reduce((a, b) => (b.version > a.version ? b : a))
  await must(way, 'clinician', 'research', annotateEndpoints.decide, {
    params: { labelId: label.id },
    body: { version: newest.version, decision: 'accepted', reason: 'The border follows the image.' },
  })
  const frozen = await freeze(way)
  way.say(
    `   ${labels.length} masks with author and time; the clinician changed ${newest.changedVoxels} voxels of one (version ${newest.version}) and accepted it; the dataset is now version ${frozen.version}, Merkle root ${frozen.root?.slice(0, 16)}…`,
  )
}

/** Takes away the last marked voxels in the order of the volume, at most twelve: a small and visible correction. */
function smoothed(voxels: Uint8Array): Uint8Array {
  const after = Uint8Array.from(voxels)
  for (let i = after.length - 1, left = 12; i >= 0 && left > 0; i--) {
    if (after[i] === 0) continue
    after[i] = 0
    left--
  }
  return after
}
