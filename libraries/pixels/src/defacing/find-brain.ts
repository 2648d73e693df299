import { setImmediate } from 'node:timers/promises'
import { gridStep, type PatientGrid } from './patient-grid.ts'
import { dilated, eroded, largestPart, squaredDistance } from './shapes.ts'

/** What was found in a grid: voxels of the head (with its hollows as they are) and of the brain with the fluid around it. */
export interface FoundBrain {
  head: Uint8Array
  brain: Uint8Array
  /** Volume, ml. */
  millilitres: number
  /** Volume over that of the ellipsoid of the same moments: near 1 for a brain, low for what has arms. */
  compactness: number
  /** Where brain and bone part, for telling a skull: values above for CT, below for MR. */
  bone: number
}

/** Hounsfield units: air ends, soft tissue begins and ends, bone begins. */
const [airBelow, softFrom, softTo, boneFrom] = [-300, -15, 110, 200]
/** Share of the middle brain's brightness above which an MR voxel may be brain, in the order tried. */
const shares = [0.45, 0.6, 0.3, 0.72]
/** How far the tissue is worn away so that the brain parts from eyes, muscles and scalp, mm, in the order tried. */
const wears = [6, 8, 4, 10]
/** Every so manieth voxel is enough for percentiles. */
export const sampled = 7
/** Cross-sections of the cord in its canal are smaller, mm². */
const leastSection = 1000
/** Of an infant's brain worn away by a centimetre more is left, l. */
const leastCore = 0.15
/** A shape good enough to stop searching. */
const goodShape = 0.93

/**
 * Finds the brain as the largest compact body of soft tissue once all is worn away by some millimetres: bone (CT), or the dark bone and
 * fluid around it (MR), parts it from the rest. Undefined when nothing has the size and shape of one.
 */
export async function findBrain(grid: PatientGrid, modality: 'CT' | 'MR'): Promise<FoundBrain | undefined> {
  const { data, dims, inside } = grid
  if (modality === 'CT') {
    const head = mask(grid, (value) => value > airBelow)
    const soft = mask(grid, (value) => value > softFrom && value < softTo)
    const found = await best([[soft, boneFrom]], dims)
    return found && { ...found, head }
  }
  const levels = mrLevels(data, inside)
  if (!levels) return undefined
  const head = mask(grid, (value) => value > levels.air)
  const found = await best(
    shares.map((share) => [
      mask(grid, (value) => value > Math.max(levels.air, share * levels.middle)),
      share * levels.middle,
    ]),
    dims,
  )
  return found && { ...found, head }
}

function mask({ data, inside }: PatientGrid, is: (value: number) => boolean): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let i = 0; i < out.length; i++) if (inside[i] && is(data[i]!)) out[i] = 1
  return out
}

/** Where air ends (as Smith 2002 takes it: a tenth of the way from the 2nd to the 98th percentile), and the median of what is no air. */
function mrLevels(data: Float32Array, inside: Uint8Array): { air: number; middle: number } | undefined {
  const values = data.filter((_, i) => i % sampled === 0 && inside[i])
  if (values.length < 1000) return undefined
  values.sort()
  const at = (share: number, from = 0) => values[Math.floor(from + (values.length - 1 - from) * share)]!
  const [low, high] = [at(0.02), at(0.98)]
  if (!(high > low)) return undefined
  const air = low + 0.1 * (high - low)
  const first = values.findIndex((value) => value > air)
  return { air, middle: at(0.5, first) }
}

type Blob = Omit<FoundBrain, 'head'>

async function best(tissues: readonly [Uint8Array, number][], dims: PatientGrid['dims']): Promise<Blob | undefined> {
  let found: Blob | undefined
  for (const [tissue, bone] of tissues) {
    const depth = squaredDistance(tissue, dims, 0)
    for (const wear of wears) {
      // Each turn takes a few tenths of a second: others get theirs in between.
      await setImmediate()
      const radius = wear / gridStep
      const core = largestPart(eroded(depth, radius), dims)
      if (litres(core) < leastCore) continue
      const brain = withoutCord(dilated(core, dims, radius + 1), dims)
      const shape = shapeOf(brain, dims)
      if (!shape || shape.millilitres < 500 || shape.millilitres > 2400) continue
      if (!found || shape.compactness > found.compactness) found = { brain, bone, ...shape }
      if (found.compactness >= goodShape) return found
    }
  }
  return found
}

function litres(mask: Uint8Array): number {
  let count = 0
  for (const one of mask) count += one
  return (count * gridStep ** 3) / 1e6
}

/** Takes what hangs below the brain away: the cord in its canal, as far as the cross-section is small. */
function withoutCord(brain: Uint8Array, [nx, ny, nz]: PatientGrid['dims']): Uint8Array {
  for (let z = 0; z < nz; z++) {
    const slice = brain.subarray(nx * ny * z, nx * ny * (z + 1))
    const area = slice.reduce((sum, one) => sum + one, 0) * gridStep ** 2
    if (area >= leastSection) break
    slice.fill(0)
  }
  return brain
}

function shapeOf(
  brain: Uint8Array,
  [nx, ny]: PatientGrid['dims'],
): { millilitres: number; compactness: number } | undefined {
  const sums = new Float64Array(9)
  let count = 0
  for (let at = 0; at < brain.length; at++) {
    if (!brain[at]) continue
    const x = at % nx
    const y = Math.floor(at / nx) % ny
    const z = Math.floor(at / (nx * ny))
    count++
    const terms = [x, y, z, x * x, y * y, z * z, x * y, x * z, y * z]
    for (let n = 0; n < 9; n++) sums[n]! += terms[n]!
  }
  if (count === 0) return undefined
  const [x, y, z, xx, yy, zz, xy, xz, yz] = Array.from(sums, (one) => one / count) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [a, b, c, d, e, f] = [xx - x * x, yy - y * y, zz - z * z, xy - x * y, xz - x * z, yz - y * z]
  const determinant = a * (b * c - f * f) - d * (d * c - f * e) + e * (d * f - b * e)
  const ellipsoid = (4 / 3) * Math.PI * Math.sqrt(125 * Math.max(determinant, 0))
  return { millilitres: (count * gridStep ** 3) / 1000, compactness: ellipsoid > 0 ? count / ellipsoid : 0 }
}
