import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { writeFully } from './file-bytes.ts'
import { ask, doneAt, failedAt, putAt, type StreamRing, type StreamTask, slotAt } from './stream-ring.ts'

/** A thread beside one that streams long files: does its one task with each piece of the ring until it is told to leave. */
const { ring, task } = workerData as { ring: StreamRing; task: StreamTask }
const [state, slots, digests] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
const done = doneAt(task)
let [digest, file] = [createHash('sha256'), -1]

function write(bytes: Uint8Array): void {
  if (file < 0 || state[failedAt] !== 0) return
  try {
    writeFully(file, [bytes])
  } catch (error) {
    Atomics.store(state, failedAt, (error as { errno?: number }).errno ?? -1)
  }
}

for (let piece = 0, kind: number = ask.begin; kind !== ask.leave; piece++) {
  Atomics.wait(state, putAt, piece)
  const slot = slotAt(piece)
  kind = state[slot]!
  const [from, length] = [state[slot + 1]!, state[slot + 2]!]
  if (kind === ask.begin) [digest, file] = [createHash('sha256'), length]
  else if (kind === ask.end && task !== 'write') digests.set(digest.digest(), task === 'digest-input' ? 0 : 32)
  else if (kind & ask[task]) {
    const bytes = slots.subarray(from, from + length)
    if (task === 'write') write(bytes)
    else digest.update(bytes)
  }
  Atomics.add(state, done, 1)
  Atomics.notify(state, done)
}
