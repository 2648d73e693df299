import type { TextSpan } from '../text-span.ts'

/** A line shorter than this ends because its writer ended it. */
const wrapped = 36
/** Rows of a table, or of a program. */
const row = /[|\t;={}<>]/
/** A list, a label or a table goes on with a line of its own. */
const ownLine = /^(?:[-*•–>|]|\d{1,2}[.)]\s|[\p{L}][\p{L} ./-]{0,30}:)/u
/** A sentence ends the line; behind what is shortened it goes on: "Dr." / "Holm". */
const sentenceEnds =
  /(?<!(?<!\p{L})(?:dr|prof|hr|fr|frk|alm|gl|kgs|skt|sct|st|sdr|ndr|nr|store|spl|sygepl|ovl|overl|tlf|tel|mob|lok|ca|d|afd|amb|vedr|fru|adr|reg))\.$|[:;!?|]$/iu

/** Whether a line goes on with the next: `full` says that it is as long as lines get. */
export function wasWrapped(said: string, next: string, full: boolean): boolean {
  return full && next !== '' && !row.test(said + next) && !sentenceEnds.test(said) && !ownLine.test(next)
}

/** The text with its wrapped lines made one, and where each character stood; nothing where no line is wrapped. */
function unwrapped(text: string): { flat: string; at: number[]; joints: number[] } | undefined {
  const lines = text.split('\n')
  const joins = lines.map((line, i) => {
    const said = line.trim()
    return wasWrapped(said, lines[i + 1]?.trim() ?? '', said.length >= wrapped)
  })
  if (!joins.includes(true)) return undefined
  let flat = ''
  const at: number[] = []
  const joints: number[] = []
  let start = 0
  let joined = false
  lines.forEach((line, i) => {
    const from = joined ? line.length - line.trimStart().length : 0
    joined = joins[i]!
    const to = joined ? line.trimEnd().length : line.length
    for (let j = from; j < to; j++) at.push(start + j)
    flat += line.slice(from, to)
    if (i < lines.length - 1) {
      at.push(start + to)
      flat += joined ? ' ' : '\n'
      if (joined) joints.push(start + to)
    }
    start += line.length + 1
  })
  at.push(text.length)
  return { flat, at, joints }
}

/** What is cut by the end of a line that was wrapped, where the writer had a blank: a telephone, a name of two words, an address. */
export function findOverLines(text: string, find: (text: string) => readonly TextSpan[]): TextSpan[] {
  if (!text.includes('\n')) return []
  const one = unwrapped(text)
  if (!one) return []
  return find(one.flat)
    .map((span) => ({ ...span, start: one.at[span.start]!, end: one.at[span.end - 1]! + 1 }))
    .filter(({ start, end }) => crosses(one.joints, start, end))
}

/** Whether a joint lies within; they stand in order. */
function crosses(joints: readonly number[], start: number, end: number): boolean {
  let [low, high] = [0, joints.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (joints[middle]! < start) low = middle + 1
    else high = middle
  }
  return low < joints.length && joints[low]! < end
}
