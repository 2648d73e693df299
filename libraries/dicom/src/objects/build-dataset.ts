import type { Dataset, Element } from '../dataset.ts'
import { dictionaryVr, tag } from '../dictionary.ts'

type Value = string | number | (string | number)[] | Dataset[] | Uint8Array | null | undefined

/** Builds a data set from keywords; VRs come from the dictionary. `null` writes an empty element, `undefined` none. */
export function build(values: Record<string, Value>): Dataset {
  const dataset: Dataset = new Map()
  for (const [keyword, value] of Object.entries(values)) {
    if (value === undefined) continue
    const number = tag(keyword)
    // 16-bit pixels are OW in explicit syntaxes (PS3.5 A.2), and OW is right for bits as well.
    dataset.set(number, elementOf(keyword === 'PixelData' ? 'OW' : dictionaryVr(number), value))
  }
  return dataset
}

const numberVrs = new Set(['US', 'SS', 'UL', 'SL', 'FL', 'FD', 'AT', 'SV', 'UV'])

function elementOf(vr: string, value: Exclude<Value, undefined>): Element {
  if (value === null) return vr === 'SQ' ? { vr, items: [] } : { vr }
  if (value instanceof Uint8Array) return { vr, bytes: value }
  const list = Array.isArray(value) ? value : [value]
  if (vr === 'SQ') return { vr, items: list as unknown as Dataset[] }
  if (numberVrs.has(vr)) return { vr, numbers: list.map(Number) }
  return { vr, strings: list.map((one) => (typeof one === 'number' ? decimal(one) : (one as string))) }
}

/** A DS value has at most 16 characters (PS3.5 6.2). Throws RangeError for what is no number: a header never says NaN. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('a decimal string holds a finite number')
  const plain = String(value)
  if (plain.length <= 16) return plain
  for (let digits = 15; digits > 0; digits--) {
    const text = Number(value.toPrecision(digits)).toString()
    if (text.length <= 16) return text
  }
  return value.toPrecision(8)
}

export interface Code {
  value: string
  scheme: string
  meaning: string
}

/** A code sequence item (PS3.3 8.8). */
export function codeItem(code: Code): Dataset {
  return build({ CodeValue: code.value, CodingSchemeDesignator: code.scheme, CodeMeaning: code.meaning })
}

/** DA and TM of a moment, in UTC. */
export function dateAndTime(at: Date): { date: string; time: string } {
  const text = at.toISOString().replace(/[-:T]/g, '')
  return { date: text.slice(0, 8), time: text.slice(8, 14) }
}

/** Copies elements of another data set by keyword; an absent one becomes empty, as type 2 attributes may be. */
export function copied(source: Dataset, keywords: readonly string[]): Dataset {
  const out: Dataset = new Map()
  for (const keyword of keywords) {
    const number = tag(keyword)
    out.set(number, source.get(number) ?? { vr: dictionaryVr(number) })
  }
  return out
}

/** The same, without those that the source lacks (type 3). */
export function copiedIfThere(source: Dataset, keywords: readonly string[]): Dataset {
  return copied(
    source,
    keywords.filter((keyword) => source.has(tag(keyword))),
  )
}

/** Latin-1 stays Latin-1; all else is written as UTF-8, since a data set in memory is text and not bytes. */
export function characterSetOf(source: Dataset): 'ISO_IR 100' | 'ISO_IR 192' {
  return source.get(tag('SpecificCharacterSet'))?.strings?.[0] === 'ISO_IR 100' ? 'ISO_IR 100' : 'ISO_IR 192'
}

/** Patient and General Study, types 1 and 2: what every derived object takes from its source. */
export const patientAndStudy = [
  'PatientName',
  'PatientID',
  'PatientBirthDate',
  'PatientSex',
  'StudyInstanceUID',
  'StudyDate',
  'StudyTime',
  'ReferringPhysicianName',
  'StudyID',
  'AccessionNumber',
] as const
