import rows from './generated/dictionary.json' with { type: 'json' }

/** PS3.6: value representation, multiplicity and keyword, by tag as eight hexadecimal digits. */
const table = rows as unknown as Readonly<Record<string, readonly [vr: string, vm: string, keyword: string]>>

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
  const key = tag.toString(16).toUpperCase().padStart(8, '0')
  if (!Object.hasOwn(table, key)) return undefined
  const [vr, vm, keyword] = table[key]!
  const row = { vr, vm, keyword, code: vr === 'US/SS' ? codeOf('US') : vr === 'NONE' ? codeOf('UN') : codeOf(vr) }
  met.set(tag, row)
  return row
}

const byKeyword = new Map<string, number>()

/** `tag('PatientName')` → 0x00100010. Throws for a keyword that the standard does not know: a typing error in our code. */
export function tag(keyword: string): number {
  if (byKeyword.size === 0)
    for (const [hex, [, , name]] of Object.entries(table)) byKeyword.set(name, Number.parseInt(hex, 16))
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
  return Object.keys(table)
    .map((hex) => Number.parseInt(hex, 16))
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
