import { describe, expect, it } from 'vitest'
import { type Envelope, outsideEnvelope } from './envelope.ts'

const envelope: Envelope = {
  spacing_mm: { least: [1, 1, 1], most: [1, 1, 1.2] },
  extent_mm: { least: [30, 40, 26], most: [42, 59, 47] },
}
const volume = (dims: [number, number, number], spacing: [number, number, number] = [1, 1, 1]) => ({
  dims,
  spacing,
  affine: [spacing[0], 0, 0, 0, 0, spacing[1], 0, 0, 0, 0, spacing[2], 0, 0, 0, 0, 1],
})

describe('the envelope of a release', () => {
  it('holds a volume like those of the training', () => {
    expect(outsideEnvelope(volume([35, 50, 36]), envelope)).toBeUndefined()
  })

  it('does not hold a whole head, a sliver or thick slices, and says along which axis', () => {
    expect(outsideEnvelope(volume([256, 256, 180]), envelope)).toBe(
      'the volume measures 256.0 mm from left to right; the release takes 15.0 to 84.0 mm',
    )
    expect(outsideEnvelope(volume([35, 50, 4]), envelope)).toContain('4.0 mm from foot to head')
    expect(outsideEnvelope(volume([35, 50, 12], [1, 1, 3]), envelope)).toBe(
      'voxels measure 3.0 mm from foot to head; the release takes 0.5 to 2.4 mm',
    )
  })

  it('measures along the body, however the slices lie', () => {
    const sagittal = {
      dims: [50, 36, 35] as [number, number, number],
      spacing: [1, 1, 1] as [number, number, number],
      affine: [0, 0, 1, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 1],
    }
    expect(outsideEnvelope(sagittal, envelope)).toBeUndefined()
    expect(outsideEnvelope({ ...sagittal, dims: [50, 36, 90] }, envelope)).toContain('left to right')
  })

  it('holds nothing when the release does not say what it was trained on', () => {
    expect(outsideEnvelope(volume([35, 50, 36]), undefined)).toContain('does not say')
  })
})
