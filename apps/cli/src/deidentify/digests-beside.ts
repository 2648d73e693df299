import { Worker } from 'node:worker_threads'
import type { StreamDigests } from '@clic/deidentification'
import { ask, digestedAt, kindsAt, makeRing, putAt, slotBytes, slotCount } from './digest-ring.ts'
import { threadFile } from './thread-file.ts'

/** So long the other thread may be silent before the file fails. */
const patienceMs = 60_000

/** Digests in a thread beside this one: two of every byte cost more than reading, searching and writing it. */
export function digestsBeside(): StreamDigests & { close(): void } {
  const ring = makeRing()
  const thread = new Worker(threadFile('digest-thread', import.meta.url), { workerData: ring })
  // A run that breaks off does not wait for it; its silence is what is noticed.
  thread.unref()
  thread.on('error', () => undefined)
  const state = new Int32Array(ring.state)
  const slots = Buffer.from(ring.slots)
  /** Waits until at most `left` pieces are not digested. */
  const wait = (left: number) => {
    for (;;) {
      const digested = Atomics.load(state, digestedAt)
      if (state[putAt]! - digested <= left) return
      if (Atomics.wait(state, digestedAt, digested, patienceMs) === 'timed-out')
        throw new Error('the thread that digests is silent')
    }
  }
  const put = (kind: number, bytes: Uint8Array = new Uint8Array()) => {
    let from = 0
    do {
      wait(slotCount - 1)
      const slot = state[putAt]! % slotCount
      const piece = bytes.subarray(from, from + slotBytes)
      slots.set(piece, slot * slotBytes)
      state[kindsAt + 2 * slot] = kind
      state[kindsAt + 2 * slot + 1] = piece.length
      Atomics.add(state, putAt, 1)
      Atomics.notify(state, putAt)
      from += slotBytes
    } while (from < bytes.length)
  }
  return {
    begin: () => put(ask.begin),
    input: (bytes) => put(ask.input, bytes),
    output: (bytes) => put(ask.output, bytes),
    both: (bytes) => put(ask.input | ask.output, bytes),
    end() {
      put(ask.end)
      wait(0)
      const hex = Buffer.from(Buffer.from(ring.result)).toString('hex')
      return { input: hex.slice(0, 64), output: hex.slice(64) }
    },
    close: () => put(ask.leave),
  }
}
