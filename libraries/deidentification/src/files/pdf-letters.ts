import { type Matrix, times } from './pdf-matrix.ts'

/** One letter where it is drawn: along its line and across it, so that letters of one line have one `across`. */
export interface PdfLetter {
  text: string
  along: number
  across: number
  /** Of the letter itself, without what spaces it out. */
  width: number
  /** Of its font on the page. */
  size: number
  angle: number
  /** A blank was typed behind it. */
  blank?: boolean
}

interface Font {
  fontMatrix?: number[]
}

interface TextState {
  matrix: Matrix
  size: number
  unit: number
  letterSpacing: number
  wordSpacing: number
  stretch: number
  leading: number
  rise: number
}

interface Glyph {
  unicode: string
  width: number
  isSpace?: boolean
}

/** Each letter of a page with its place (ISO 32000-1, 9.4.4), to see by the gaps between them where words end. */
export function lettersOf(
  ops: Record<string, number>,
  list: { fnArray: number[]; argsArray: unknown[] },
  fonts: { get(id: string): unknown },
  left: number,
  bottom: number,
): PdfLetter[] {
  const letters: PdfLetter[] = []
  const kept: TextState[] = []
  const names = new Map(Object.entries(ops).map(([name, number]) => [number, name]))
  let line: Matrix = identity()
  let text: Matrix = identity()
  let state: TextState = {
    matrix: [1, 0, 0, 1, -left, -bottom],
    size: 0,
    unit: 0.001,
    letterSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
  }
  const setFont = (id: unknown, size: unknown) => {
    const font = fonts.get(String(id)) as Font
    state = { ...state, size: Number(size), unit: font.fontMatrix?.[0] ?? 0.001 }
  }
  const move = (x: number, y: number) => {
    line = times(line, [1, 0, 0, 1, x, y])
    text = line
  }
  const show = (glyphs: readonly (Glyph | number | null)[]) => {
    for (const glyph of glyphs) {
      let forward = 0
      if (typeof glyph === 'number') forward = (-glyph * state.size) / 1000
      else if (glyph) {
        const width = glyph.width * state.unit * state.size
        const last = letters.at(-1)
        if (glyph.unicode.trim() !== '') letters.push(letterAt(glyph.unicode, width, state, text))
        else if (last) last.blank = true
        forward = width + state.letterSpacing + (glyph.isSpace ? state.wordSpacing : 0)
      }
      text = times(text, [1, 0, 0, 1, forward * state.stretch, 0])
    }
  }
  for (const [i, operator] of list.fnArray.entries()) {
    const args = (list.argsArray[i] ?? []) as number[]
    switch (names.get(operator)) {
      case 'save':
      case 'paintFormXObjectBegin':
        kept.push(state)
        if (isMatrix(args[0])) state = { ...state, matrix: times(state.matrix, args[0]) }
        break
      case 'restore':
      case 'paintFormXObjectEnd':
        state = kept.pop() ?? state
        break
      case 'transform':
        state = { ...state, matrix: times(state.matrix, args as Matrix) }
        break
      case 'beginText':
        line = identity()
        text = line
        break
      case 'setTextMatrix':
        line = matrixIn(args)
        text = line
        break
      case 'setFont':
        setFont(args[0], args[1])
        break
      case 'setGState':
        for (const [key, value] of args[0] as unknown as [string, unknown[]][])
          if (key === 'Font') setFont(value[0], value[1])
        break
      case 'setCharSpacing':
        state = { ...state, letterSpacing: args[0]! }
        break
      case 'setWordSpacing':
        state = { ...state, wordSpacing: args[0]! }
        break
      case 'setHScale':
        state = { ...state, stretch: args[0]! / 100 }
        break
      case 'setLeading':
        state = { ...state, leading: args[0]! }
        break
      case 'setTextRise':
        state = { ...state, rise: args[0]! }
        break
      case 'setLeadingMoveText':
        state = { ...state, leading: -args[1]! }
        move(args[0]!, args[1]!)
        break
      case 'moveText':
        move(args[0]!, args[1]!)
        break
      case 'nextLine':
        move(0, -state.leading)
        break
      case 'showText':
        show(args[0] as unknown as Glyph[])
        break
      default:
        break
    }
  }
  return letters
}

function letterAt(shown: string, width: number, state: TextState, text: Matrix): PdfLetter {
  const [a, b, c, d, x, y] = times(state.matrix, times(text, [state.stretch, 0, 0, 1, 0, state.rise]))
  const angle = Math.atan2(b, a)
  const size = Math.abs(state.size) * Math.hypot(c, d)
  return { text: shown, ...onLine(x, y, angle), width: width * Math.hypot(a, b), size, angle }
}

/** How far along a line of this direction something stands, and how far across. */
export function onLine(x: number, y: number, angle: number): { along: number; across: number } {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { along: x * cos + y * sin, across: y * cos - x * sin }
}

/** Whether two things stand on one line. */
export function isOneLine(line: { across: number; angle: number }, one: { across: number; angle: number }): boolean {
  return Math.abs(line.across - one.across) < 1 && Math.abs(line.angle - one.angle) < 0.01
}

function identity(): Matrix {
  return [1, 0, 0, 1, 0, 0]
}

function isMatrix(given: unknown): given is Matrix {
  return (Array.isArray(given) || ArrayBuffer.isView(given)) && (given as unknown as number[]).length === 6
}

/** Given as six numbers, or as one list of them. */
function matrixIn(args: readonly unknown[]): Matrix {
  return (isMatrix(args[0]) ? Array.from(args[0]) : Array.from(args)) as Matrix
}
