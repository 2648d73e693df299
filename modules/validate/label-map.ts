import { readNifti, volumeFromNifti } from '@clic/dicom'

export interface LabelMap {
  labels: Uint8Array
  dims: [number, number, number]
  spacing: [number, number, number]
  /** Voxel indices to LPS millimetres, row-major 4 × 4. */
  affine: number[]
}

/** A NIfTI label map. Values that are no whole numbers from 0 to 255 are refused: a wrapped value would be another structure. */
export function readLabelMap(bytes: Uint8Array): LabelMap | undefined {
  const read = readNifti(bytes)
  if (!read.ok) return undefined
  const { data, dims, spacing, affine } = volumeFromNifti(read.nifti)
  const values = data as ArrayLike<number>
  const labels = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isInteger(value) || value < 0 || value > 255) return undefined
    labels[i] = value
  }
  return { labels, dims, spacing, affine }
}

/** Same number of voxels and the same place of each, to a hundredth of a millimetre. */
export function sameGrid(
  a: { dims: readonly number[]; affine: readonly number[] },
  b: { dims: readonly number[]; affine: readonly number[] },
): boolean {
  if (!a.dims.every((n, i) => n === b.dims[i])) return false
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((c) => a.dims.map((n, axis) => ((c >> axis) & 1 ? n - 1 : 0)))
  const place = (affine: readonly number[], at: readonly number[]) =>
    [0, 1, 2].map((row) =>
      [0, 1, 2].reduce(
        (sum, k) => sum + (affine[4 * row + k] as number) * (at[k] as number),
        affine[4 * row + 3] as number,
      ),
    )
  return corners.every((corner) => {
    const [p, q] = [place(a.affine, corner), place(b.affine, corner)]
    return p.every((value, k) => Math.abs(value - (q[k] as number)) < 0.01)
  })
}
