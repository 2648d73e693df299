import type { VoxelData } from './volume.ts'

export interface StoredWords {
  words: Int16Array | Uint16Array
  /** value = word × slope + intercept */
  slope: number
  intercept: number
}

/**
 * Voxels as 16-bit words. Whole numbers that fit are stored as they are; others are spread over the range of a word, which costs
 * at most half a slope. A voxel that is no number becomes the lowest value.
 */
export function wordsOfVoxels(data: VoxelData): StoredWords {
  if (data instanceof Int16Array || data instanceof Uint16Array) return { words: data, slope: 1, intercept: 0 }
  if (data instanceof Uint8Array) return { words: Uint16Array.from(data), slope: 1, intercept: 0 }
  let [low, high, whole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true]
  for (const value of data) {
    if (value < low && value > Number.NEGATIVE_INFINITY) low = value
    if (value > high && value < Number.POSITIVE_INFINITY) high = value
    if (!Number.isInteger(value)) whole = false
  }
  if (low > high) throw new RangeError('the volume holds no number')
  if (whole && low >= 0 && high <= 65535) return { words: Uint16Array.from(data), slope: 1, intercept: 0 }
  if (whole && low >= -32768 && high <= 32767) return { words: Int16Array.from(data), slope: 1, intercept: 0 }
  // Nine digits keep a DS within its 16 characters; the slope is rounded up so that the highest value still fits.
  const intercept = Number(low.toPrecision(9))
  const slope = Number((((high - low) / 65535) * (1 + 1e-8) || 1).toPrecision(9))
  const word = (value: number) => Math.min(65535, Math.max(0, Math.round(((value || 0) - intercept) / slope)))
  return { words: Uint16Array.from(data, (value) => (Number.isNaN(value) ? 0 : word(value))), slope, intercept }
}
