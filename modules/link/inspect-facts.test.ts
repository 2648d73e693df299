import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { danishIdentity } from '../../testing/make-dicom/index.ts'
import { identifierInFacts } from './inspect-facts.ts'

const somewhere = (value: unknown) =>
  fc
    .array(fc.constantFrom('code', 'note', 'component', 'extension', 'valueString'), { minLength: 1, maxLength: 6 })
    .map((path) => path.reduceRight<unknown>((inner, name) => ({ [name]: [inner] }), value))

describe('facts at the door', () => {
  it('are refused for a CPR number in any text at any depth', () => {
    const cpr = fc
      .integer({ min: 0, max: 500 })
      .chain((n) => fc.constantFrom(danishIdentity(`${n}`).cpr, danishIdentity(`${n}`).cpr.replace('-', '')))
    fc.assert(
      fc.property(
        cpr.chain((one) => fc.constantFrom(one, `set af læge, ${one}.`, `(${one})`).chain(somewhere)),
        (resource) => {
          expect(identifierInFacts(resource)).toBe('a number of the shape of a CPR number')
        },
      ),
    )
  })

  it('are not refused for a hash as their id, whatever digits stand in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('sha256', 'sha1', 'md5'), (seed, algorithm) => {
        const id = `h${createHash(algorithm).update(seed).digest('hex')}`
        expect(
          identifierInFacts({ resourceType: 'Patient', id, subject: { reference: `Patient/${id}` } }),
        ).toBeUndefined()
      }),
    )
  })

  it('may hold the names of codes, units and systems', () => {
    const coding = [{ system: 'http://snomed.info/sct', code: '386806002', display: 'Impaired cognition' }]
    expect(
      identifierInFacts({
        resourceType: 'Condition',
        id: 'c-1',
        recordedDate: '2025-02-03T09:30:00+01:00',
        code: { coding },
      }),
    ).toBeUndefined()
  })

  it('are refused when they are nested without end', () => {
    let deep: unknown = 'x'
    for (let n = 0; n < 1000; n++) deep = { extension: [deep] }
    expect(identifierInFacts(deep)).toBe('more levels than facts have')
  })
})
