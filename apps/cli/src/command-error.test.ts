import { describe, expect, it } from 'vitest'
import { unforeseen } from './command-error.ts'

describe('An error that nobody foresaw', () => {
  it('says which it is and where it happened, and quotes no line of the program', () => {
    const said = unforeseen(new TypeError('x is not a function'))
    expect(said).toContain('not made for')
    expect(said).toContain('TypeError: x is not a function')
    expect(said).toContain('command-error.test.ts')
    expect(said).not.toContain('new TypeError(')
  })

  it('says what was thrown where that is no error', () => {
    expect(unforeseen('gone')).toMatch(/gone$/)
  })
})
