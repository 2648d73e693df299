import { labelMask, overlapCounts } from './overlap.ts'
import { percentileHausdorff, surfaceDice, surfaceDistances } from './surface-distance.ts'
import { type VoxelGrid, voxelVolume } from './voxel-grid.ts'

/**
 * Scores of one structure in one study; plain JSON. Which masks are empty decides what exists:
 * both: no score, the structure is not there to be found; one: Dice, IoU and surface Dice 0, and no distance (it is infinite).
 */
export type SegmentationScores = {
  readonly label: number
  readonly state: 'measured' | 'both-empty' | 'reference-empty' | 'prediction-empty'
  readonly dice: number | null
  readonly iou: number | null
  readonly hausdorff95Mm: number | null
  readonly surfaceDice: number | null
  readonly toleranceMm: number
  readonly referenceMm3: number
  readonly predictionMm3: number
}

/** Scores each label of a predicted label map against the reference map on one grid. */
export function segmentationScores(input: {
  reference: ArrayLike<number>
  prediction: ArrayLike<number>
  grid: VoxelGrid
  labels: readonly number[]
  /** Tolerance of the surface Dice in mm, 1 unless told. */
  toleranceMm?: number
}): SegmentationScores[] {
  const { reference, prediction, grid, labels, toleranceMm = 1 } = input
  return labels.map((label) => {
    const [truth, result] = [labelMask(reference, label), labelMask(prediction, label)]
    const counts = overlapCounts(truth, result)
    const sum = counts.reference + counts.prediction
    const distances = surfaceDistances(truth, result, grid)
    const hausdorff = percentileHausdorff(distances, 0.95)
    return {
      label,
      state: stateOf(counts.reference, counts.prediction),
      dice: sum === 0 ? null : (2 * counts.both) / sum,
      iou: sum === 0 ? null : counts.both / (sum - counts.both),
      hausdorff95Mm: hausdorff !== undefined && Number.isFinite(hausdorff) ? hausdorff : null,
      surfaceDice: surfaceDice(distances, toleranceMm) ?? null,
      toleranceMm,
      referenceMm3: counts.reference * voxelVolume(grid),
      predictionMm3: counts.prediction * voxelVolume(grid),
    }
  })
}

function stateOf(reference: number, prediction: number): SegmentationScores['state'] {
  if (reference === 0) return prediction === 0 ? 'both-empty' : 'reference-empty'
  return prediction === 0 ? 'prediction-empty' : 'measured'
}
