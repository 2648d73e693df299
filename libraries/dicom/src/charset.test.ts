import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../golden/charsets.golden.json' with { type: 'json' }
import { textDecoding } from './charset.ts'

const hex = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : undefined)
const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('a text in the set that its object declares', () => {
  it.each(golden)('is written as the standard does, and read back: $terms $text', ({ terms, text, bytes }) => {
    const decoding = textDecoding(terms)
    expect(decoding.decode(bytesOf(bytes))).toBe(text)
    expect(hex(decoding.encode(text))).toBe(bytes)
  })

  it('comes back as it was, or is not written', () => {
    const sets = [
      ['GB18030'],
      ['GBK'],
      ...golden.map((one) => one.terms),
      ['ISO_IR 100'],
      ['ISO_IR 192'],
      ['ISO_IR 13'],
      [],
    ]
    const characters = fc.constantFrom(...'Åse 山田ﾔﾞ홍길동王小东张Люк𠀀ḿ丂−～\\^\r\n\tα é€'.match(/./gsu)!)
    let written = 0
    fc.assert(
      fc.property(fc.constantFrom(...sets), fc.array(characters, { maxLength: 12 }), (terms, some) => {
        const [decoding, text] = [textDecoding(terms), some.join('')]
        const bytes = decoding.encode(text)
        if (!bytes) return
        written++
        expect(decoding.decode(bytes)).toBe(text)
      }),
      { numRuns: 150 },
    )
    expect(written).toBeGreaterThan(15)
  })

  it('is not written where the set has no such character', () => {
    expect(textDecoding(['', 'ISO 2022 IR 87']).encode('山田 홍')).toBeUndefined()
    expect(textDecoding(['GBK']).encode('𠀀')).toBeUndefined()
    expect(textDecoding(['ISO_IR 100']).encode('山田')).toBeUndefined()
    expect(textDecoding([]).encode('Kjær')).toBeUndefined()
  })

  it('reads JIS X 0212 behind other sets, and goes on in them', () => {
    const bytes = bytesOf('1b2442 3b334544 1b242844 3021 1b2442 42404f3a 1b2842 20 4354')
    expect(textDecoding(['', 'ISO 2022 IR 87', 'ISO 2022 IR 159']).decode(bytes)).toBe('山田丂太郎 CT')
  })
})
