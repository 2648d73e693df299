import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faceSurface, type HeadToMake, headPhantom, type PhantomVolume, placeOf } from '../../testing/head-phantom.ts'
import { cutAt, faceMargin } from './face-cut.ts'
import { type FoundFace, findFace } from './find-face.ts'

const common = { contrast: 'T1', plane: 'axial', spacing: [3, 3, 3] } as const satisfies HeadToMake

/** Brain voxels that would change, share of the face's surface that goes, and share of the cerebellum and neck that stays. */
function judged(volume: PhantomVolume, found: FoundFace, size = 1) {
  if (!found.ok) throw new Error(found.reason)
  const removed = (at: number) => {
    const [, y, z] = placeOf(volume, at)
    return y < cutAt(found.cut, z)
  }
  let brainRemoved = 0
  for (let at = 0; at < volume.data.length; at++) if (volume.tissues[at] === 'brain' && removed(at)) brainRemoved++
  const surface = faceSurface(volume, (at) => volume.tissues[at] !== 'air', size)
  return { brainRemoved, faceRemoved: surface.filter(removed).length / surface.length, surface: surface.length }
}

describe('the face of a head', () => {
  for (const [name, given] of [
    ['CT, axial', { ...common, contrast: 'CT' }],
    ['CT, tilted, thick slices', { contrast: 'CT', plane: 'oblique', spacing: [1.5, 1.5, 5] }],
    ['MR T1, sagittal', { contrast: 'T1', plane: 'sagittal', spacing: [2, 2, 1.5] }],
    ['MR T1, coronal', { contrast: 'T1', plane: 'coronal', spacing: [2, 2, 3] }],
    ['MR T2, axial, thick slices', { contrast: 'T2', plane: 'axial', spacing: [1.5, 1.5, 5] }],
  ] as [string, HeadToMake][])
    it(`is removed and no voxel of the brain is: ${name}`, async () => {
      const volume = headPhantom(given)
      const told = judged(volume, await findFace(volume))
      expect(told.surface).toBeGreaterThan(300)
      expect(told.brainRemoved).toBe(0)
      expect(told.faceRemoved).toBeGreaterThanOrEqual(0.95)
    })

  it('is removed whatever the size and nod of the head, the slices and the noise', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          contrast: fc.constantFrom('CT' as const, 'T1' as const, 'T2' as const),
          plane: fc.constantFrom('axial' as const, 'sagittal' as const, 'coronal' as const, 'oblique' as const),
          inPlane: fc.double({ min: 1.6, max: 2.4, noNaN: true }),
          between: fc.double({ min: 2, max: 4.5, noNaN: true }),
          size: fc.double({ min: 0.88, max: 1.06, noNaN: true }),
          nod: fc.integer({ min: -12, max: 12 }),
          seed: fc.integer({ min: 1, max: 1000 }),
        }),
        async ({ inPlane, between, ...given }) => {
          const volume = headPhantom({ ...given, spacing: [inPlane, inPlane, between] })
          const told = judged(volume, await findFace(volume), given.size)
          expect(told.brainRemoved).toBe(0)
          expect(told.faceRemoved).toBeGreaterThanOrEqual(0.9)
        },
      ),
      { numRuns: 4, seed: 20 },
    )
  })

  it('is cut at least the margin away from every voxel of the brain', async () => {
    const volume = headPhantom(common)
    const found = await findFace(volume)
    if (!found.ok) throw new Error(found.reason)
    for (let at = 0; at < volume.data.length; at++) {
      if (volume.tissues[at] !== 'brain') continue
      const [, y, z] = placeOf(volume, at)
      // Two voxels of the grid may lie between the brain's outline as found and as it is.
      expect(y - cutAt(found.cut, z)).toBeGreaterThan(faceMargin - 4)
    }
  })

  for (const [why, given, code] of [
    ['a brain without its skull', { ...common, stripped: true }, 'face-already-cut'],
    ['the lower half of a head', { ...common, extent: [-132, 20] }, /face-(?:head-not-covered|brain-not-found)/],
    ['the upper half of a head', { ...common, extent: [25, 102] }, /face-(?:head-not-covered|brain-not-found)/],
    ['slices 9 mm apart', { ...common, spacing: [2, 2, 9] }, 'face-geometry'],
    ['a handful of slices', { ...common, extent: [0, 24] }, 'face-head-not-covered'],
  ] as [string, HeadToMake, string | RegExp][])
    it(`is not said to be removed from ${why}`, async () => {
      const found = await findFace(headPhantom(given))
      expect(found).toMatchObject({ ok: false, code: expect.stringMatching(code) })
    })

  it('is not said to be removed where it was cut away before', async () => {
    const volume = headPhantom(common)
    const found = await findFace(volume)
    if (!found.ok) throw new Error(found.reason)
    for (let at = 0; at < volume.data.length; at++) {
      const [, y, z] = placeOf(volume, at)
      if (y < cutAt(found.cut, z)) volume.data[at] = found.fill
    }
    expect(await findFace(volume)).toMatchObject({ ok: false, code: 'face-already-cut' })
  })

  it('is not looked for in a body, in noise, in nothing, or where the voxels have no place', async () => {
    const volume = headPhantom({ ...common, spacing: [4, 4, 4] })
    const with_ = (data: Float32Array, affine = volume.affine) => findFace({ ...volume, data, affine })
    const { dims } = volume
    // A trunk with a liver in it: soft tissue of a brain's size, to one side, under no skull.
    const trunk = volume.data.map((_, at) => {
      const [x, y, z] = placeOf(volume, at)
      if (Math.hypot(x / 95, y / 85) > 1) return 10
      return Math.hypot((x + 30) / 55, y / 65, z / 80) < 1 ? 600 : 150
    })
    for (const data of [trunk, volume.data.map((_, at) => (at * 7919) % 977), new Float32Array(volume.data.length)])
      expect(await with_(data)).toMatchObject({ ok: false })
    expect(await with_(volume.data, new Array(16).fill(0))).toMatchObject({ ok: false })
    expect(
      await with_(
        volume.data,
        volume.affine.map(() => Number.NaN),
      ),
    ).toMatchObject({ ok: false })
    expect(dims.every((one) => one > 12)).toBe(true)
  })
})
