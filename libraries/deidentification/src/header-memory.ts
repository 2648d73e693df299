import { isPrivate } from '@clic/dicom'
import type { AddedElement } from './rewrite-elements.ts'
import { count, type Place, type RewriteJob } from './rewrite-job.ts'
import { sameBytes, viewOf } from './same-bytes.ts'

/**
 * What became of the headers of series met before, by Series Instance UID. The slices of a series repeat most of their elements byte for byte;
 * under the same terms the same bytes become the same. Memory, not meaning: the output is the same without it.
 */
export type HeaderMemory = Map<string, RememberedHeader | 'met'>

interface RememberedHeader {
  under: Terms
  /** Bytes of the elements, as they were and as they became. */
  input: DataView
  output: Uint8Array
  elements: RememberedElement[]
  /** By rule: how often it acted before each element, and at the end. */
  acted: ReadonlyMap<string, Uint32Array>
}

/** All that decides on what becomes of an element beside its bytes, as far as it is the same for a whole header. */
interface Terms {
  prepared: unknown
  subject: unknown
  sweep: unknown
  dates: string
  /** Encoding, and which elements are added. */
  form: string
}

interface RememberedElement {
  tag: number
  /** Where it stands in `input`, and what became of it in `output`, added elements before it included. */
  start: number
  end: number
  from: number
  to: number
  /** Added elements not yet written before it and after it. */
  waitingBefore: number
  waitingAfter: number
  charset: string
  /** Private creators up to it; a creator names itself here, so that it is read anew each time. */
  creators: string
  rules: readonly (readonly [string, number])[]
  /** What became of its free texts. */
  texts: readonly string[]
}

/** What a header's element depends on at its place. */
export interface AtPlace {
  here: Place
  charset: string
  creators: string
  waiting: AddedElement[]
}

const mostSeries = 8
const mostBytes = 1 << 18
/** It says how the others are read, and is rewritten each time. */
const characterSetTag = 0x00080005
const pixelGroup = 0x7fe00000

/** Takes over what is the same as in a header of this series, or notes what becomes of it. One for each header. */
export class HeaderRecall {
  private readonly memory: HeaderMemory
  private readonly series: string
  private readonly job: RewriteJob
  private readonly under: Terms
  private readonly begin: number
  private readonly body: DataView
  private readonly found: RememberedHeader | undefined
  private readonly notes: RememberedElement[] | undefined
  private next = 0
  /** How far apart what was compared stands in both, and up to where it is the same. */
  private readonly same = { apart: 0, to: 0 }
  private reused = 0
  private plain = true
  private opened = { start: 0, from: 0, waiting: 0, cuts: 0, named: 0, texts: 0 }

  constructor(memory: HeaderMemory, series: string, form: string, job: RewriteJob, begin: number) {
    this.memory = memory
    this.series = series
    this.job = job
    this.begin = begin
    this.body = viewOf(job.body)
    this.under = {
      prepared: job.prepared,
      subject: job.subject,
      sweep: job.terms.sweep,
      dates: job.ownDates.join(),
      form,
    }
    const met = memory.get(series)
    if (met !== undefined && met !== 'met' && sameTerms(met.under, this.under)) this.found = met
    // A series of one object is not worth a note.
    else if (met !== undefined) this.notes = []
  }

  /** Writes what became of the elements from `position` on that are known; the first byte after them. */
  reuse(position: number, end: number, tag: number, at: AtPlace): number {
    const { found, job } = this
    if (!found || !isPlain(at.here)) return position
    const { elements } = found
    while (this.next < elements.length && elements[this.next]!.tag < tag) this.next++
    const first = elements[this.next]
    if (first?.tag !== tag) return position
    const sameTo = this.sameUpTo(found, position, first.start, end)
    let index = this.next
    for (; index < elements.length; index++) {
      const one = elements[index]!
      if (one.end > sameTo || !fits(one, elements[index - 1], index > this.next, at)) break
      while (at.waiting.length > one.waitingAfter) at.waiting.shift()
      for (const text of one.texts) job.texts.push(text)
    }
    if (index === this.next) return position
    for (const [rule, acted] of found.acted) {
      const times = acted[index]! - acted[this.next]!
      if (times > 0) count(job, rule, times)
    }
    const last = elements[index - 1]!
    job.sink.copy(found.output, first.from, last.to)
    this.next = index
    this.reused += last.end - first.start
    return position + last.end - first.start
  }

  /** Up to where the remembered bytes are those from `position` on. Compared once: many a run ends before they differ. */
  private sameUpTo({ input }: RememberedHeader, position: number, start: number, end: number): number {
    const { same } = this
    if (position - start !== same.apart || start >= same.to) {
      same.apart = position - start
      const most = Math.min(end - position, input.byteLength - start)
      same.to = start + sameBytes(this.body, position, input, start, most)
    }
    return same.to
  }

  /** Before an element that is not known, and before what is added in front of it. */
  open(position: number, here: Place, waiting: number): void {
    if (!this.notes) return
    this.plain = isPlain(here)
    this.job.noted = []
    const { sink, named, texts } = this.job
    const [from, cuts] = [sink.copied, sink.cutCount]
    this.opened = { start: position, from, waiting, cuts, named: named.length, texts: texts.length }
  }

  /** After it. */
  close(position: number, tag: number, at: Omit<AtPlace, 'waiting'>, waiting: number): void {
    const { notes, job, opened } = this
    if (!notes) return
    const rules = job.noted ?? []
    job.noted = undefined
    // What is long is pointed at, not copied; what decides on others has to be read.
    if (job.sink.cutCount !== opened.cuts || !this.plain || !isPlain(at.here)) return
    // Whom it names is looked for in the others.
    if (job.named.length > opened.named) return
    if (tag === characterSetTag || tag >= pixelGroup) return
    const [start, end] = [opened.start - this.begin, position - this.begin]
    const [from, to] = [opened.from, job.sink.copied]
    const { charset, creators } = at
    notes.push({
      tag,
      start,
      end,
      from,
      to,
      waitingBefore: opened.waiting,
      waitingAfter: waiting,
      charset,
      creators,
      rules,
      texts: job.texts.slice(opened.texts),
    })
  }

  /** At the end of a header that was rewritten whole. */
  keep(headerEnd: number): void {
    const { memory, series, found, notes } = this
    const size = headerEnd - this.begin
    if (found && this.reused < size / 2) memory.set(series, 'met')
    if (memory.size >= mostSeries && !memory.has(series)) memory.clear()
    if (!found && !notes) memory.set(series, 'met')
    if (!notes || size > mostBytes) return
    const input = viewOf(Uint8Array.prototype.slice.call(this.job.body, this.begin, headerEnd))
    const output = Uint8Array.from(this.job.sink.bytes())
    memory.set(series, { under: this.under, input, output, elements: notes, acted: actedBefore(notes) })
  }
}

function actedBefore(elements: readonly RememberedElement[]): Map<string, Uint32Array> {
  const acted = new Map<string, Uint32Array>()
  for (const [index, { rules }] of elements.entries())
    for (const [rule, times] of rules) {
      const sums = acted.get(rule) ?? new Uint32Array(elements.length + 1)
      acted.set(rule, sums)
      for (let after = index + 1; after <= elements.length; after++) sums[after]! += times
    }
  return acted
}

function fits(one: RememberedElement, before: RememberedElement | undefined, follows: boolean, at: AtPlace): boolean {
  if (follows && (before!.end !== one.start || before!.to !== one.from)) return false
  return (
    one.waitingBefore === at.waiting.length &&
    one.charset === at.charset &&
    (!isPrivate(one.tag) || one.creators === at.creators)
  )
}

/** No element before says anything of those that follow. */
function isPlain(here: Place): boolean {
  for (const key in here) if (key !== 'depth' && key !== 'text' && here[key as keyof Place]) return false
  return true
}

function sameTerms(a: Terms, b: Terms): boolean {
  return (
    a.prepared === b.prepared &&
    a.subject === b.subject &&
    a.sweep === b.sweep &&
    a.dates === b.dates &&
    a.form === b.form
  )
}
