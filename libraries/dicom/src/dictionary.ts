import rows from './generated/dictionary.json' with { type: 'json' }

/** PS3.6: by group as four hexadecimal digits, between blanks: element:VR:multiplicity:keyword. */
const table: Readonly<Record<string, string>> = rows

interface Row {
  vr: string
  vm: string
  keyword: string
  code: number
}

/** Rows that were asked for: most programs meet a hundred of the five thousand, and all together take longer than a file. */
const met = new Map<number, Row>()

function rowOf(tagNumber: number): Row | undefined {
  const tag = firstGroup(tagNumber)
  const found = met.get(tag)
  // No row is of an odd group: those are private.
  if (found !== undefined || isPrivate(tag)) return found
  const some = table[hex(tag >>> 16)]
  const at = some === undefined ? -1 : some.indexOf(` ${hex(tag & 0xffff)}:`)
  if (at < 0) return undefined
  const [vr, vm, keyword] = some!.slice(at + 6, some!.indexOf(' ', at + 1)).split(':') as [string, string, string]
  const row = { vr, vm, keyword, code: vr === 'US/SS' ? codeOf('US') : vr === 'NONE' ? codeOf('UN') : codeOf(vr) }
  met.set(tag, row)
  return row
}

function hex(sixteenBits: number): string {
  return sixteenBits.toString(16).toUpperCase().padStart(4, '0')
}

/** All rows, as tag and keyword. */
function allRows(): [tag: number, keyword: string][] {
  return Object.entries(table).flatMap(([group, some]) =>
    some
      .trim()
      .split(' ')
      .map((row): [number, string] => [
        Number.parseInt(group + row.slice(0, 4), 16),
        row.slice(row.lastIndexOf(':') + 1),
      ]),
  )
}

const byKeyword = new Map<string, number>()

/** `tag('PatientName')` → 0x00100010. Throws for a keyword that the standard does not know: a typing error in our code. */
export function tag(keyword: string): number {
  if (byKeyword.size === 0) for (const [tagNumber, name] of allRows()) byKeyword.set(name, tagNumber)
  const found = byKeyword.get(keyword)
  if (found === undefined) throw new Error(`the DICOM dictionary has no keyword ${keyword}`)
  return found
}

/** 0x00100010 → `PatientName`; undefined for private tags and for those that the standard does not know. */
export function keyword(tagNumber: number): string | undefined {
  return rowOf(tagNumber)?.keyword
}

/** Every tag that the standard knows, in ascending order. */
export function dictionaryTags(): number[] {
  return allRows()
    .map(([tagNumber]) => tagNumber)
    .sort((a, b) => a - b)
}

/** The dictionary's row as it stands: VR, multiplicity, keyword; undefined when the standard does not know the tag. */
export function dictionaryEntry(tagNumber: number): { vr: string; vm: string; keyword: string } | undefined {
  const found = rowOf(tagNumber)
  return (
    found && {
      keyword: found.keyword,
      vm: found.vm,
      vr: found.vr === 'US/SS' ? 'US' : found.vr === 'NONE' ? 'UN' : found.vr,
    }
  )
}

/**
 * VR for implicit syntaxes. Private creators are LO, group lengths UL, everything unknown UN (PS3.5 6.2.2).
 * `signed`: Pixel Representation is 1, which makes pixel-valued attributes SS (PS3.5 A.1).
 */
export function dictionaryVr(tagNumber: number, signed = false): string {
  const vr = rowOf(tagNumber)?.vr
  if (vr === 'US/SS') return signed ? 'SS' : 'US'
  if (vr !== undefined) return vr === 'NONE' ? 'UN' : vr
  const element = tagNumber & 0xffff
  if (element === 0) return 'UL'
  if (isPrivate(tagNumber) && element >= 0x10 && element <= 0xff) return 'LO'
  return 'UN'
}

/** As `dictionaryVr`, as the two letters in one number. */
export function dictionaryVrCode(tagNumber: number): number {
  return rowOf(tagNumber)?.code ?? codeOf(dictionaryVr(tagNumber))
}

function codeOf(vr: string): number {
  return (vr.charCodeAt(0) << 8) | vr.charCodeAt(1)
}

export function isPrivate(tagNumber: number): boolean {
  return ((tagNumber >>> 16) & 1) === 1
}

/** Curves and overlays repeat by even group (PS3.5 7.6): 6002,3000 reads as 6000,3000. */
function firstGroup(tagNumber: number): number {
  const high = tagNumber >>> 24
  return (high === 0x50 || high === 0x60) && ((tagNumber >>> 16) & 1) === 0 ? (tagNumber & 0xff00ffff) >>> 0 : tagNumber
}
