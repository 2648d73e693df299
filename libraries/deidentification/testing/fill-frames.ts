import { createHash } from 'node:crypto'
import type { MarkedText } from './score-text.ts'

/** Values of a hand that had not seen the lists of the finder. */
export interface FrameValues {
  names: Record<string, readonly { given: string; family: string }[]>
  streets: readonly string[]
  towns: readonly string[]
}

/** What a slot of a frame becomes: its kind, and its value for one drawing of chance. */
type Slot = (draw: (most: number) => number, values: FrameValues, people: string) => string

const person = (draw: (most: number) => number, values: FrameValues, people: string) => {
  const all = values.names[people] ?? []
  return { given: all[draw(all.length)]!.given, family: all[draw(all.length)]!.family }
}
const named =
  (write: (one: { given: string; family: string }) => string): Slot =>
  (draw, values, people) =>
    write(person(draw, values, people))
const drawn =
  (list: 'streets' | 'towns'): Slot =>
  (draw, values) =>
    values[list][draw(values[list].length)]!

const slots: Readonly<Record<string, { kind: string; fill: Slot }>> = {
  n: { kind: 'name', fill: named(({ given, family }) => `${given} ${family}`) },
  g: { kind: 'name', fill: named(({ given }) => given) },
  f: { kind: 'name', fill: named(({ family }) => family) },
  fg: { kind: 'name', fill: named(({ given, family }) => `${family}, ${given}`) },
  N: { kind: 'name', fill: named(({ given, family }) => `${given} ${family}`.toLocaleUpperCase('da')) },
  gi: { kind: 'name', fill: named(({ given, family }) => `${given} ${family[0]}.`) },
  if: { kind: 'name', fill: named(({ given, family }) => `${given[0]}. ${family}`) },
  gen: { kind: 'name', fill: named(({ given, family }) => `${given} ${family}${/[sxz]$/.test(family) ? "'" : 's'}`) },
  c: { kind: 'cpr', fill: (draw) => cprNumber(draw) },
  a: { kind: 'address', fill: drawn('streets') },
  p: { kind: 'address', fill: drawn('towns') },
  t: { kind: 'phone', fill: (draw) => telephone(draw) },
  m: { kind: 'mail', fill: (draw, values, people) => mailOf(person(draw, values, people), draw) },
  j: { kind: 'number', fill: (draw) => localNumber(draw) },
}

/** A frame with its slots filled and where they are; the same for the same frame, values and `turn`. `people`: whose names. */
export function fillFrame(frame: string, values: FrameValues, people: string, turn: number): MarkedText {
  const spans: MarkedText['spans'] = []
  let text = ''
  for (const [at, part] of frame.split(/(\{\w+\})/).entries()) {
    const slot = /^\{\w+\}$/.test(part) ? slots[part.slice(1, -1)] : undefined
    if (!slot && /^\{\w+\}$/.test(part)) throw new Error(`no slot is called ${part}`)
    const filled = slot ? slot.fill(chance(`${frame} ${turn} ${at} ${people}`), values, people) : part
    if (slot) spans.push({ start: text.length, end: text.length + filled.length, kind: slot.kind })
    text += filled
  }
  return { text, spans }
}

/** Draws numbers below `most`, in an order that the seed decides. */
function chance(seed: string): (most: number) => number {
  let count = 0
  return (most) => createHash('sha256').update(`${seed} ${count++}`).digest().readUInt32BE(0) % most
}

/** Any way of writing it; half of the numbers given out today do not satisfy the sum modulo 11, so nothing is made to. */
function cprNumber(draw: (most: number) => number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = two(1 + draw(28)) + two(1 + draw(12)) + two(draw(100))
  return date + ['', '-', '-', ' '][draw(4)]! + String(draw(10_000)).padStart(4, '0')
}

/** Eight digits, the first no 0 and no 1, as they are written in Denmark. */
function telephone(draw: (most: number) => number): string {
  const digits = `${2 + draw(8)}${String(draw(10_000_000)).padStart(7, '0')}`
  const [pairs, fours] = [digits.match(/../g)!.join(' '), `${digits.slice(0, 4)} ${digits.slice(4)}`]
  return [pairs, pairs, pairs, digits, digits, fours, `+45 ${pairs}`, `+45${digits}`][draw(8)]!
}

function mailOf({ given, family }: { given: string; family: string }, draw: (most: number) => number): string {
  const [first, last] = [given, family].map((name) =>
    name.toLowerCase().replace(/[^a-z]/g, (letter) => ({ æ: 'ae', ø: 'oe', å: 'aa' })[letter] ?? ''),
  )
  const host = ['mail', 'post', 'klinik', 'skole'][draw(4)]!
  return `${[`${first}.${last}`, `${first}${10 + draw(89)}`, `${first![0]}_${last}`][draw(3)]}@${host}.example`
}

function localNumber(draw: (most: number) => number): string {
  const digits = (count: number) => Array.from({ length: count }, () => draw(10)).join('')
  const forms = [
    () => `J-${digits(5)}`,
    () => `A${digits(7)}`,
    () => `20${10 + draw(16)}-${digits(6)}`,
    () => `RH${digits(8)}`,
    () => digits(7),
    () => `${digits(4)}/${digits(4)}`,
  ]
  return forms[draw(forms.length)]!()
}
