/** A run of text, and whether the other side has it too. */
export interface Piece {
  text: string
  same: boolean
}

/** Longer texts are compared by their common beginning and end alone. */
const mostWords = 600

/**
 * Two texts cut into runs that both have and runs that one has alone, by the longest common subsequence of their words. The pieces of a
 * side put together are its text.
 */
export function differingPieces(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [one, other] = [words(before), words(after)]
  if (one.length > mostWords || other.length > mostWords) return byEnds(before, after)
  const common = longestCommon(one, other)
  return { before: cut(one, common.before), after: cut(other, common.after) }
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? []
}

function longestCommon(one: readonly string[], other: readonly string[]): { before: Set<number>; after: Set<number> } {
  const width = other.length + 1
  const lengths = new Uint16Array((one.length + 1) * width)
  for (let i = one.length - 1; i >= 0; i--)
    for (let k = other.length - 1; k >= 0; k--)
      lengths[i * width + k] =
        one[i] === other[k]
          ? (lengths[(i + 1) * width + k + 1] as number) + 1
          : Math.max(lengths[(i + 1) * width + k] as number, lengths[i * width + k + 1] as number)
  const common = { before: new Set<number>(), after: new Set<number>() }
  for (let i = 0, k = 0; i < one.length && k < other.length; )
    if (one[i] === other[k]) {
      common.before.add(i++)
      common.after.add(k++)
    } else if ((lengths[(i + 1) * width + k] as number) >= (lengths[i * width + k + 1] as number)) i++
    else k++
  return common
}

function cut(parts: readonly string[], common: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = []
  for (const [n, text] of parts.entries()) {
    const last = pieces.at(-1)
    if (last && last.same === common.has(n)) last.text += text
    else pieces.push({ text, same: common.has(n) })
  }
  return pieces
}

function byEnds(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const side = (text: string) =>
    [
      { text: text.slice(0, head), same: true },
      { text: text.slice(head, text.length - tail), same: false },
      { text: text.slice(text.length - tail), same: true },
    ].filter((piece) => piece.text !== '')
  return { before: side(before), after: side(after) }
}
