import { createHash } from 'node:crypto'
import { type Dataset, dictionaryVr, type Element, items, readDataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import table from './generated/annex-e.json' with { type: 'json' }
import {
  basicProfile,
  deidentifyParts,
  nobody,
  type Profile,
  type ProfileOptions,
  prepareSweep,
  readProfile,
  researchProfile,
  shiftDate,
} from './index.ts'

/** Every row of PS3.15 table E.1-1 under the basic profile and under each option, at the top, three sequences deep and in a private sequence. */
const switches: Record<string, keyof ProfileOptions> = {
  uids: 'retainUids',
  device: 'retainDeviceIdentity',
  institution: 'retainInstitutionIdentity',
  patient: 'retainPatientCharacteristics',
  full: 'retainLongFullDates',
  modified: 'retainLongModifiedDates',
  descriptors: 'cleanDescriptors',
  structured: 'cleanStructuredContent',
  graphics: 'cleanGraphics',
  private: 'retainSafePrivate',
}
const days = -77
const subject = { pseudonym: 'PSEUDONYM1', dateShiftDays: days, uidKey: new Uint8Array(32).fill(3) }
const secret = 'Zyxwvuts'
const known = { ...nobody(), names: [{ family: secret, given: [] }] }
const sweep = prepareSweep(known)

interface Row {
  tag: number
  basic: string
  options: Record<string, string>
}

const rows: Row[] = Object.entries(table.rows as Record<string, string>)
  .filter(([tag]) => tag !== 'ODD')
  .map(([tag, text]) => {
    const [basic = '', ...said] = text.split(' ')
    return {
      tag: Number.parseInt(tag.replace(/X/g, '0').replace(/^5000/, '5002'), 16),
      basic,
      options: Object.fromEntries(said.map((one) => one.split(':'))),
    }
  })
/** Elements that make the object an object, and the groups of messages, file meta and directories, which no data set may hold. */
const fixed = { has: (tag: number) => tag === 0x00080016 || tag === 0x00080018 || tag >>> 16 < 8 }

/** A word of letters alone, one for each tag. */
const word = (tag: number) =>
  `q${Array.from(tag.toString(16).padStart(8, '0'), (digit) => 'bcdfghjklmnprstv'[Number.parseInt(digit, 16)]).join('')}`
const bytesOf = (tag: number) => createHash('sha256').update(String(tag)).digest().subarray(0, 8)

function elementOf(tag: number): Element {
  const vr = dictionaryVr(tag) === 'UN' ? 'LO' : dictionaryVr(tag)
  if (vr === 'SQ') return { vr, items: [new Map([[0x00080104, { vr: 'LO', strings: [`${word(tag)} ${secret}`] }]])] }
  if (['LO', 'LT', 'SH', 'ST', 'UC', 'UT', 'PN'].includes(vr)) return { vr, strings: [`${word(tag)} ${secret}`] }
  if (vr === 'UI') return { vr, strings: [`1.2.3.${tag}`] }
  if (vr === 'DA') return { vr, strings: ['20250203'] }
  if (vr === 'DT') return { vr, strings: ['20250203101112.5+0100'] }
  if (vr === 'TM') return { vr, strings: ['101112'] }
  if (vr === 'AS') return { vr, strings: ['045Y'] }
  if (vr === 'DS' || vr === 'IS') return { vr, strings: [String(tag % 9999)] }
  if (vr === 'CS' || vr === 'AE' || vr === 'UR') return { vr, strings: [word(tag).toUpperCase()] }
  if (['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT'].includes(vr)) return { vr, numbers: [(tag % 250) + 3] }
  return { vr, bytes: bytesOf(tag) }
}

function objectWith(place: 'top' | 'deep' | 'private'): Uint8Array {
  const all: Dataset = new Map(rows.filter((row) => !fixed.has(row.tag)).map((row) => [row.tag, elementOf(row.tag)]))
  const base: Dataset = new Map([
    [0x00080005, { vr: 'CS', strings: ['ISO_IR 192'] }],
    [0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.2'] }],
    [0x00080018, { vr: 'UI', strings: ['1.2.3.4'] }],
    [0x00080060, { vr: 'CS', strings: ['CT'] }],
  ])
  if (place === 'top') return writeFile(new Map([...base, ...all]))
  const nested = (tags: number[]): Dataset =>
    tags.length === 0 ? all : new Map([[tags[0]!, { vr: 'SQ', items: [nested(tags.slice(1))] }]])
  if (place === 'deep') return writeFile(new Map([...base, ...nested([0x52009229, 0x00209116, 0x00189226])]))
  base.set(0x00110010, { vr: 'LO', strings: ['SOMEONE 01'] }).set(0x00111001, { vr: 'SQ', items: [all] })
  return writeFile(base)
}

function resultOf(profile: Profile, place: 'top' | 'deep' | 'private'): { dataset: Dataset; bytes: Buffer } {
  const result = deidentifyParts(objectWith(place), { profile, subject, sweep })
  if (result.status !== 'released') throw new Error(`${result.code}: ${result.reason}`)
  const bytes = Buffer.concat(result.parts)
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  const deep = [0x52009229, 0x00209116, 0x00189226].reduce<Dataset>(
    (one, tag) => items(one, tag)[0] ?? one,
    read.dataset,
  )
  return { dataset: deep, bytes }
}

const said = (element: Element) =>
  [
    ...(element.strings ?? []),
    ...(element.items ?? []).flatMap((item) => [...item.values()].flatMap((one) => one.strings ?? [])),
  ].join('|')

/** What is wrong with the outcome of a row; undefined when it is as the table says. */
function fault(row: Row, on: string | undefined, outcome: Element | undefined): string | undefined {
  const { tag } = row
  const before = elementOf(tag)
  const code = on ? row.options[on] : undefined
  // Drawn graphics are removed whatever the option: no look at them is built.
  const drawn = tag >>> 24 === 0x50 || tag === 0x60003000
  // A slide's label text is emptied, cleaned or not: what is printed there is the laboratory's own number.
  const label = tag === 0x22000002
  if (code && !drawn && !label) {
    if (!outcome) return 'was removed'
    if (code === 'K') return sameValue(before, outcome) ? undefined : 'was not kept'
    if (on === 'modified') return dateFault(before, outcome)
    return wordFault(tag, before, outcome)
  }
  const basic = row.basic
  if (basic === 'X' || drawn) return outcome ? 'is still there' : undefined
  if (!outcome) return basic.includes('X') ? undefined : 'was removed'
  if (tag === 0x00100010 || tag === 0x00100020)
    return said(outcome) === subject.pseudonym ? undefined : 'is not the pseudonym'
  if (basic === 'Z')
    return said(outcome) === '' && !outcome.numbers?.length && !outcome.bytes?.length && !outcome.items?.length
      ? undefined
      : 'is not empty'
  if (sameValue(before, outcome) && !(before.vr === 'SQ' && basic === 'X/Z/U*')) return 'has its old value'
  if (basic === 'U') return /^2\.25\.\d+$/.test(said(outcome)) ? undefined : 'is no new UID'
  if (basic === 'D')
    return said(outcome) !== '' || outcome.numbers?.length || outcome.bytes?.length || outcome.items?.length
      ? undefined
      : 'is empty'
  return undefined
}

function sameValue(before: Element, after: Element): boolean {
  if (before.bytes) return Buffer.compare(before.bytes, after.bytes ?? new Uint8Array()) === 0
  if (before.numbers) return before.numbers[0] === after.numbers?.[0]
  const rest = said(before).replace(` ${secret}`, '')
  return said(after).includes(rest)
}

function dateFault(before: Element, after: Element): string | undefined {
  const value = before.strings?.[0] ?? ''
  if (before.vr === 'TM') return after.strings?.[0] === value ? undefined : 'time was not kept'
  if (before.vr === 'DA' || before.vr === 'DT')
    return after.strings?.[0] === shiftDate(value, days) ? undefined : 'date was not moved'
  return before.vr === 'SQ' || !sameValue(before, after) ? undefined : 'was not changed'
}

function wordFault(tag: number, before: Element, after: Element): string | undefined {
  if (!['LO', 'LT', 'SH', 'ST', 'UC', 'UT', 'SQ'].includes(before.vr)) return undefined
  if (said(after).includes(secret)) return 'still names the patient'
  return said(after).includes(word(tag)) ? undefined : 'lost what names nobody'
}

const places = ['top', 'deep', 'private'] as const
const checked = rows.filter((row) => !fixed.has(row.tag))
const cases: [string, string | undefined][] = [
  ['basic', undefined],
  ...Object.keys(switches).map((key) => [key, key] as [string, string]),
]
const pairs = Object.keys(switches)
  .flatMap((one, i) =>
    Object.keys(switches)
      .slice(i + 1)
      .map((other) => [one, other] as const),
  )
  // Dates cannot be kept in full and moved at once.
  .filter((pair) => pair.join() !== 'full,modified')

/** What two options together do with a row: K of one goes before C of the other, and either before the basic code. */
function leading(row: Row, pair: readonly string[]): string | undefined {
  const saying = pair.filter((key) => row.options[key])
  return saying.find((key) => row.options[key] === 'K') ?? saying.find((key) => key === 'modified') ?? saying[0]
}

/** Bytes that an element of the row would leave, of text or not; undefined for what is too short to be told from chance. */
function trace(tag: number): Buffer | undefined {
  const { strings, bytes } = elementOf(tag)
  if (bytes) return Buffer.from(bytes)
  const text = strings?.[0]
  return text && text.length >= 10 ? Buffer.from(text.replace(` ${secret}`, '')) : undefined
}

describe('PS3.15 Annex E', () => {
  it('holds at least the 621 rows of 2025a', () => expect(rows.length).toBeGreaterThan(620))

  it('is checked more than 8,000 times: each row, under the basic profile and each option, at each of three places', () => {
    expect(checked.length * cases.length * places.length).toBeGreaterThan(20_000)
    expect(new Set(rows.flatMap((row) => Object.keys(row.options)))).toEqual(
      new Set(Object.keys(switches).filter((key) => key !== 'private')),
    )
  })

  for (const pair of pairs) {
    const on = Object.fromEntries(pair.map((key) => [switches[key]!, true]))
    it(`treats every row as the table says under two options: ${pair.join(' and ')}`, () => {
      const { dataset } = resultOf({ ...basicProfile(), options: { ...basicProfile().options, ...on } }, 'top')
      const faults = checked.flatMap((row) => {
        const said = fault(row, leading(row, pair), dataset.get(row.tag))
        return said ? [`${row.tag.toString(16).padStart(8, '0')} ${said}`] : []
      })
      expect(faults).toEqual([])
    })
  }

  for (const [name, on] of cases) {
    const profile = {
      ...basicProfile(),
      options: { ...basicProfile().options, ...(on ? { [switches[on]!]: true } : {}) },
    }
    for (const place of ['top', 'deep'] as const) {
      it(`treats every row as the table says: ${name}, ${place}`, () => {
        const { dataset, bytes } = resultOf(profile, place)
        const faults = rows
          .filter((row) => !fixed.has(row.tag))
          .flatMap((row) =>
            fault(row, on, dataset.get(row.tag))
              ? [`${row.tag.toString(16).padStart(8, '0')} ${fault(row, on, dataset.get(row.tag))}`]
              : [],
          )
        expect(faults).toEqual([])
        expect(bytes.includes(secret)).toBe(false)
      })
    }
    it(`lets nothing out of a private sequence: ${name}`, () => {
      const { bytes } = resultOf(profile, 'private')
      expect(
        rows.filter(
          (row) =>
            bytes.includes(word(row.tag)) ||
            bytes.includes(word(row.tag).toUpperCase()) ||
            (trace(row.tag) && bytes.includes(trace(row.tag)!)),
        ),
      ).toEqual([])
    })
  }

  it('takes a profile that asks for faces to be removed', () => {
    const read = readProfile({ name: 'faces', version: '1', options: { cleanRecognizableVisualFeatures: true } })
    expect(read.ok && read.profile.options.cleanRecognizableVisualFeatures).toBe(true)
    expect(researchProfile().options.cleanRecognizableVisualFeatures).toBe(false)
  })

  it('claims no pixel cleaning where no pixels were looked at', () => {
    const { dataset } = resultOf(
      { ...basicProfile(), options: { ...basicProfile().options, cleanPixelData: true } },
      'top',
    )
    expect(items(dataset, 0x00120064).map((one) => one.get(0x00080100)?.strings?.[0])).toEqual(['113100'])
  })
})
