import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { ask, type DigestRing, digestedAt, kindsAt, putAt, slotBytes, slotCount } from './digest-ring.ts'

/** The thread beside one that streams long files: digests what comes through the ring until it is told to leave. */
const ring = workerData as DigestRing
const state = new Int32Array(ring.state)
const slots = Buffer.from(ring.slots)
let [input, output] = [createHash('sha256'), createHash('sha256')]
for (let at = 0, kind: number = ask.begin; kind !== ask.leave; at++) {
  Atomics.wait(state, putAt, at)
  const slot = at % slotCount
  kind = state[kindsAt + 2 * slot]!
  const bytes = slots.subarray(slot * slotBytes, slot * slotBytes + state[kindsAt + 2 * slot + 1]!)
  if (kind === ask.begin) [input, output] = [createHash('sha256'), createHash('sha256')]
  else if (kind === ask.end) Buffer.from(ring.result).set(Buffer.concat([input.digest(), output.digest()]))
  else if (kind !== ask.leave) {
    if (kind & ask.input) input.update(bytes)
    if (kind & ask.output) output.update(bytes)
  }
  Atomics.add(state, digestedAt, 1)
  Atomics.notify(state, digestedAt)
}
