import { createHmac } from 'node:crypto'
import { tokenise } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { plantedObjects } from '../testing/planted-objects.ts'
import { plantedPerson } from '../testing/planted-person.ts'
import { deidentifyObject, type KnownIdentity, prepareSweep, replaceUid, researchProfile, shiftDate } from './index.ts'

const seed = 'properties'
const person = plantedPerson(seed)
const known: KnownIdentity = {
  patientIds: [{ issuer: '', value: person.cpr }],
  names: [{ family: person.family, given: [person.given, person.second] }],
  staffNames: [],
  birthDates: [person.birthDate],
  accessionNumbers: [person.accession],
  addresses: [`${person.street}, ${person.town}`],
  phones: [person.phone],
  emails: [person.mail],
}
const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-X', dateShiftDays: -5, uidKey: new Uint8Array(32).fill(1) },
  sweep: prepareSweep(known),
}
const secrets = [
  person.cpr,
  person.hyphenated,
  person.family,
  person.accession,
  person.phone,
  person.mail,
  person.street,
]
const objects = plantedObjects(seed, 'ISO_IR 192').filter((object) => !object.quarantine)

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'drop', 'double', 'zero'),
  value: fc.integer({ min: 0, max: 255 }),
  size: fc.integer({ min: 1, max: 24 }),
})

function changed(bytes: Uint8Array, changes: { at: number; kind: string; value: number; size: number }[]): Buffer {
  return changes.reduce((result, { at, kind, value, size }) => {
    const position = Math.floor(at * result.length)
    if (kind === 'flip')
      return Buffer.concat([result.subarray(0, position), Buffer.from([value]), result.subarray(position + 1)])
    if (kind === 'cut') return result.subarray(0, position)
    if (kind === 'drop') return Buffer.concat([result.subarray(0, position), result.subarray(position + size)])
    if (kind === 'double') return Buffer.concat([result.subarray(0, position + size), result.subarray(position)])
    return Buffer.concat([result.subarray(0, position), Buffer.alloc(size), result.subarray(position + size)])
  }, Buffer.from(bytes))
}

describe('whatever comes in', () => {
  for (const object of objects) {
    it(`a damaged ${object.name} never throws, never leaks what is known, and is readable when released`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          const result = await deidentifyObject(changed(object.bytes, changes), given)
          if (result.status === 'quarantined') return
          expect(tokenise(result.output, {}).ok).toBe(true)
          expect(
            leaks(
              secrets.map((secret) => ({ place: secret, secrets: [secret] })),
              result.output,
            ),
          ).toEqual([])
        }),
        { numRuns: 150 },
      )
    })
  }

  it('a sequence written under a value representation that nobody knows is left out, and the rest reads', async () => {
    const bytes = Buffer.from(objects[0]!.bytes)
    const at = bytes.indexOf(Buffer.from([0x08, 0x00, 0x40, 0x11, 0x53, 0x51]))
    expect(at).toBeGreaterThan(0)
    bytes[at + 5] = 0x58
    const result = await deidentifyObject(bytes, given)
    expect(
      result.status === 'released' && tokenise(result.output, {}).ok && result.proof.rules['unreadable-removed'],
    ).toBe(1)
  })

  it('bytes of any kind are quarantined with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const result = await deidentifyObject(bytes, given)
        expect(result).toMatchObject({ status: 'quarantined' })
        expect(result.status === 'quarantined' && result.reason.length > 20 && result.next.length > 5).toBe(true)
      }),
    )
  })

  it('the same input and keys give the same bytes', async () => {
    for (const object of objects) {
      const [a, b] = [await deidentifyObject(object.bytes, given), await deidentifyObject(object.bytes, given)]
      expect(a).toEqual(b)
    }
  })
})

describe('UIDs and dates', () => {
  const key = new Uint8Array(32).fill(4)

  it('a UID becomes the same new one under the same key, another under another, and is valid', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1\.2\.[1-9]\d{0,5}\.[1-9]\d{0,8}$/), (uid) => {
        fc.pre(!uid.startsWith('1.2.840.10008.'))
        const made = replaceUid(key, uid)
        expect(made).toMatch(/^2\.25\.(0|[1-9]\d{0,38})$/)
        expect(made).toBe(replaceUid(key, uid))
        expect(made).not.toBe(replaceUid(new Uint8Array(32).fill(5), uid))
      }),
    )
    expect(replaceUid(key, '1.2.3')).toBe(
      `2.25.${BigInt(`0x${createHmac('sha256', key).update('1.2.3').digest('hex').slice(0, 32)}`)}`,
    )
    expect(replaceUid(key, '1.2.840.10008.5.1.4.1.1.2')).toBe('1.2.840.10008.5.1.4.1.1.2')
  })

  it('dates move by whole days, back and forth, and keep their distance', () => {
    const day = fc
      .date({ min: new Date('1901-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
    fc.assert(
      fc.property(day, day, fc.integer({ min: -20000, max: 20000 }), (a, b, days) => {
        expect(shiftDate(shiftDate(a, days), -days)).toBe(a)
        const at = (text: string) =>
          Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)))
        expect(at(shiftDate(a, days)) - at(shiftDate(b, days))).toBe(at(a) - at(b))
      }),
    )
    expect(shiftDate('2025-02-10T09:30:00+01:00', -10)).toBe('2025-01-31T09:30:00+01:00')
    expect(['20250230', 'KONTROL', '2025', '20251301'].map((text) => shiftDate(text, 1))).toEqual(['', '', '', ''])
  })
})
