import { describe, expect, it } from 'vitest'
import { jsonContent } from './index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('the content of a parcel', () => {
  it('is read as JSON', () => {
    expect(jsonContent(bytes('{"resources":["æ"]}'))).toEqual({ resources: ['æ'] })
  })

  it('is nothing when it is cut off, empty, or written in another set of characters', () => {
    expect(jsonContent(bytes('{"resources":['))).toBeUndefined()
    expect(jsonContent(bytes(''))).toBeUndefined()
    expect(jsonContent(Buffer.from('"æ"', 'latin1'))).toBeUndefined()
  })
})
