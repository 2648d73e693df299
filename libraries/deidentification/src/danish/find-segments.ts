import type { TextSpan } from '../text-span.ts'

/** One segment of HL7 v2 in a text, at the beginning of a line. */
const segment =
  /(?<=^|[\r\n\v]|\\X0D\\|\\\.br\\|<CR>)\s*(MSH|EVN|PID|PD1|MRG|NK1|PV1|PV2|GT1|IN1|ORC|OBR|OBX|TXA|SCH|ROL|STF)\|[^\r\n]*/g

/** Fields that say who, where or which order, by HL7 v2.5; field 1 of MSH is its separator. `all`: nothing of the segment is for research. */
const identifying: Readonly<Record<string, readonly number[] | 'all'>> = {
  MSH: [3, 4, 5, 6, 8, 10],
  EVN: [5, 7],
  PID: [2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 18, 19, 20, 21, 23, 28],
  PD1: 'all',
  MRG: 'all',
  NK1: [2, 4, 5, 6, 10, 12, 13, 16, 26, 30, 31, 32, 33],
  PV1: [3, 5, 6, 7, 8, 9, 11, 17, 19, 39, 40, 42, 43, 50, 52],
  PV2: [13, 23],
  GT1: 'all',
  IN1: 'all',
  ORC: [2, 3, 4, 8, 10, 11, 12, 13, 14, 17, 18, 19, 21, 22, 23, 24],
  OBR: [2, 3, 10, 16, 17, 18, 19, 20, 21, 28, 29, 32, 33, 34, 35],
  OBX: [15, 16, 18, 23, 24, 25],
  TXA: [5, 9, 10, 11, 12, 13, 14, 15, 22, 23],
  SCH: [1, 2, 3, 4, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21],
  ROL: [1, 4, 11, 12],
  STF: 'all',
}

/** Fields of HL7 v2 messages that somebody pasted: names, numbers, addresses and places by where they stand, whatever they look like. */
export function findSegments(text: string): TextSpan[] {
  if (!text.includes('|') || !/[A-Z]{2}[A-Z\d]\|/.test(text)) return []
  const spans: TextSpan[] = []
  for (const found of text.matchAll(segment)) {
    const name = found[1]!
    const named = identifying[name]!
    let at = found.index + found[0].indexOf(name) + name.length + 1
    let field = name === 'MSH' ? 2 : 1
    for (const value of found[0].slice(at - found.index).split('|')) {
      if (value.trim() !== '' && value !== '""' && (named === 'all' || named.includes(field)))
        spans.push({ start: at, end: at + value.length, kind: 'number' })
      at += value.length + 1
      field++
    }
  }
  return spans
}
