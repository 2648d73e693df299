/** A regular grid. Voxel (x, y, z) is number x + nx * (y + ny * z) of a flat array; a 2-D image has nz = 1. */
export type VoxelGrid = {
  /** Number of voxels along x, y, z. */
  readonly dims: readonly [number, number, number]
  /** Distance of voxel centres along x, y, z in mm. */
  readonly spacing: readonly [number, number, number]
}

/** Throws RangeError when the array does not fill the grid or a spacing is not above 0. */
export function checkGrid({ dims, spacing }: VoxelGrid, voxels: number): void {
  if (dims[0] * dims[1] * dims[2] !== voxels)
    throw new RangeError(`grid: ${voxels} voxels do not fill ${dims.join(' x ')}`)
  if (!spacing.every((step) => step > 0 && Number.isFinite(step))) {
    throw new RangeError(`grid: spacing ${spacing.join(' x ')} mm is not above 0`)
  }
}

/** Volume of one voxel in cubic millimetres. */
export function voxelVolume({ spacing }: VoxelGrid): number {
  return spacing[0] * spacing[1] * spacing[2]
}

/** Volume of the foreground in cubic millimetres. */
export function maskVolume(mask: ArrayLike<number>, grid: VoxelGrid): number {
  checkGrid(grid, mask.length)
  let count = 0
  for (let i = 0; i < mask.length; i++) if (mask[i]) count += 1
  return count * voxelVolume(grid)
}
