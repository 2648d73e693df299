import { describe, expect, it } from 'vitest'
import { faultOf } from './index.ts'

describe('what a log may say of a failure', () => {
  const failure = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return error
    }
  }

  it('is its kind, its code and its place in our code', () => {
    const refused = Object.assign(new Error('connect to 10.0.0.1 as dorthe'), { code: 'ECONNREFUSED' })
    expect(faultOf(refused)).toEqual({
      fault: 'Error',
      code: 'ECONNREFUSED',
      at: expect.stringMatching(/^platform\/log\/log\.test\.ts:\d+$/),
    })
  })

  it('is never its message, which quotes what was read, not even where the message looks like a place', () => {
    const parsing = failure(() => JSON.parse('Jens Hansen, 010190-1234'))
    const lying = new Error('x\n    at Hansen (/modules/010190-1234/a.ts:1)')
    lying.stack = `Error: ${lying.message}\n    at real (/app/modules/acquire/b.ts:7:1)`
    for (const error of [parsing, lying]) expect(JSON.stringify(faultOf(error))).not.toMatch(/Jens|Hansen|010190/)
    expect(faultOf(lying)).toMatchObject({ at: 'modules/acquire/b.ts:7' })
    expect(faultOf(parsing)).toMatchObject({ fault: 'SyntaxError' })
  })

  it('is the type of what was thrown when it is no error', () => {
    expect(faultOf('Jens Hansen')).toEqual({ fault: 'string' })
    expect(faultOf(undefined)).toEqual({ fault: 'undefined' })
  })
})
