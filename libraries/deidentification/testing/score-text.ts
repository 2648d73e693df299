import { createHash } from 'node:crypto'
import type { TextSpan } from '../src/text-span.ts'

const kinds: Record<string, string> = { n: 'name', c: 'cpr', a: 'address', t: 'phone', m: 'mail', i: 'number' }

export interface MarkedText {
  text: string
  spans: TextSpan[]
}

/** The plain text of a marked sentence and where its identifiers are; numbers filled in by the place of the sentence in the list. */
export function markedText(sentence: string, index: number): MarkedText {
  const bytes = createHash('sha256').update(`sentence ${index}`).digest()
  const two = (value: number) => String(value).padStart(2, '0')
  const date = `${two(1 + (bytes[0]! % 28))}${two(1 + (bytes[1]! % 12))}${two(30 + (bytes[2]! % 60))}`
  const serial = String(1000 + (bytes.readUInt16BE(3) % 8999))
  const filled = sentence
    .replaceAll('{c}', date + serial)
    .replaceAll('{C}', `${date}-${serial}`)
    .replaceAll('{r}', `${date}-AB${serial.slice(2)}`)
  const spans: TextSpan[] = []
  let text = ''
  for (const part of filled.split(/(<[a-z]>.*?<\/[a-z]>)/)) {
    const marked = /^<([a-z])>(.*)<\/\1>$/.exec(part)
    if (marked) spans.push({ start: text.length, end: text.length + marked[2]!.length, kind: kinds[marked[1]!]! })
    text += marked ? marked[2] : part
  }
  return { text, spans }
}

export interface TextScore {
  /** Of each kind: how many there are, and how many were found whole. */
  found: Record<string, { all: number; whole: number }>
  /** Words taken out, and those of them that were identifiers. */
  taken: { all: number; right: number }
  /** The same by what they were taken for. */
  takenAs: Record<string, { all: number; right: number }>
  missed: string[]
  wrong: string[]
}

/** Words are what is counted: a title or a comma beside a name decides nothing. */
export function scoreText(texts: readonly MarkedText[], find: (text: string) => TextSpan[]): TextScore {
  const score: TextScore = { found: {}, taken: { all: 0, right: 0 }, takenAs: {}, missed: [], wrong: [] }
  for (const { text, spans } of texts) {
    const taken = find(text)
    const words = Array.from(text.matchAll(/[\p{L}\p{N}@+]+/gu), (one) => ({
      start: one.index,
      end: one.index + one[0].length,
      text: one[0],
    }))
    const within = (word: { start: number; end: number }, list: readonly TextSpan[]) =>
      list.some((span) => word.start < span.end && word.end > span.start)
    for (const span of spans) {
      const one = (score.found[span.kind] ??= { all: 0, whole: 0 })
      one.all++
      const parts = words.filter((word) => within(word, [span]) && !title.test(word.text))
      if (parts.every((word) => within(word, taken))) one.whole++
      else score.missed.push(`${span.kind}: ${text.slice(span.start, span.end)} | ${text}`)
    }
    for (const word of words.filter((one) => within(one, taken))) {
      const right = within(word, spans)
      const as = (score.takenAs[taken.find((span) => within(word, [span]))!.kind] ??= { all: 0, right: 0 })
      for (const count of [score.taken, as]) {
        count.all++
        if (right) count.right++
      }
      if (!right) score.wrong.push(`${word.text} | ${text}`)
    }
  }
  return score
}

const title = /^(?:dr|prof|læge|overlæge|plejecenter|ved)$/i
