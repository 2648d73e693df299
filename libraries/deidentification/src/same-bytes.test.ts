import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameBytes, viewOf } from './same-bytes.ts'

describe('two runs of bytes', () => {
  it('are the same up to where one at a time they are, from any place on', () => {
    const some = fc.uint8Array({ maxLength: 40, max: 2 })
    fc.assert(
      fc.property(some, some, some, some, fc.nat(40), (before, other, same, after, most) => {
        const a = Uint8Array.from([...before, ...same, ...after])
        const b = Uint8Array.from([...other, ...same, ...after.toReversed()])
        const length = Math.min(most, a.length - before.length, b.length - other.length)
        let expected = 0
        while (expected < length && a[before.length + expected] === b[other.length + expected]) expected++
        expect(sameBytes(viewOf(a), before.length, viewOf(b), other.length, length)).toBe(expected)
      }),
    )
  })
})
