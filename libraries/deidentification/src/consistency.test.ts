import { type Dataset, type Element, items, readDataset, text, writeFile } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deidentifyParts, nobody, prepareSweep, researchProfile, shiftDate } from './index.ts'

const sweep = prepareSweep(nobody())
const uidKey = new Uint8Array(32).fill(5)

interface Given {
  study: string
  instance: string
  referenced: string[]
  dates: string[]
  moment: string
}

/** One object of a patient; the dates stand in as many elements, the UIDs in references three deep. */
function object(given: Given): Uint8Array {
  const references = given.referenced.map((uid): Dataset => new Map([[0x00081155, { vr: 'UI', strings: [uid] }]]))
  return writeFile(
    new Map<number, Element>([
      [0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.2'] }],
      [0x00080018, { vr: 'UI', strings: [given.instance] }],
      ...[0x00080020, 0x00080021, 0x00080022, 0x00080023].map((tag, i): [number, Element] => [
        tag,
        { vr: 'DA', strings: [given.dates[i] ?? ''] },
      ]),
      [0x0008002a, { vr: 'DT', strings: [given.moment] }],
      [0x00080030, { vr: 'TM', strings: ['235959.999999'] }],
      [0x00080060, { vr: 'CS', strings: ['CT'] }],
      [0x00081115, { vr: 'SQ', items: [new Map([[0x00081199, { vr: 'SQ', items: references }]])] }],
      [0x00100010, { vr: 'PN', strings: ['Zqpatient^A'] }],
      [0x00100020, { vr: 'LO', strings: ['ID-77'] }],
      [0x0020000d, { vr: 'UI', strings: [given.study] }],
    ]),
  )
}

function outputOf(bytes: Uint8Array, days: number, pseudonym = 'P-1'): Dataset {
  const subject = { pseudonym, dateShiftDays: days, uidKey }
  const result = deidentifyParts(bytes, { profile: researchProfile(), subject, sweep })
  if (result.status !== 'released') throw new Error(`${result.code}: ${result.reason}`)
  const read = readDataset(Buffer.concat(result.parts))
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

const day = fc
  .date({ min: new Date('1910-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''))
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((one) => String(one).padStart(2, '0')).join(''))
const offset = fc.constantFrom('', '+0100', '-0330', '&1330'.replace('&', '+'))
const moment = fc.tuple(day, time, fc.constantFrom('', '30', '30.250000'), offset).map((parts) => parts.join(''))
const uid = fc.stringMatching(/^1\.2\.[1-9]\d{0,5}\.[1-9]\d{0,8}$/).filter((one) => !one.startsWith('1.2.840.10008.'))
const given = fc.record({
  study: uid,
  instance: uid,
  referenced: fc.array(uid, { minLength: 1, maxLength: 4 }),
  dates: fc.array(day, { minLength: 4, maxLength: 4 }),
  moment,
})
const shift = fc.integer({ min: -3000, max: -1 })
const at = (value = '') =>
  Date.UTC(Number(value.slice(0, 4)), Number(value.slice(4, 6)) - 1, Number(value.slice(6, 8))) / 86_400_000

describe('the objects of one patient', () => {
  it('have each date moved by the patient’s own number of days, so that every interval is exact', () => {
    fc.assert(
      fc.property(given, given, shift, (one, other, days) => {
        const pairs = [one, other].flatMap((input) => {
          const output = outputOf(object(input), days)
          const now = [0x00080020, 0x00080021, 0x00080022, 0x00080023].map((tag) => text(output, tag))
          return [...input.dates.map((old, i) => [old, now[i]]), [input.moment, text(output, 0x0008002a)]]
        })
        expect(pairs.map(([old, now]) => at(now) - at(old))).toEqual(pairs.map(() => days))
      }),
      { numRuns: 60 },
    )
  })

  it('keep time of day, fraction and offset from UTC beside a moved date', () => {
    fc.assert(
      fc.property(given, shift, (input, days) => {
        const output = outputOf(object(input), days)
        expect(text(output, 0x0008002a)?.slice(8)).toBe(input.moment.slice(8))
        expect(text(output, 0x00080030)).toBe('235959.999999')
      }),
      { numRuns: 60 },
    )
  })

  it('lose a date of which only a part is known rather than keep it', () => {
    expect(['2025', '202503', '2025-03', '20250230', '2025031', ''].map((one) => shiftDate(one, -5))).toEqual(
      Array(6).fill(''),
    )
    expect(shiftDate('20250301', -1)).toBe('20250228')
    expect(shiftDate('20240301', -1)).toBe('20240229')
    expect(shiftDate('20250101000000.000001+0100', -1)).toBe('20241231000000.000001+0100')
  })

  it('refer to each other as before, whenever and in whatever order they come', () => {
    fc.assert(
      fc.property(given, given, shift, (one, other, days) => {
        const first = { ...one, referenced: [other.instance, one.study] }
        const second = { ...other, referenced: [one.instance], study: one.study }
        const [a, b] = [outputOf(object(first), days), outputOf(object(second), days)]
        const references = (output: Dataset) =>
          items(items(output, 0x00081115)[0] ?? new Map(), 0x00081199).map((item) => text(item, 0x00081155))
        expect(references(a)).toEqual([text(b, 0x00080018), text(a, 0x0020000d)])
        expect(references(b)).toEqual([text(a, 0x00080018)])
        expect(text(a, 0x0020000d)).toBe(text(b, 0x0020000d))
        expect(text(a, 0x00080018) === text(b, 0x00080018)).toBe(one.instance === other.instance)
        expect(outputOf(object(first), days)).toEqual(a)
      }),
      { numRuns: 60 },
    )
  })

  it('carry the same pseudonym as name and number, and another patient carries another', () => {
    fc.assert(
      fc.property(given, given, (one, other) => {
        const outputs = [outputOf(object(one), -3), outputOf(object(other), -3), outputOf(object(one), -9, 'P-2')]
        expect(outputs.map((output) => [text(output, 0x00100010), text(output, 0x00100020)].join())).toEqual([
          'P-1,P-1',
          'P-1,P-1',
          'P-2,P-2',
        ])
      }),
      { numRuns: 30 },
    )
  })
})
