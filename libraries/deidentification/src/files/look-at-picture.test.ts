import { expect, it } from 'vitest'
import { researchProfile } from '../profile.ts'
import type { FileJob } from './file-result.ts'
import { lookAtPicture } from './look-at-picture.ts'

type Reader = NonNullable<FileJob['terms']['pixels']>

const raster = { width: 200, height: 100, channels: 1 as const, data: new Uint8Array(20_000) }
const inside = { x: 40, y: 30, width: 60, height: 12 }
const crossed = { x: 30, y: 60, width: 80, height: 12 }
const below = { x: 20, y: 88, width: 90, height: 12 }

it('letters under curves and at the border of a picture are masked with those inside of it, a measure there is not', async () => {
  const asked: unknown[] = []
  const reader: Reader = {
    text: async (_, given = {}) => {
      if (given.again) return []
      if (given.crossed) {
        asked.push(given.crossed)
        return [{ box: crossed, text: 'FELLE', score: 0.99 }]
      }
      if (!given.border) return [{ box: inside, text: 'HELLE', score: 0.99 }]
      asked.push(given.border)
      return [
        { box: below, text: 'TELLEF', score: 0.99 },
        { box: { ...below, x: 140, width: 50 }, text: '12 cm', score: 0.99 },
      ]
    },
    faces: async () => [],
    close: async () => {},
  }
  const rules = new Map<string, number>()
  const job = { terms: { pixels: reader }, profile: researchProfile(), rules, pictures: 0, masks: [] }
  const looked = await lookAtPicture(raster, job as unknown as FileJob)
  expect(looked).toEqual({ ok: true, boxes: [inside, crossed, below] })
  expect(rules.get('picture-text-masked')).toBe(3)
  expect(asked).toEqual([[inside], [inside, crossed]])
})
