import { type FaceCut, faceCut } from './face-cut.ts'
import { findBrain, sampled } from './find-brain.ts'
import type { FaceRefusal, HeadVolume } from './head-volume.ts'
import { type PatientGrid, patientGrid } from './patient-grid.ts'
import { type HeadMeasures, plausibleHead } from './plausible-head.ts'

/** Slices and mm that a volume needs at least for a brain to be found in it, and the widest gap between slices that still shows one. */
const [fewestSlices, shortest, widestStep] = [12, 90, 8]

export type FoundFace =
  | { ok: true; cut: FaceCut; fill: number; measures: HeadMeasures }
  | (FaceRefusal & { measures?: HeadMeasures })

/**
 * Where the face of a head lies: all in front of and below the brain, a margin away from its outline. Says why when the volume does not
 * plausibly show a whole head; then nothing of it may be taken for done.
 */
export async function findFace(volume: HeadVolume): Promise<FoundFace> {
  const refuse = (code: FaceRefusal['code'], reason: string): FoundFace => ({ ok: false, code, reason })
  const steps = [0, 1, 2].map((n) => Math.hypot(...[0, 4, 8].map((row) => volume.affine[row + n]!)))
  const spans = steps.map((step, n) => step * volume.dims[n]!)
  if (volume.dims.some((size) => size < fewestSlices))
    return refuse('face-head-not-covered', `The series has fewer than ${fewestSlices} slices.`)
  if (steps.some((step) => step > widestStep))
    return refuse('face-geometry', `Its slices lie more than ${widestStep} mm apart.`)
  if (spans.some((span) => span < shortest))
    return refuse('face-head-not-covered', 'The images cover less than a head.')
  const grid = patientGrid(volume)
  if (!grid)
    return refuse('face-geometry', 'The place of its voxels in space is not usable, or it is far larger than a head.')
  const found = await findBrain(grid, volume.modality)
  if (!found) return refuse('face-brain-not-found', 'Nothing in the images has the size and shape of a brain.')
  const cut = faceCut(found.brain, grid.dims, grid.origin)
  const plausible = plausibleHead(grid, found, cut, volume.modality)
  if (!plausible.ok) return plausible
  return { ok: true, cut, fill: airOf(grid, found.head, volume.modality), measures: plausible.measures }
}

/** What removed voxels become: air in Hounsfield units, or what the background of an MR volume mostly is. */
function airOf({ data, inside }: PatientGrid, head: Uint8Array, modality: 'CT' | 'MR'): number {
  const air = data.filter((_, at) => at % sampled === 0 && inside[at] && !head[at]).sort()
  if (modality === 'CT') return Math.max(-1000, air[0] ?? -1000)
  return air[air.length >> 1] ?? 0
}
