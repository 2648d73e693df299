import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  averageSurfaceDistance,
  checkGrid,
  dice,
  hausdorff95,
  iou,
  labelMask,
  maskVolume,
  normalizedSurfaceDice,
  overlapCounts,
  segmentationScores,
  squaredDistances,
  surfaceDistances,
  type VoxelGrid,
} from './index.ts'

const dims = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }))
const spacing = fc.tuple(...([0, 1, 2] as const).map(() => fc.double({ min: 0.3, max: 4, noNaN: true })))
const pairOnGrid = fc.tuple(dims, spacing).chain(([size, step]) => {
  const voxels = size[0] * size[1] * size[2]
  const mask = fc.uint8Array({ min: 0, max: 1, minLength: voxels, maxLength: voxels })
  return fc.record({
    grid: fc.constant<VoxelGrid>({ dims: size, spacing: step as [number, number, number] }),
    a: mask,
    b: mask,
  })
})

type Point = readonly [number, number, number]

/** The definition word for word: surface voxels by their six neighbours, distances by trying every pair. */
function pointsOf(mask: Uint8Array, { dims: [nx, ny, nz], spacing: [sx, sy, sz] }: VoxelGrid): Point[] {
  const at = (x: number, y: number, z: number) =>
    x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz ? 0 : mask[x + nx * (y + ny * z)]
  const points: Point[] = []
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++)
      for (let x = 0; x < nx; x++) {
        const inside =
          at(x - 1, y, z) && at(x + 1, y, z) && at(x, y - 1, z) && at(x, y + 1, z) && at(x, y, z - 1) && at(x, y, z + 1)
        if (at(x, y, z) && !inside) points.push([x * sx, y * sy, z * sz])
      }
  return points
}

const nearest = (from: Point[], to: Point[]) =>
  from.map((p) => Math.min(...to.map((q) => Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])))).sort((x, y) => x - y)

describe('distances of two masks', () => {
  it('are those of the definition, for any masks on any grid', () => {
    fc.assert(
      fc.property(pairOnGrid, ({ grid, a, b }) => {
        if (!a.includes(1) || !b.includes(1)) return
        const own = surfaceDistances(a, b, grid)
        const [pa, pb] = [pointsOf(a, grid), pointsOf(b, grid)]
        for (const [found, wanted] of [
          [own.toReference, nearest(pb, pa)],
          [own.toPrediction, nearest(pa, pb)],
        ] as const) {
          expect(found).toHaveLength(wanted.length)
          wanted.forEach((value, i) => void expect(found[i]).toBeCloseTo(value, 9))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('do not change when reference and answer change places, and grow with the spacing', () => {
    fc.assert(
      fc.property(pairOnGrid, ({ grid, a, b }) => {
        expect(hausdorff95(a, b, grid)).toBe(hausdorff95(b, a, grid))
        expect(averageSurfaceDistance(a, b, grid) ?? 0).toBeCloseTo(averageSurfaceDistance(b, a, grid) ?? 0, 9)
        const doubled = { ...grid, spacing: grid.spacing.map((step) => 2 * step) as unknown as VoxelGrid['spacing'] }
        const [once, twice] = [hausdorff95(a, b, grid), hausdorff95(a, b, doubled)]
        if (once !== undefined && Number.isFinite(once)) expect(twice).toBeCloseTo(2 * once, 9)
        else expect(twice).toBe(once)
      }),
    )
  })

  it('are 0 for a mask against itself, which overlaps wholly', () => {
    fc.assert(
      fc.property(pairOnGrid, ({ grid, a }) => {
        const isThere = a.includes(1)
        expect(hausdorff95(a, a, grid)).toBe(isThere ? 0 : undefined)
        expect(averageSurfaceDistance(a, a, grid)).toBe(isThere ? 0 : undefined)
        expect(normalizedSurfaceDice(a, a, grid, 0)).toBe(isThere ? 1 : undefined)
        expect(dice(a, a)).toBe(isThere ? 1 : undefined)
      }),
    )
  })

  it('count a surface exactly at the tolerance as within it', () => {
    const grid: VoxelGrid = { dims: [4, 1, 1], spacing: [0.1, 1, 1] }
    expect(normalizedSurfaceDice([1, 0, 0, 0], [0, 0, 0, 1], grid, 0.3)).toBe(1)
    expect(normalizedSurfaceDice([1, 0, 0, 0], [0, 0, 0, 1], grid, 0.299)).toBe(0)
  })

  it('to no foreground at all are infinite', () => {
    expect([...squaredDistances([0, 0, 0, 0], { dims: [2, 2, 1], spacing: [1, 1, 1] })]).toEqual([
      Infinity,
      Infinity,
      Infinity,
      Infinity,
    ])
  })
})

describe('the overlap of two masks', () => {
  it('keeps Dice = 2 IoU / (1 + IoU), between 0 and 1, whichever mask comes first', () => {
    fc.assert(
      fc.property(pairOnGrid, ({ a, b }) => {
        const [d, j] = [dice(a, b), iou(a, b)]
        expect(d).toBe(dice(b, a))
        if (d === undefined || j === undefined)
          return void expect([d, j, a.includes(1) || b.includes(1)]).toEqual([undefined, undefined, false])
        expect(d).toBeCloseTo((2 * j) / (1 + j), 12)
        expect(d >= 0 && d <= 1).toBe(true)
      }),
    )
  })

  it('is refused between masks of different lengths, and a grid that they do not fill', () => {
    expect(() => overlapCounts([1], [1, 0])).toThrow('masks of 1 and 2 voxels')
    expect(() => checkGrid({ dims: [2, 2, 2], spacing: [1, 1, 1] }, 7)).toThrow('do not fill')
    for (const step of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => maskVolume([1], { dims: [1, 1, 1], spacing: [1, step, 1] })).toThrow('is not above 0')
  })
})

describe('the scores of a label map', () => {
  const grid: VoxelGrid = { dims: [4, 2, 1], spacing: [1, 2, 3] }
  it('say which of the two masks is empty, and give no distance then', () => {
    const scores = segmentationScores({
      reference: [1, 1, 2, 2, 0, 0, 0, 0],
      prediction: [1, 0, 0, 0, 0, 0, 3, 3],
      grid,
      labels: [1, 2, 3, 4],
    })
    expect(scores.map(({ label, state, dice: d, hausdorff95Mm }) => [label, state, d, hausdorff95Mm])).toEqual([
      [1, 'measured', 2 / 3, 0.95],
      [2, 'prediction-empty', 0, null],
      [3, 'reference-empty', 0, null],
      [4, 'both-empty', null, null],
    ])
    expect(scores[0]).toMatchObject({ referenceMm3: 12, predictionMm3: 6 })
    expect(labelMask([3, 1, 3], 3)).toEqual(Uint8Array.of(1, 0, 1))
  })
})
