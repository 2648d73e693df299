import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../golden/interoperability.golden.json' with { type: 'json' }
import { canonicalJson, parseCanonicalJson } from './canonical-json.ts'

describe('canonical JSON of RFC 8785', () => {
  it('gives the texts of an independent implementation, for Danish letters, emoji and 200 random doubles', () => {
    for (const { json, canonical } of golden.canonical) expect(canonicalJson(JSON.parse(json))).toBe(canonical)
  })

  it('gives the example of RFC 8785 3.2.2', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('does not depend on the order of members and survives a round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false } as never), (value) => {
        const text = canonicalJson(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(parseCanonicalJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) })
      }),
    )
    expect(canonicalJson({ b: 1, a: undefined, c: { z: 1, y: 2 } })).toBe('{"b":1,"c":{"y":2,"z":1}}')
  })

  it('refuses what JSON cannot carry, and names the place', () => {
    expect(() => canonicalJson({ dose: [1, Number.NaN] })).toThrow('$.dose[1] is NaN')
    expect(() => canonicalJson({ at: new Date(0) })).toThrow('$.at is a Date')
    expect(() => canonicalJson([undefined])).toThrow('$[0] is a undefined')
    expect(() => canonicalJson({ n: 1n })).toThrow('$.n is a bigint')
    expect(() => canonicalJson('\ud800')).toThrow('lone surrogate')
    const sparse: number[] = []
    sparse[1] = 1
    expect(() => canonicalJson(sparse)).toThrow('$[0]')
    let deep: unknown = 0
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(() => canonicalJson(deep)).toThrow('nested deeper than 200')
  })

  it('accepts one text for one value only', () => {
    for (const text of [
      '{"a": 1}',
      '{"b":1,"a":2}',
      '{"a":1,"a":1}',
      '{"a":1.0}',
      '"\\u0041"',
      '1\n',
      '{',
      '\ufeff1',
    ]) {
      expect(parseCanonicalJson(Buffer.from(text)).ok).toBe(false)
    }
    expect(parseCanonicalJson(Buffer.from([0x22, 0xff, 0x22])).ok).toBe(false)
  })
})
