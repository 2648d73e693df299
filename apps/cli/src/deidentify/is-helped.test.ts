import { describe, expect, it } from 'vitest'
import { isHelped } from './is-helped.ts'

describe('A run that says nothing of threads', () => {
  const slice = 512 << 10

  it('gets one that searches and writes, over many images and where there is a processor for it', () => {
    expect(isHelped(100, slice, 2)).toBe(true)
  })

  it.each([
    ['with one processor', 2000, slice, 1],
    ['over a few files', 99, slice, 2],
    ['over reports', 2000, 20 << 10, 2],
    ['over objects too long to hold', 2000, 200 << 20, 2],
  ])('does all in one thread %s', (_where, files, bytes, processors) => {
    expect(isHelped(files, bytes, processors)).toBe(false)
  })
})
