import rows from './generated/dictionary.json' with { type: 'json' }

/** PS3.6: value representation, multiplicity and keyword by tag. */
const byTag = new Map<number, { vr: string; vm: string; keyword: string; code: number }>()
const byKeyword = new Map<string, number>()
for (const [hex, [vr, vm, keyword]] of Object.entries(rows as unknown as Record<string, [string, string, string]>)) {
  const tag = Number.parseInt(hex, 16)
  const code = vr === 'US/SS' ? codeOf('US') : vr === 'NONE' ? codeOf('UN') : codeOf(vr)
  byTag.set(tag, { vr, vm, keyword, code })
  byKeyword.set(keyword, tag)
}

/** `tag('PatientName')` → 0x00100010. Throws for a keyword that the standard does not know: a typing error in our code. */
export function tag(keyword: string): number {
  const found = byKeyword.get(keyword)
  if (found === undefined) throw new Error(`the DICOM dictionary has no keyword ${keyword}`)
  return found
}

/** 0x00100010 → `PatientName`; undefined for private tags and for those that the standard does not know. */
export function keyword(tagNumber: number): string | undefined {
  return byTag.get(firstGroup(tagNumber))?.keyword
}

/** Every tag that the standard knows, in ascending order. */
export function dictionaryTags(): number[] {
  return [...byTag.keys()].sort((a, b) => a - b)
}

/** The dictionary's row as it stands: VR, multiplicity, keyword; undefined when the standard does not know the tag. */
export function dictionaryEntry(tagNumber: number): { vr: string; vm: string; keyword: string } | undefined {
  const found = byTag.get(firstGroup(tagNumber))
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
  const vr = byTag.get(firstGroup(tagNumber))?.vr
  if (vr === 'US/SS') return signed ? 'SS' : 'US'
  if (vr !== undefined) return vr === 'NONE' ? 'UN' : vr
  const element = tagNumber & 0xffff
  if (element === 0) return 'UL'
  if (isPrivate(tagNumber) && element >= 0x10 && element <= 0xff) return 'LO'
  return 'UN'
}

/** As `dictionaryVr`, as the two letters in one number. */
export function dictionaryVrCode(tagNumber: number): number {
  return byTag.get(firstGroup(tagNumber))?.code ?? codeOf(dictionaryVr(tagNumber))
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
