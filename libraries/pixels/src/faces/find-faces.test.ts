import { describe, expect, it } from 'vitest'
import { type FaceSeen, isFace } from './find-faces.ts'

const picture = { width: 1000, height: 1000, channels: 1 as const, data: new Uint8Array() }
const seen = (score: number, side: number, look: FaceSeen['look'], where: FaceSeen['where'] = 'whole'): FaceSeen => ({
  score,
  box: { x: 0, y: 0, width: side, height: side },
  look,
  where,
})
const refused = { detector: 0.4, mesh: 0.1 }

describe('what the first network takes for a face', () => {
  it('is masked when the detector that looks again sees a face, or half sees it where the mesh fits', () => {
    expect(isFace(seen(0.4, 500, { detector: 0.6, mesh: 0.9 }), picture)).toBe(true)
    expect(isFace(seen(0.4, 500, { detector: 0.9, mesh: 0 }), picture)).toBe(true)
  })

  it('is masked without them when it is beyond doubt, or small', () => {
    expect(isFace(seen(0.95, 500, refused), picture)).toBe(true)
    expect(isFace(seen(0.4, 100, refused), picture)).toBe(true)
  })

  it('is not masked when it is large and weak and the second look refuses it', () => {
    expect(isFace(seen(0.8, 500, refused), picture)).toBe(false)
    expect(isFace(seen(0.8, 500, { detector: 0.3, mesh: 0.9 }), picture)).toBe(false)
  })

  it('is masked where it was overlooked only when both are sure', () => {
    expect(isFace(seen(0.95, 900, { detector: 0.95, mesh: 0.99 }, 'close'), picture)).toBe(true)
    expect(isFace(seen(0.5, 900, { detector: 0.5, mesh: 0.99 }, 'close'), picture)).toBe(false)
  })
})
