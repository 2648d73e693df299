import { squaredDistances } from './distance-transform.ts'
import { quantile } from './moments.ts'
import type { Mask } from './overlap.ts'
import { checkGrid, type VoxelGrid } from './voxel-grid.ts'

/** Distances in mm, ascending: from each surface voxel of one mask to the nearest surface voxel of the other. */
export type SurfaceDistances = { readonly toReference: Float64Array; readonly toPrediction: Float64Array }

/**
 * Distances between the surfaces of two masks. A surface voxel is a foreground voxel with a face neighbour outside of
 * the mask; outside of the grid counts as outside. Distances are between voxel centres, in mm, exact.
 * This is the definition of MONAI 1.x (`get_mask_edges`, `get_surface_distance`, without subvoxels).
 * With one mask empty all distances are Infinity, with both empty there are none.
 */
export function surfaceDistances(reference: Mask, prediction: Mask, grid: VoxelGrid): SurfaceDistances {
  checkGrid(grid, reference.length)
  checkGrid(grid, prediction.length)
  const box = boundingBox(reference, prediction, grid.dims)
  if (!box) return { toReference: new Float64Array(), toPrediction: new Float64Array() }
  const cut = { dims: box.size, spacing: grid.spacing }
  const referenceSurface = surface(crop(reference, grid.dims, box), box.size)
  const predictionSurface = surface(crop(prediction, grid.dims, box), box.size)
  return {
    toReference: collect(predictionSurface, squaredDistances(referenceSurface, cut)),
    toPrediction: collect(referenceSurface, squaredDistances(predictionSurface, cut)),
  }
}

/**
 * 95th percentile Hausdorff distance in mm: the larger of the two directed 95th percentiles (linear interpolation)
 * over the surface distances. Equal to MONAI's compute_hausdorff_distance(percentile=95, spacing). Undefined when both
 * masks are empty, Infinity when one is.
 * Source: Huttenlocher, Klanderman & Rucklidge, IEEE TPAMI 15 (1993) 850.
 */
export function hausdorff95(reference: Mask, prediction: Mask, grid: VoxelGrid): number | undefined {
  return percentileHausdorff(surfaceDistances(reference, prediction, grid), 0.95)
}

/** As `hausdorff95` for distances already measured; `share` 1 gives the plain Hausdorff distance. */
export function percentileHausdorff(
  { toReference, toPrediction }: SurfaceDistances,
  share: number,
): number | undefined {
  if (toReference.length === 0 && toPrediction.length === 0) return undefined
  if (toReference.length === 0 || toPrediction.length === 0) return Number.POSITIVE_INFINITY
  return Math.max(quantile(toReference, share), quantile(toPrediction, share))
}

/**
 * Average symmetric surface distance in mm: mean over the surface voxels of both masks. Equal to MONAI's
 * compute_average_surface_distance(symmetric=True, spacing). Undefined when both masks are empty, Infinity when one is.
 */
export function averageSurfaceDistance(reference: Mask, prediction: Mask, grid: VoxelGrid): number | undefined {
  const { toReference, toPrediction } = surfaceDistances(reference, prediction, grid)
  const all = toReference.length + toPrediction.length
  if (all === 0) return undefined
  const sum = (distances: Float64Array) => distances.reduce((total, distance) => total + distance, 0)
  return (sum(toReference) + sum(toPrediction)) / all
}

/** A distance equal to the tolerance counts as within it, also when rounding put it a hair above. */
const ROUNDING = 1e-6

/**
 * Normalised surface Dice at a tolerance in mm: share of both surfaces that lies within the tolerance of the other.
 * Counted in voxels, as MONAI's compute_surface_dice(use_subvoxels=False). Empty masks as in `dice`.
 * Source: Nikolov et al., J Med Internet Res 23 (2021) e26151.
 */
export function normalizedSurfaceDice(
  reference: Mask,
  prediction: Mask,
  grid: VoxelGrid,
  toleranceMm: number,
): number | undefined {
  return surfaceDice(surfaceDistances(reference, prediction, grid), toleranceMm)
}

/** As `normalizedSurfaceDice` for distances already measured. */
export function surfaceDice({ toReference, toPrediction }: SurfaceDistances, toleranceMm: number): number | undefined {
  const all = toReference.length + toPrediction.length
  const within = (distances: Float64Array) => distances.filter((d) => d <= toleranceMm * (1 + ROUNDING)).length
  return all === 0 ? undefined : (within(toReference) + within(toPrediction)) / all
}

type Triple = readonly [number, number, number]
type Box = { readonly start: Triple; readonly size: Triple }

/** Smallest box around the foreground of both masks; the distances do not change outside of it. */
function boundingBox(a: Mask, b: Mask, [nx, ny, nz]: Triple): Box | undefined {
  const [low, high] = [
    [nx, ny, nz],
    [-1, -1, -1],
  ]
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        if (!a[i] && !b[i]) continue
        for (const [axis, at] of [x, y, z].entries()) {
          if (at < low[axis]!) low[axis] = at
          if (at > high[axis]!) high[axis] = at
        }
      }
    }
  }
  if (high[0]! < 0) return undefined
  const start: Triple = [low[0]!, low[1]!, low[2]!]
  return { start, size: [high[0]! - start[0] + 1, high[1]! - start[1] + 1, high[2]! - start[2] + 1] }
}

function crop(mask: Mask, [nx, ny]: Triple, { start, size }: Box): Uint8Array {
  const cut = new Uint8Array(size[0] * size[1] * size[2])
  for (let z = 0, i = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = start[0] + nx * (start[1] + y + ny * (start[2] + z))
      for (let x = 0; x < size[0]; x++, i++) if (mask[row + x]) cut[i] = 1
    }
  }
  return cut
}

function surface(mask: Uint8Array, [nx, ny, nz]: Triple): Uint8Array {
  const edges = new Uint8Array(mask.length)
  const [sy, sz] = [nx, nx * ny]
  for (let z = 0, i = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        if (!mask[i]) continue
        const atBorder = x === 0 || y === 0 || z === 0 || x === nx - 1 || y === ny - 1 || z === nz - 1
        const isInside =
          !atBorder && mask[i - 1] && mask[i + 1] && mask[i - sy] && mask[i + sy] && mask[i - sz] && mask[i + sz]
        if (!isInside) edges[i] = 1
      }
    }
  }
  return edges
}

function collect(surfaceVoxels: Uint8Array, squared: Float64Array): Float64Array {
  const distances: number[] = []
  for (let i = 0; i < surfaceVoxels.length; i++) if (surfaceVoxels[i]) distances.push(Math.sqrt(squared[i]!))
  return Float64Array.from(distances).sort()
}
