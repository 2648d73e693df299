import type { LinkedStudy } from '@clic/contracts'
import { niftiFromVolume, readDataset, readSegmentation, volumeFromSlices } from '@clic/dicom'
import { sha256 } from '@clic/ledger'
import type { Files } from '@clic/platform/files'
import { relabel, type Structure } from './agree-structures.ts'

export type BuiltItem = { ok: true; image: Uint8Array; label: Uint8Array } | { ok: false; reason: string }

/**
 * The image series that the mask lies on, and the mask in its voxel order, as two uncompressed NIfTI-1 files. The bytes depend on
 * the objects alone. `reason` says what is wrong with the study; it goes into the dataset's list of what was left out.
 */
export async function buildItem(
  files: Files,
  given: { study: LinkedStudy; modality: string; labelSeg: string; structures: readonly Structure[] },
): Promise<BuiltItem> {
  const mask = await stored(files, given.labelSeg)
  if (!mask) return { ok: false, reason: 'The object of its label is gone or was changed.' }
  const seg = readDataset(mask)
  if (!seg.ok) return { ok: false, reason: `Its label cannot be read: ${seg.problem.message}` }
  const series = given.study.series
    .filter((one) => one.modality === given.modality)
    .sort((a, b) => b.objects.length - a.objects.length || (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1))
  const reasons: string[] = []
  for (const one of series) {
    const slices = await Promise.all(one.objects.map((object) => stored(files, object.sha256)))
    if (slices.some((slice) => !slice)) {
      reasons.push('An object of its images is gone or was changed.')
      continue
    }
    const volume = volumeFromSlices(slices as Uint8Array[])
    if (!volume.ok) {
      reasons.push(volume.problem.message)
      continue
    }
    const placed = readSegmentation(seg.dataset, volume.volume)
    if (!placed.ok) {
      reasons.push(placed.problem.message)
      continue
    }
    const { dims, spacing, affine, data } = volume.volume
    const labels = relabel(placed.labels, placed.segments, given.structures)
    return {
      ok: true,
      image: niftiFromVolume({ dims, spacing, affine, data }),
      label: niftiFromVolume({ dims, spacing, affine, data: labels }),
    }
  }
  return { ok: false, reason: reasons[0] ?? `It holds no series of modality ${given.modality}.` }
}

/** A stored object, when it is still the one that its address names. */
async function stored(files: Files, address: string): Promise<Uint8Array | undefined> {
  if (!(await files.has(address))) return undefined
  const bytes = await files.get(address)
  return sha256(bytes) === address ? bytes : undefined
}
