/** A letter that a font was asked for. */
export interface UsedCode {
  code: number
  /** What it is read as: by a table in the font, by the name of the letter, or, for want of both, by the number of its code. */
  said: string
  name: string | undefined
}

/** What a document writes in one font. */
export interface UsedFont {
  name: string
  composite: boolean
  type3: boolean
  embedded: boolean
  symbolic: boolean
  /** Its own program names its letters, and they are read by those names. */
  type1: boolean
  /** Names of letters of the font's own, by code, and those of the encoding that is taken where it has none. */
  differences: ReadonlyMap<number, string>
  encoding: readonly string[]
  codes: Map<number, UsedCode>
  /** Each run of letters as it is written. */
  runs: UsedCode[][]
}

interface FontFacts {
  name?: string
  composite?: boolean
  missingFile?: boolean
  type?: string
  isType3Font?: boolean
  isSymbolicFont?: boolean
  differences?: Map<number, string>
  defaultEncoding?: string[] | string
}

/** Adds what a page writes to what its fonts have written. Notes and forms are left out: their values are read, not their letters. */
export function addFontUse(
  fonts: Map<string, UsedFont>,
  ops: Record<string, number>,
  list: { fnArray: number[]; argsArray: unknown[] },
  store: { get(id: string): unknown },
): void {
  const stack: string[] = []
  let id = ''
  let notes = 0
  for (const [i, operator] of list.fnArray.entries()) {
    const args = (list.argsArray[i] ?? []) as unknown[]
    if (operator === ops['setFont']) id = String(args[0])
    else if (operator === ops['setGState']) id = fontOfState(args[0]) ?? id
    else if (operator === ops['save'] || operator === ops['paintFormXObjectBegin']) stack.push(id)
    else if (operator === ops['restore'] || operator === ops['paintFormXObjectEnd']) id = stack.pop() ?? id
    else if (operator === ops['beginAnnotation']) notes++
    else if (operator === ops['endAnnotation']) notes--
    else if (operator === ops['showText'] && notes === 0 && id !== '' && Array.isArray(args[0])) {
      const font = fonts.get(id) ?? unusedFont(store.get(id) as FontFacts | null)
      fonts.set(id, font)
      font.runs.push(args[0].flatMap((glyph) => used(font, glyph)))
    }
  }
}

function fontOfState(state: unknown): string | undefined {
  if (!Array.isArray(state)) return undefined
  const set = state.find((one) => Array.isArray(one) && one[0] === 'Font') as [string, [string]] | undefined
  return set ? String(set[1][0]) : undefined
}

function unusedFont(facts: FontFacts | null): UsedFont {
  return {
    name: facts?.name ?? '',
    composite: facts?.composite === true,
    type3: facts?.isType3Font === true,
    embedded: facts?.missingFile !== true,
    symbolic: facts?.isSymbolicFont === true,
    type1: /^(?:MM)?Type1$/.test(facts?.type ?? ''),
    differences: facts?.differences instanceof Map ? facts.differences : new Map(),
    encoding: Array.isArray(facts?.defaultEncoding) ? facts.defaultEncoding : [],
    codes: new Map(),
    runs: [],
  }
}

/** A number among the letters moves the next one. */
function used(font: UsedFont, glyph: unknown): UsedCode[] {
  if (typeof glyph !== 'object' || glyph === null) return []
  const { originalCharCode: code = 0, unicode: said = '' } = glyph as { originalCharCode?: number; unicode?: string }
  const known = font.codes.get(code)
  if (known) return [known]
  const made = { code, said, name: font.differences.get(code) ?? (font.composite ? undefined : font.encoding[code]) }
  font.codes.set(code, made)
  return [made]
}
