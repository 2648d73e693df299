import type { Worker } from 'node:worker_threads'
import { type IdentitySweep, type RewrittenObject, type SeenOutput, scanHeaderOf } from '@clic/deidentification'
import * as at from './check-ring.ts'
import { writeError } from './file-bytes.ts'
import type { FileRow } from './file-row.ts'

/** So long the other thread may be silent before the run fails. */
const patienceMs = 60_000

/** Search, digests and writing of rewritten files in a thread beside this one. */
export interface ChecksBeside {
  /** Where the next file may be read to; undefined while the other thread has enough to do, and this one checks its file itself. */
  room(): Buffer | undefined
  /**
   * Puts a file that was read into that room, or whose `unread` bytes the other thread has to read. False when it cannot be put: its output is in
   * too many parts. `judge` is asked later.
   */
  put(input: Uint8Array, rewritten: RewrittenObject, judge: Judge, unread?: Unread): boolean
  /** What was judged since; of what has to be looked at the row is still to come. `all`: waits for all that were put. */
  settled(all?: 'all'): (FileRow | Promise<FileRow>)[]
  end(): void
}

/** What of an input was not read here: the other thread reads it itself, and sees that the rest is what was rewritten. */
export interface Unread {
  path: string
  from: number
  to: number
}

const unseen: SeenOutput['residual'] = { scannedBytes: 0, certain: 0, possible: 0 }

/** `part`: where the output stands, or the error that writing it gave; undefined on a dry run. After a find nothing was written. */
type Judge = (seen: SeenOutput, part: string | Error | undefined) => FileRow | Promise<FileRow>

export function checksBeside(thread: Worker, ring: at.CheckRing): ChecksBeside {
  const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
  const searches = new Map<IdentitySweep, number>()
  let searchCount = 0
  const waiting: { judge: Judge; header: SeenOutput['residual'] }[] = []
  let judged = 0
  /** Path and read bytes of an input that the other thread reads; how many bytes they are, undefined where there is not so much room. */
  const putSeen = (own: number, input: Uint8Array, { path, from, to }: Unread): number | undefined => {
    const name = Buffer.byteLength(path)
    const end = name + from + input.length - to
    if (end > at.ownBytes) return undefined
    slots.write(path, own)
    slots.set(input.subarray(0, from), own + name)
    slots.set(input.subarray(to), own + name + from)
    return end
  }
  const searchOf = (sweep: IdentitySweep) => {
    const known = searches.get(sweep)
    if (known !== undefined) return known
    thread.postMessage(sweep.longNeedles)
    const [oldest] = searches.keys()
    if (oldest && searches.size >= at.mostSearches) searches.delete(oldest)
    searches.set(sweep, searchCount)
    return searchCount++
  }
  const send = () => {
    Atomics.add(state, at.putAt, 1)
    Atomics.notify(state, at.putAt)
  }
  const judgeNext = (): ReturnType<Judge> => {
    const { judge, header } = waiting.shift()!
    const hex = digests.toString('hex', (judged % at.slotCount) * 64, (judged % at.slotCount) * 64 + 64)
    const slot = at.slotAt(judged)
    const [certain, problem] = [header.certain + state[slot + at.certainAt]!, state[slot + at.problemAt]!]
    const written = ring.parts === undefined ? undefined : at.checkedPart(ring.parts, judged)
    const part = problem === 0 ? written : writeError(problem)
    judged++
    const drawn = state[slot + at.drawnAt] !== 0
    const residual = { ...header, certain }
    return judge({ inputSha256: hex.slice(0, 64), outputSha256: hex.slice(64), residual, drawn }, part)
  }
  return {
    room() {
      const file = state[at.putAt]!
      if (file - judged >= at.slotCount) return undefined
      return slots.subarray(at.inputOfSlot(file), at.inputOfSlot(file) + at.longestChecked)
    },
    put(input, { parts, headerBytes, sweep, slice }, judge, unread) {
      if (parts.length > at.mostParts) return false
      const file = state[at.putAt]!
      const [slot, own] = [at.slotAt(file), at.ownOfSlot(file)]
      let used = unread ? putSeen(own, input, unread) : 0
      if (used === undefined) return false
      for (const [i, part] of parts.entries()) {
        const isInput = part.buffer === input.buffer
        if (!isInput && used + part.length > at.ownBytes) return false
        if (!isInput) slots.set(part, own + used)
        state[slot + at.firstPartAt + 2 * i] = isInput ? part.byteOffset - input.byteOffset : -1 - used
        state[slot + at.firstPartAt + 2 * i + 1] = part.length
        if (!isInput) used += part.length
      }
      state[slot + at.pathAt] = unread ? Buffer.byteLength(unread.path) : 0
      state[slot + at.fromAt] = unread?.from ?? 0
      state[slot + at.toAt] = unread?.to ?? 0
      state[slot + at.inputAt] = input.length
      state[slot + at.headerAt] = headerBytes
      state[slot + at.partsAt] = parts.length
      state[slot + at.rowsAt] = slice?.rows ?? 0
      state[slot + at.columnsAt] = slice?.columns ?? 0
      state[slot + at.framesAt] = slice?.frames ?? 0
      state[slot + at.signedAt] = slice?.signed ? 1 : 0
      state[slot + at.searchAt] = searchOf(sweep)
      send()
      waiting.push({ judge, header: ring.unchecked ? unseen : scanHeaderOf(parts, headerBytes, sweep) })
      return true
    },
    settled(all) {
      const rows: ReturnType<Judge>[] = []
      for (;;) {
        const checked = Atomics.load(state, at.checkedAt)
        while (judged < checked) rows.push(judgeNext())
        if (all === undefined || waiting.length === 0) return rows
        if (Atomics.wait(state, at.checkedAt, checked, patienceMs) === 'timed-out')
          throw new Error('the thread that digests is silent')
      }
    },
    end() {
      state[at.slotAt(state[at.putAt]!) + at.searchAt] = at.leave
      send()
    },
  }
}
