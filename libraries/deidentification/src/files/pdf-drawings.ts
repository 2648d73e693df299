type Matrix = readonly number[]

/** Points: an inch is longer than any letter that a word is drawn of, and shorter than a rule or a frame. */
const ruleLength = 72
const mostRules = 12
const mostShort = 1

/** What is drawn on a page, as far as it may spell something. */
export interface Drawn {
  /** Lines and areas that can be seen. */
  drawings: number
  /** Of them, straight upright ones that are as long as a rule or a frame, and such that are shorter. */
  rules: number
  short: number
}

/** Whether what is drawn may be words: not if it is nothing, a rule or two, or a frame. */
export function maySpell({ drawings, rules, short }: Drawn): boolean {
  return drawings > rules + short || rules > mostRules || short > mostShort
}

/** Counts a path; one that only cuts off what is outside of it draws nothing. */
export function countPath(drawn: Drawn, args: readonly unknown[], matrix: Matrix, endPath: number | undefined): void {
  if (args[0] === endPath) return
  const data = (args[1] as unknown[] | undefined)?.[0]
  const pieces = ArrayBuffer.isView(data) ? straightPieces(data as Float32Array, matrix) : undefined
  if (!pieces) {
    drawn.drawings++
    return
  }
  drawn.drawings += pieces.length
  for (const length of pieces) {
    if (length >= ruleLength) drawn.rules++
    else drawn.short++
  }
}

/** The longer side of each line and rectangle; undefined where something else is drawn. Segments as pdf.js counts them: 0 move, 1 line, 4 close. */
function straightPieces(data: Float32Array, matrix: Matrix): number[] | undefined {
  const pieces: [number, number][][] = []
  for (let i = 0; i < data.length; ) {
    const kind = data[i]
    if (kind === 4) {
      i++
      continue
    }
    if (kind !== 0 && kind !== 1) return undefined
    const point = moved(data[i + 1]!, data[i + 2]!, matrix)
    if (kind === 0) pieces.push([point])
    else {
      const piece = pieces.at(-1)
      const before = piece?.at(-1)
      // A rectangle has four corners, and comes back to the first.
      if (!piece || !before || piece.length > 4 || !isUpright(before, point)) return undefined
      piece.push(point)
    }
    i += 3
  }
  return pieces.filter((piece) => piece.length > 1).map(longerSide)
}

function moved(x: number, y: number, [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: Matrix): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}

function isUpright(from: readonly number[], to: readonly number[]): boolean {
  return Math.abs(from[0]! - to[0]!) < 0.5 || Math.abs(from[1]! - to[1]!) < 0.5
}

function longerSide(piece: readonly (readonly number[])[]): number {
  const side = (axis: 0 | 1) => {
    const at = piece.map((point) => point[axis]!)
    return Math.max(...at) - Math.min(...at)
  }
  return Math.max(side(0), side(1))
}
