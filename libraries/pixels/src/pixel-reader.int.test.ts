import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openPixelReader, PixelReaderFailed } from './pixel-reader.ts'
import type { Raster } from './raster.ts'

const picture: Raster = { width: 64, height: 64, channels: 1, data: new Uint8Array(64 * 64).fill(90) }

describe('The process that reads pixels', { timeout: 120_000 }, () => {
  it('answers whoever asks in the moment in which it ends for want of work', async () => {
    const reader = await openPixelReader({ idleMs: 20 })
    try {
      for (const ms of [18, 20, 21, 24]) {
        await setTimeout(ms)
        expect(await reader.faces(picture)).toEqual([])
      }
    } finally {
      await reader.close()
    }
  })

  it('ends when it is closed, what it has not answered stays unseen, and another one answers after it', async () => {
    const reader = await openPixelReader()
    const asked = reader.faces(picture).then(
      () => 'answered',
      (error) => error,
    )
    await reader.close()
    expect(await asked).toBeInstanceOf(PixelReaderFailed)
    expect(await reader.faces(picture)).toEqual([])
    await reader.close()
  })
})
