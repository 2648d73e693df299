import { roomBytes } from '@clic/deidentification'

/** Pieces of a long file on their way to the threads that digest and write, in memory that all of them see. */
export interface StreamRing {
  /** Pieces put; a number for each task: pieces that it is done with; the first error of writing; then kind, start and length of each slot. */
  state: SharedArrayBuffer
  slots: SharedArrayBuffer
  /** SHA-256 of what was read and of what was written, 32 bytes each. */
  digests: SharedArrayBuffer
}

/** What is done to the pieces, each by a thread of its own. */
export type StreamTask = 'digest-input' | 'digest-output' | 'write'
export const tasks: readonly StreamTask[] = ['digest-input', 'digest-output', 'write']

/** What a slot asks for: a sum of bits. `begin`: its length is the file that is written to, -1 for none. */
export const ask = { 'digest-input': 1, 'digest-output': 2, write: 4, begin: 8, end: 16, leave: 32 } as const

/** Few: what lies in them should still be near the processor when it is written. */
export const slotCount = 3
/** So few pieces are left to a thread when it wakes the one that reads. */
export const wakeAt = slotCount - 1
export const [putAt, failedAt] = [0, 4]
const firstDoneAt = 1

/** Where the words of the slot of a piece begin: kind, start, length. */
export function slotAt(piece: number): number {
  return 5 + 3 * (piece % slotCount)
}

/** Where a task counts the pieces that it is done with. */
export function doneAt(task: StreamTask): number {
  return firstDoneAt + tasks.indexOf(task)
}

export function makeStreamRing(): StreamRing {
  return {
    state: new SharedArrayBuffer(4 * slotAt(slotCount - 1) + 12),
    slots: new SharedArrayBuffer(roomBytes * slotCount),
    digests: new SharedArrayBuffer(64),
  }
}
