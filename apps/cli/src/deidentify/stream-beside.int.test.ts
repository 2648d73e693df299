import { createHash, randomBytes } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { roomBytes } from '@clic/deidentification'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wakeForNothing } from '../../../../testing/woken-thread.ts'
import { type StreamBeside, streamBeside } from './stream-beside.ts'
import { ask, doneAt, makeStreamRing, putAt, slotAt, slotCount } from './stream-ring.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-stream-beside-'))
const [head, newHead] = [randomBytes(1000), randomBytes(900)]
const pixels = Array.from({ length: 3 * slotCount }, () => randomBytes(roomBytes - 7))
const tail = randomBytes(2 * roomBytes + 1)
const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex')
const digests = { input: sha256(head, ...pixels, tail), output: sha256(newHead, ...pixels, tail) }
let beside: StreamBeside
beforeAll(() => {
  beside = streamBeside()
})
afterAll(() => {
  beside.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One file through the threads; pieces are read into the rooms, a tail is lent. */
function through(sink: ReturnType<StreamBeside['sink']>) {
  sink.put(newHead)
  sink.took(head)
  for (const piece of pixels) {
    const room = sink.room().subarray(7)
    piece.copy(room)
    sink.pass(room.subarray(0, piece.length))
  }
  const lent = Buffer.from(tail)
  sink.pass(lent)
  // The caller's again: what is done to it now is no longer seen.
  lent.fill(0)
  return sink.end()
}

describe('threads that digest and write what this one reads', () => {
  it('write every byte in its place and give the digests of what was read and written, file after file', () => {
    for (const name of ['first', 'second']) {
      const file = openSync(join(folder, name), 'w')
      const sink = beside.sink(file)
      expect(through(sink)).toEqual(digests)
      expect(sink.rest()).toBe(true)
      closeSync(file)
      expect(sha256(readFileSync(join(folder, name)))).toBe(digests.output)
    }
  })

  it('write nothing on a dry run and give the same digests', () => {
    expect(through(beside.sink(undefined))).toEqual(digests)
  })

  it('are done with a file that is broken off before it may be closed, and the next one is whole', () => {
    const broken = openSync(join(folder, 'broken'), 'w')
    const sink = beside.sink(broken)
    for (const piece of pixels) sink.pass(piece)
    expect(sink.rest()).toBe(true)
    closeSync(broken)
    expect(readFileSync(join(folder, 'broken')).equals(Buffer.concat(pixels))).toBe(true)
    const file = openSync(join(folder, 'after'), 'w')
    expect(through(beside.sink(file))).toEqual(digests)
    closeSync(file)
    expect(sha256(readFileSync(join(folder, 'after')))).toBe(digests.output)
  })

  it('say that a disk is full as the file system says it, and the next file is not taken for it', () => {
    const full = openSync('/dev/full', 'w')
    const sink = beside.sink(full)
    expect(() => through(sink)).toThrow(expect.objectContaining({ code: 'ENOSPC' }))
    expect(sink.rest()).toBe(true)
    closeSync(full)
    expect(through(beside.sink(undefined))).toEqual(digests)
  })

  it('give no digests where none are asked for', () => {
    const unchecked = streamBeside(false)
    const file = openSync(join(folder, 'unchecked'), 'w')
    expect(through(unchecked.sink(file))).toEqual({ input: '', output: '' })
    closeSync(file)
    expect(sha256(readFileSync(join(folder, 'unchecked')))).toBe(digests.output)
    unchecked.close()
  })

  it('take a wake-up without a piece for nothing', async () => {
    const ring = makeStreamRing()
    const [state, slots, sums] = [new Int32Array(ring.state), Buffer.from(ring.slots), Buffer.from(ring.digests)]
    const thread = new Worker(new URL('./stream-thread.ts', import.meta.url), {
      workerData: { ring, task: 'digest-input' },
    })
    const done = doneAt('digest-input')
    const send = (kind: number, length = 0) => {
      const piece = state[putAt]!
      state.set([kind, 0, length], slotAt(piece))
      Atomics.add(state, putAt, 1)
      Atomics.notify(state, putAt)
      for (;;) {
        const before = Atomics.load(state, done)
        if (before > piece) break
        expect(Atomics.wait(state, done, before, 20_000)).not.toBe('timed-out')
      }
      wakeForNothing(state, putAt)
      expect(Atomics.load(state, done)).toBe(piece + 1)
    }
    const bytes = randomBytes(1000)
    slots.set(bytes)
    for (let file = 0; file < 2; file++) {
      send(ask.begin)
      send(ask['digest-input'], bytes.length)
      send(ask.end)
      expect(sums.toString('hex', 0, 32)).toBe(sha256(bytes))
    }
    send(ask.leave)
    await thread.terminate()
  })
})
