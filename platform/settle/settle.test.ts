import { afterEach, expect, it } from 'vitest'
import { eventually } from '../../testing/zones.ts'
import { settleAfterStart } from './index.ts'

const before = globalThis.gc
afterEach(() => {
  globalThis.gc = before
})

it('a process gives memory back once after its start, and again when it has grown and is at rest', async () => {
  let given = 0
  globalThis.gc = (async () => void given++) as unknown as typeof globalThis.gc
  const settling = settleAfterStart({ firstMs: 1, lookMs: 20, grownMb: 64 })
  try {
    await eventually(async () => (given === 1 ? true : undefined))
    const kept = Buffer.alloc(256 * 1024 ** 2)
    await eventually(async () => (given > 1 ? kept : undefined))
    expect(given).toBeGreaterThan(1)
  } finally {
    settling.stop()
  }
})
