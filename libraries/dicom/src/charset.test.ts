import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textDecoding } from './charset.ts'

const hex = (bytes: Uint8Array | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : undefined)
const bytesOf = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

/** Bytes of PS3.5 annexes H, I, J and K, and as pydicom 3.0.2 (`pydicom.charset.encode_string`) writes them. */
const golden: { terms: string[]; text: string; bytes: string }[] = [
  // H.3.1: family and given name of "山田^太郎", a component each.
  { terms: ['', 'ISO 2022 IR 87'], text: '山田', bytes: '1b2442 3b334544 1b2842' },
  { terms: ['', 'ISO 2022 IR 87'], text: '太郎', bytes: '1b2442 42404f3a 1b2842' },
  // H.3.2: value 1 has the half-wide katakana.
  { terms: ['ISO 2022 IR 13', 'ISO 2022 IR 87'], text: 'ﾔﾏﾀﾞ', bytes: 'd4cfc0de' },
  { terms: ['ISO 2022 IR 13', 'ISO 2022 IR 87'], text: '山田', bytes: '1b2442 3b334544 1b284a' },
  // JIS X 0212 takes a set of its own.
  { terms: ['', 'ISO 2022 IR 87', 'ISO 2022 IR 159'], text: '丂丄', bytes: '1b242844 30213022 1b2842' },
  // I.2: "洪^吉洞=홍^길동"
  { terms: ['', 'ISO 2022 IR 149'], text: '洪', bytes: '1b242943 fbf3' },
  { terms: ['', 'ISO 2022 IR 149'], text: '길동', bytes: '1b242943 b1e6b5bf' },
  // J.3: "王^小东"
  { terms: ['GB18030'], text: '王', bytes: 'cdf5' },
  { terms: ['GB18030'], text: '小东', bytes: 'd0a1b6ab' },
  { terms: ['GB18030'], text: 'å 𠀀', bytes: '81308a32 20 95328236' },
  { terms: ['GBK'], text: '胸部', bytes: 'd0d8b2bf' },
  // K.2: "张^小东", each line with the escape sequence of its own.
  {
    terms: ['', 'ISO 2022 IR 58'],
    text: '张小东\r\n胸部 CT',
    bytes: '1b242941 d5c5d0a1b6ab 0d0a 1b242941 d0d8b2bf 20 4354',
  },
  {
    terms: ['ISO 2022 IR 100', 'ISO 2022 IR 144'],
    text: 'Kjær Люк å',
    bytes: '4b6ae672 20 1b2d4c bbeeda 20 1b2d41 e5',
  },
]

describe('a text in the set that its object declares', () => {
  it.each(golden)('is written as the standard does, and read back: $terms $text', ({ terms, text, bytes }) => {
    const decoding = textDecoding(terms)
    expect(decoding.decode(bytesOf(bytes))).toBe(text)
    expect(hex(decoding.encode(text))).toBe(bytes.replaceAll(' ', ''))
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
