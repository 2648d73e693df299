/**
 * The in-memory form of a small DICOM data set (headers, SR, SEG). Bulk images never take this form: they stay bytes and
 * are walked by the tokeniser.
 */

/** One data element. Exactly one of the value fields is set; an empty value has none. */
export interface Element {
  vr: string
  /** Text VRs, decoded to JavaScript strings, one per value (backslash already split; UT, ST, LT hold one). */
  strings?: string[]
  /** US, SS, UL, SL, UV, SV, FL, FD, AT (AT as 32-bit group<<16|element). DS and IS stay strings. */
  numbers?: number[]
  /** SQ */
  items?: Dataset[]
  /** OB, OW, OF, OD, OL, UN: little-endian bytes as in the file. */
  bytes?: Uint8Array
  /** Encapsulated pixel data: fragments without the basic offset table. */
  fragments?: Uint8Array[]
}

/** Elements by tag, the tag as one number: `(group << 16 | element) >>> 0`. Writers sort by tag. */
export type Dataset = Map<number, Element>

/** 0x00100020 → "(0010,0020)" */
export function tagText(tag: number): string {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0')
  return `(${hex.slice(0, 4)},${hex.slice(4)})`
}

/** First value of a text element, trimmed of padding; undefined when absent or empty. */
export function text(dataset: Dataset, tag: number): string | undefined {
  const first = dataset.get(tag)?.strings?.[0]?.replace(/[\0 ]+$/, '')
  return first === '' ? undefined : first
}

/** First value as a number, from a numeric VR or from DS and IS. */
export function number(dataset: Dataset, tag: number): number | undefined {
  const element = dataset.get(tag)
  if (element?.numbers?.length) return element.numbers[0]
  const first = text(dataset, tag)
  if (first === undefined) return undefined
  const value = Number(first)
  return Number.isFinite(value) ? value : undefined
}

/** Items of a sequence; an empty array when absent. */
export function items(dataset: Dataset, tag: number): Dataset[] {
  return dataset.get(tag)?.items ?? []
}
