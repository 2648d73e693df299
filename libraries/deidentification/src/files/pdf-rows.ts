import { onLine } from './pdf-letters.ts'
import type { PdfText } from './pdf-reading.ts'

/** In sizes of the font: what stands further apart on a line is another cell or column. */
const cellGap = 2
/** Lines of one paragraph are not further apart, and begin at one edge but for an indent. */
const lineGap = 2.2
const indent = 2.5

/** What stands together on one line of one column. */
export interface Row {
  pieces: number[]
  text: string
  start: number
  end: number
  across: number
  size: number
  angle: number
  next?: Row
  follows?: true
}

/** What a text says, its spaced out letters read as words. */
export function shown({ read, text }: PdfText): string {
  return read ?? text
}

/** What stands together on each line, from above. */
export function rowsOf(texts: readonly PdfText[]): Row[] {
  const placed = texts
    .map((text, piece) => ({ text, piece, ...onLine(text.x, text.y, text.angle) }))
    .filter(({ text }) => text.field === undefined)
    .sort((a, b) => a.text.angle - b.text.angle || b.across - a.across || a.along - b.along)
  const lines: (typeof placed)[] = []
  for (const one of placed) {
    const last = lines.at(-1)
    const first = last?.[0]
    const same = first && first.text.angle === one.text.angle && first.across - one.across < one.text.size / 4
    if (same) last!.push(one)
    else lines.push([one])
  }
  return lines.flatMap((line) => {
    const rows: Row[] = []
    for (const { text, piece, along, across } of line.sort((a, b) => a.along - b.along)) {
      const row = rows.at(-1)
      const gap = row ? along - row.end : 0
      if (!row || gap > cellGap * text.size) {
        const { size, angle, width } = text
        rows.push({ pieces: [piece], text: shown(text), start: along, end: along + width, across, size, angle })
      } else {
        row.text += `${betweenPieces(gap, text.size)}${shown(text)}`
        row.pieces.push(piece)
        row.end = Math.max(row.end, along + text.width)
      }
    }
    return rows
  })
}

function betweenPieces(gap: number, size: number): string {
  return gap > size * 0.12 ? ' ' : ''
}

/** The lines of each paragraph, from above. */
export function columnsOf(rows: readonly Row[]): Row[][] {
  for (const [i, row] of rows.entries()) {
    for (let j = i + 1; j < rows.length; j++) {
      const below = rows[j]!
      const down = row.across - below.across
      if (below.angle !== row.angle || down > lineGap * row.size) break
      if (down < row.size / 2 || below.follows || !isSameColumn(row, below)) continue
      row.next = below
      below.follows = true
      break
    }
  }
  return rows
    .filter((row) => !row.follows && row.next)
    .map((row) => {
      const column = [row]
      for (let next = row.next; next; next = next.next) column.push(next)
      return column
    })
}

function isSameColumn(row: Row, below: Row): boolean {
  return Math.abs(row.size - below.size) <= 1 && Math.abs(row.start - below.start) < indent * row.size
}
