/** A binary mask as a flat array of voxels: not 0 is foreground. */
export type Mask = ArrayLike<number>

/** The mask of one label of a label map. */
export function labelMask(labels: ArrayLike<number>, label: number): Uint8Array {
  const mask = new Uint8Array(labels.length)
  for (let i = 0; i < labels.length; i++) if (labels[i] === label) mask[i] = 1
  return mask
}

export type OverlapCounts = { readonly reference: number; readonly prediction: number; readonly both: number }

/** Voxels of each mask and of both. Throws RangeError for masks of different lengths. */
export function overlapCounts(reference: Mask, prediction: Mask): OverlapCounts {
  if (reference.length !== prediction.length) {
    throw new RangeError(
      `overlap: masks of ${reference.length} and ${prediction.length} voxels; both need one geometry`,
    )
  }
  const counts = { reference: 0, prediction: 0, both: 0 }
  for (let i = 0; i < reference.length; i++) {
    if (reference[i]) counts.reference += 1
    if (prediction[i]) counts.prediction += 1
    if (reference[i] && prediction[i]) counts.both += 1
  }
  return counts
}

/**
 * Dice coefficient 2|A and B| / (|A| + |B|). Both masks empty: undefined, since the structure is not there to be found;
 * one empty: 0. Source: Dice, Ecology 26 (1945) 297.
 */
export function dice(reference: Mask, prediction: Mask): number | undefined {
  const counts = overlapCounts(reference, prediction)
  const sum = counts.reference + counts.prediction
  return sum === 0 ? undefined : (2 * counts.both) / sum
}

/** Intersection over union |A and B| / |A or B|; empty masks as in `dice`. Source: Jaccard, New Phytol 11 (1912) 37. */
export function iou(reference: Mask, prediction: Mask): number | undefined {
  const counts = overlapCounts(reference, prediction)
  const union = counts.reference + counts.prediction - counts.both
  return union === 0 ? undefined : counts.both / union
}
