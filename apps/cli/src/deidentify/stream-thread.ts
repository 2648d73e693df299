import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { awaitPiece } from './await-piece.ts'
import { errorNumber, writeFully } from './file-bytes.ts'
import { ask, doneAt, failedAt, putAt, type StreamRing, type StreamTask, slotAt, wakeAt } from './stream-ring.ts'

/** A thread beside one that streams long files: does its one task with each piece of the ring until it is told to leave. */
const { ring, task } = workerData as { ring: StreamRing; task: StreamTask }
const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
const done = doneAt(task)
let [digest, file] = [createHash('sha256'), -1]

/** What goes wrong here would else be silence: the other thread waits, and sees no event. */
function tried(work: () => void): void {
  try {
    work()
  } catch (error) {
    Atomics.store(state, failedAt, errorNumber(error))
  }
}

function take(kind: number, from: number, length: number): void {
  const bytes = slots.subarray(from, from + length)
  if (kind === ask.begin) [digest, file] = [createHash('sha256'), length]
  else if (kind === ask.end && task !== 'write') digests.set(digest.digest(), task === 'digest-input' ? 0 : 32)
  else if ((kind & ask[task]) === 0) return
  else if (task !== 'write') digest.update(bytes)
  else if (file >= 0 && state[failedAt] === 0) writeFully(file, [bytes])
}

for (let piece = 0, kind: number = ask.begin; kind !== ask.leave; piece++) {
  awaitPiece(state, putAt, piece)
  const slot = slotAt(piece)
  kind = state[slot]!
  tried(() => take(kind, state[slot + 1]!, state[slot + 2]!))
  const left = Atomics.load(state, putAt) - Atomics.add(state, done, 1) - 1
  if (left <= wakeAt) Atomics.notify(state, done)
}
