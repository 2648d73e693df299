import { wasWrapped } from '../danish/find-over-lines.ts'
import type { PieceSpan } from './clean-together.ts'
import type { PdfText } from './pdf-reading.ts'
import { columnsOf, type Row, rowsOf, shown } from './pdf-rows.ts'

/** In characters: a line as long ended because the page did. */
const longLine = 36
/** What is shorter is a cell, or a label. */
const shortLine = 24

/** How two lines are read together: without what is between them, and with it. */
interface Joint {
  tight: string
  loose: string
  /** How much of the end of the first goes in the tight reading. */
  dropped: number
}

/**
 * What the end of a line cuts in a column of a page: a telephone, a number, a name with a hyphen. The lines of a paragraph are read as one,
 * with a hyphen at the end of a line read as nothing and as itself. Cells of a table, and what another column has, are not joined.
 */
export function findWrapped(
  texts: readonly PdfText[],
  find: (text: string) => readonly { start: number; end: number; kind: string }[],
): PieceSpan[] {
  return columnsOf(rowsOf(texts)).flatMap((rows) => {
    const right = Math.max(...rows.map((row) => row.end))
    const full = rows.filter((row) => row.end > right - 3 * row.size).length
    const joints = rows.map((row, i) =>
      rows[i + 1] ? jointOf(row, rows[i + 1]!, full > 2 ? right : undefined) : undefined,
    )
    if (!joints.some((joint) => joint !== undefined)) return []
    const [tight, loose] = [readTogether(rows, joints, 'tight'), readTogether(rows, joints, 'loose')]
    const spans = (tight.text === loose.text ? [loose] : [tight, loose]).flatMap((reading) =>
      find(reading.text)
        .map((span) => ({ start: reading.at[span.start]!, end: reading.at[span.end - 1]! + 1, kind: span.kind }))
        .filter(({ start, end }) => reading.cuts.some((cut) => start < cut && cut < end)),
    )
    // What both readings find is one.
    const once = new Map(spans.map((span) => [`${span.start}-${span.end}`, span]))
    return [...once.values()].flatMap((span) => inPieces(span, rows, texts))
  })
}

const hyphenAtEnd = /(?<=[\p{L}\d])[-\u2010\u2011\u00ad]$/u
/** Of a number: the digits at the end of a line, and those at the start of the next. */
const lastDigits = /\d+-?$/
const firstDigits = /^-?\d[\d-]*/
/** "munk@" / "yahoo.dk", "munk@yahoo." / "dk", "munk@yahoo" / ".dk"; a full stop behind a whole address ends a sentence. */
const mailCut = /\S@(?:[\w-]+\.)?\n[a-z\d]|\S@[\w-]+\n\.[a-z]/

function jointOf(row: Row, below: Row, right: number | undefined): Joint | undefined {
  const [said, next] = [row.text.trimEnd(), below.text.trimStart()]
  if (mailCut.test(`${said}\n${next}`)) return { tight: '', loose: '', dropped: 0 }
  const hyphen = hyphenAtEnd.test(said)
  if (hyphen && /^[\p{L}\d]/u.test(next)) return { tight: '', loose: '', dropped: 1 }
  // In running text: a column of numbers has no words.
  if (/\d$/.test(said) && /^[-\d]/.test(next) && /\p{L}{2}/u.test(said)) {
    const number = lastDigits.exec(said)![0] + firstDigits.exec(next)?.[0]
    return { tight: /^\d{6}-?\d{4}$/.test(number) ? '' : ' ', loose: ' ', dropped: 0 }
  }
  const filled =
    said.length >= longLine || (said.length >= shortLine && row.end + firstWord(below) > (right ?? Infinity))
  return wasWrapped(said, next, filled) ? { tight: ' ', loose: ' ', dropped: 0 } : undefined
}

/** About as long as the first word of a line is on the page: it was too long for the line above. */
function firstWord(row: Row): number {
  const word = /^\S+/.exec(row.text.trimStart())?.[0] ?? ''
  return ((word.length + 1) / Math.max(1, row.text.length)) * (row.end - row.start)
}

/** The lines as one text, where each of its characters stands in them, and where the ends of lines are that are read over. */
function readTogether(
  rows: readonly Row[],
  joints: readonly (Joint | undefined)[],
  how: 'tight' | 'loose',
): { text: string; at: number[]; cuts: number[] } {
  let text = ''
  const at: number[] = []
  const cuts: number[] = []
  let start = 0
  rows.forEach((row, i) => {
    const joint = joints[i]
    const from = joints[i - 1] ? row.text.length - row.text.trimStart().length : 0
    const to = joint ? row.text.trimEnd().length - (how === 'tight' ? joint.dropped : 0) : row.text.length
    for (let j = from; j < to; j++) at.push(start + j)
    text += row.text.slice(from, to)
    start += row.text.length
    const between = joint ? joint[how] : '\n'
    if (between !== '') at.push(start)
    text += between
    start++
    if (joint) cuts.push(start)
  })
  return { text, at, cuts }
}

function inPieces(
  span: { start: number; end: number; kind: string },
  rows: readonly Row[],
  texts: readonly PdfText[],
): PieceSpan[] {
  const found: PieceSpan[] = []
  let start = 0
  for (const row of rows) {
    let from = 0
    for (const piece of row.pieces) {
      const text = shown(texts[piece]!)
      from = row.text.indexOf(text, from)
      const [first, last] = [Math.max(0, span.start - start - from), Math.min(text.length, span.end - start - from)]
      if (first < last) found.push({ piece, start: first, end: last, kind: span.kind })
      from += text.length
    }
    start += row.text.length + 1
  }
  return found
}
