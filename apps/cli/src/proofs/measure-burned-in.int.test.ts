import { describe, expect, it } from 'vitest'
import { pythonIsMissing, runtime } from '../../../../testing/runtime.ts'
import { measureBurnedIn } from './measure-burned-in.ts'

describe.skipIf(pythonIsMissing)('burned-in text (skipped when the Python of the runtime is missing)', () => {
  it('names and numbers that another program drew are masked, and little else', { timeout: 480_000 }, async () => {
    const figures = await measureBurnedIn({ count: 3, seed: 11, data: '/nowhere', python: runtime.python })
    expect(figures).toMatchObject({ pictures: 3, refused: 0, missed: [] })
    expect(figures.identifying.of).toBeGreaterThanOrEqual(8)
    expect(figures.otherShare).toBeLessThan(0.02)
  })
})
