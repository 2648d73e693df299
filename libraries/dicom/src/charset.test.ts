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

  it.each([
    ['iso_ir 100', 'ISO_IR 100'],
    ['ISO_IR100', 'ISO_IR 100'],
    ['ISO-IR 100', 'ISO_IR 100'],
    ['ISO IR 144', 'ISO_IR 144'],
    ['ISO-8859-1', 'ISO_IR 100'],
    ['iso8859_5', 'ISO_IR 144'],
    ['latin-1', 'ISO_IR 100'],
    ['utf-8', 'ISO_IR 192'],
    ['ISO_IR 192\0junk', 'ISO_IR 192'],
    ['gb-18030', 'GB18030'],
    ['ISO2022 IR 100', 'ISO 2022 IR 100'],
    ['ISO-2022-IR-100', 'ISO 2022 IR 100'],
  ])('is read where the set is misspelt, as what is meant: %s', (spelled, meant) => {
    const bytes = bytesOf('f8 e6 c3 b8')
    expect(textDecoding([spelled]).known).toBe(true)
    expect(textDecoding([spelled]).decode(bytes)).toBe(textDecoding([meant]).decode(bytes))
  })

  it('is in no known set where the name is none', () => {
    for (const term of ['ISO_IR 999', 'ISO 8859', 'DANSK', '8859-1 ISO']) expect(textDecoding([term]).known).toBe(false)
  })

  it('is written in the bytes that it came in where no set is declared', () => {
    const [utf8, latin1] = [bytesOf('c3a6 20 c3b8'), bytesOf('e6 20 f8')]
    for (const declared of [[], ['ISO_IR 6'], ['DANSK']]) {
      const decoding = textDecoding(declared)
      expect(hex(decoding.encode('ø', utf8))).toBe('c3b8')
      expect(hex(decoding.encode('ø', latin1))).toBe('f8')
      // In these bytes it would be read as another text.
      expect(decoding.encode('Ã¸', latin1)).toBeUndefined()
      expect(decoding.encode('山', latin1)).toBeUndefined()
    }
  })

  it('reads JIS X 0212 behind other sets, and goes on in them', () => {
    const bytes = bytesOf('1b2442 3b334544 1b242844 3021 1b2442 42404f3a 1b2842 20 4354')
    expect(textDecoding(['', 'ISO 2022 IR 87', 'ISO 2022 IR 159']).decode(bytes)).toBe('山田丂太郎 CT')
  })
})
