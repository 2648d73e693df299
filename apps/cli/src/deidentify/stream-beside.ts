import { Worker } from 'node:worker_threads'
import { roomBytes, type StreamSink } from '@clic/deidentification'
import { writeError } from './file-bytes.ts'
import { ask, doneAt, failedAt, makeStreamRing, putAt, slotAt, slotCount, tasks, wakeAt } from './stream-ring.ts'
import { threadFile } from './thread-file.ts'

/** So long another thread may be silent before the file fails. */
const patienceMs = 60_000

/** Threads that digest and write long files while this one reads and searches them. */
export interface StreamBeside {
  /** For one file after the other; `file`: the number of the open file that is written to, none on a dry run. */
  sink(file: number | undefined): StreamSink & {
    /** Waits until nothing of the file is left to be done, so that it may be closed. False when a thread is silent. */
    rest(): boolean
  }
  close(): void
}

/** `digested`: false for measuring alone. Two digests of every byte cost more than reading, searching and writing it. */
export function streamBeside(digested = true): StreamBeside {
  const ring = makeStreamRing()
  const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
  const used = tasks.filter((task) => digested || task === 'write')
  for (const task of used) {
    const thread = new Worker(threadFile('stream-thread', import.meta.url), { workerData: { ring, task } })
    // A run that breaks off does not wait for it; its silence is what is noticed.
    thread.unref()
    thread.on('error', () => undefined)
  }
  /** Waits until at most `left` pieces, `wakeAt` or fewer, are with another thread, where more than `most` are. */
  const wait = (left: number, most = left) => {
    for (const task of used) {
      if (state[putAt]! - Atomics.load(state, doneAt(task)) <= most) continue
      for (;;) {
        const done = Atomics.load(state, doneAt(task))
        if (state[putAt]! - done <= left) break
        if (Atomics.wait(state, doneAt(task), done, patienceMs) === 'timed-out')
          throw new Error('a thread that digests or writes is silent')
      }
    }
  }
  const send = (kind: number, from = 0, length = 0) => {
    const slot = slotAt(state[putAt]!)
    state[slot] = kind
    state[slot + 1] = from
    state[slot + 2] = length
    Atomics.add(state, putAt, 1)
    Atomics.notify(state, putAt)
  }
  const startOf = (piece: number) => (piece % slotCount) * roomBytes
  const room = () => {
    wait(wakeAt, slotCount - 1)
    const start = startOf(state[putAt]!)
    return slots.subarray(start, start + roomBytes)
  }
  const copied = (kind: number, bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length; at += roomBytes) {
      const piece = bytes.subarray(at, at + roomBytes)
      room().set(piece)
      send(kind, startOf(state[putAt]!), piece.length)
    }
  }
  const [took, put] = [ask['digest-input'], ask['digest-output'] | ask.write]
  return {
    sink(file) {
      room()
      Atomics.store(state, failedAt, 0)
      send(ask.begin, 0, file ?? -1)
      return {
        room,
        took: (bytes) => (digested ? copied(took, bytes) : undefined),
        put: (bytes) => copied(put, bytes),
        pass(bytes) {
          if (bytes.buffer === ring.slots) send(took | put, bytes.byteOffset, bytes.length)
          else copied(took | put, bytes)
        },
        end() {
          room()
          send(ask.end)
          wait(0)
          const failed = Atomics.load(state, failedAt)
          if (failed !== 0) throw writeError(failed)
          const hex = digested ? digests.toString('hex') : ''
          return { input: hex.slice(0, 64), output: hex.slice(64) }
        },
        rest() {
          try {
            wait(0)
            return true
          } catch {
            return false
          }
        },
      }
    },
    close() {
      room()
      send(ask.leave)
    },
  }
}
