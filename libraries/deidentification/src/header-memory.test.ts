import { build, writeFile } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plantedObjects } from '../testing/planted-objects.ts'
import { plantedPerson } from '../testing/planted-person.ts'
import {
  type DeidentificationTerms,
  deidentifyParts,
  nobody,
  prepareProfile,
  prepareSweep,
  researchProfile,
} from './index.ts'

const person = plantedPerson('repeated')
const given: DeidentificationTerms = {
  profile: prepareProfile(researchProfile()),
  subject: { pseudonym: 'P-M', dateShiftDays: -9, uidKey: new Uint8Array(32).fill(3) },
  sweep: prepareSweep({
    patientIds: [{ issuer: '', value: person.cpr }],
    names: [{ family: person.family, given: [person.given] }],
    staffNames: [],
    birthDates: [person.birthDate],
    accessionNumbers: [person.accession],
    addresses: [],
    phones: [],
    emails: [],
  }),
}
const objects = plantedObjects('repeated', 'ISO_IR 192')

/** What a slice differs in from the one before it, and what damage does. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('digit', 'flip', 'drop', 'double', 'cut'),
  value: fc.integer({ min: 0, max: 255 }),
  size: fc.integer({ min: 1, max: 24 }),
})

function changed(bytes: Buffer, { at, kind, value, size }: { at: number; kind: string; value: number; size: number }) {
  // Headers are what is remembered: most of them end within these bytes.
  const position = Math.floor(at * Math.min(bytes.length, 3000))
  if (kind === 'digit') {
    const digit = bytes.findIndex((byte, index) => index >= position && byte >= 0x30 && byte <= 0x39)
    const copy = Buffer.from(bytes)
    if (digit >= 0) copy[digit] = 0x30 + (value % 10)
    return copy
  }
  if (kind === 'cut') return bytes.subarray(0, Math.max(200, position))
  if (kind === 'drop') return Buffer.concat([bytes.subarray(0, position), bytes.subarray(position + size)])
  if (kind === 'double') return Buffer.concat([bytes.subarray(0, position + size), bytes.subarray(position)])
  return Buffer.concat([bytes.subarray(0, position), Buffer.from([value]), bytes.subarray(position + 1)])
}

function outcome(bytes: Uint8Array, terms: DeidentificationTerms) {
  const result = deidentifyParts(bytes, terms)
  if (result.status === 'quarantined') return result
  return { proof: result.proof, output: Buffer.concat(result.parts).toString('base64') }
}

describe('headers that repeat what one of their series said', () => {
  it.each(objects)('come out as they do alone: $name', (object) => {
    const original = Buffer.from(object.bytes)
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), (slices) => {
        const memory: DeidentificationTerms = { ...given, headers: new Map(), facts: {} }
        // Met, noted, then taken over from.
        for (let i = 0; i < 2; i++) deidentifyParts(original, memory)
        for (const changes of slices) {
          const slice = changes.reduce(changed, original)
          expect(outcome(slice, memory)).toEqual(outcome(slice, given))
        }
        expect(outcome(original, memory)).toEqual(outcome(original, given))
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  it('are read anew where an element before them gives them another meaning', () => {
    const series = slice({})
    const others = [
      // The same bytes in another character set.
      patched(series, 'ISO_IR 100', 'ISO_IR 192'),
      // Private elements behind another creator.
      patched(series, 'GEMS_ACQU_01', 'GEMS_WHO_01 '),
      // A text that names a day is moved when that day is one of the object's own.
      patched(series, '20240229', '20240304'),
      doubled(series, 0x00080018, '1.2.208.4711.55.9999'),
      patched(doubled(series, 0x00080018, '1.2.208.4711.55.9999'), '1.2.208.4711.55.1001', '1.2.208.4711.55.1002', 2),
      // Behind the pixels stands a name.
      Buffer.concat([series, Buffer.from([0xe1, 0x7f, 0x10, 0x10, 0x50, 0x4e, 10, 0]), Buffer.from('Kvaksel^Bo')]),
    ]
    for (const first of [series, ...others])
      for (const other of [series, ...others]) {
        const memory: DeidentificationTerms = { ...given, headers: new Map(), facts: {} }
        for (let i = 0; i < 2; i++) deidentifyParts(first, memory)
        expect(outcome(other, memory)).toEqual(outcome(other, given))
      }
    expect(new Set([series, ...others].map((one) => JSON.stringify(outcome(one, given)))).size).toBe(others.length + 1)
  })

  it('are forgotten where the patient, the profile or the subject is another', () => {
    const memory = { headers: new Map(), facts: {} }
    const original = Buffer.from(objects[0]!.bytes)
    const others: DeidentificationTerms[] = [
      given,
      { ...given, subject: { ...given.subject, pseudonym: 'P-N', dateShiftDays: 4 } },
      { ...given, sweep: prepareSweep({ ...nobody(), names: [{ family: 'Thorax', given: [] }] }) },
      {
        ...given,
        profile: prepareProfile({ ...researchProfile(), options: { ...researchProfile().options, retainUids: true } }),
      },
    ]
    for (let i = 0; i < 3; i++)
      for (const terms of others) expect(outcome(original, { ...terms, ...memory })).toEqual(outcome(original, terms))
  })
})

function slice(more: Parameters<typeof build>[0]): Buffer {
  const dataset = build({
    SpecificCharacterSet: 'ISO_IR 100',
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: '1.2.208.4711.55.1001',
    AcquisitionDate: '20240229',
    Modality: 'CT',
    StudyDescription: 'Kvaksel, thorax p\u00e5 ryg',
    SeriesDescription: 'efter',
    ManufacturerModelName: 'X 20240304',
    PatientName: 'Kvist^Jo',
    PatientID: 'AB-901177',
    StudyInstanceUID: '1.2.208.4711.55.1',
    SeriesInstanceUID: '1.2.208.4711.55.2',
    Rows: 2,
    Columns: 2,
    BitsAllocated: 16,
    PixelData: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]),
    ...more,
  })
  dataset.set(0x00190010, { vr: 'LO', strings: ['GEMS_ACQU_01'] })
  dataset.set(0x00191024, { vr: 'DS', strings: ['5.0'] })
  return Buffer.from(writeFile(dataset))
}

/** Another text in its `nth` place. */
function patched(bytes: Buffer, from: string, to: string, nth = 1): Buffer {
  const copy = Buffer.from(bytes)
  let at = -1
  for (let i = 0; i < nth; i++) at = copy.indexOf(from, at + 1, 'latin1')
  copy.write(to, at, 'latin1')
  return copy
}

/** The element once more, behind itself, with another UID of the same length. */
function doubled(bytes: Buffer, tag: number, uid: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(tag >>> 16)
  head.writeUInt16LE(tag & 0xffff, 2)
  const at = bytes.indexOf(head)
  const end = at + 8 + bytes.readUInt16LE(at + 6)
  const second = Buffer.from(bytes.subarray(at, end))
  second.write(uid, 8, 'latin1')
  return Buffer.concat([bytes.subarray(0, end), second, bytes.subarray(end)])
}
