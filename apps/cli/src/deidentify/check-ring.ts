import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

/** Rewritten files on their way to the thread that searches, digests and writes them, in memory that both threads see. */
export interface CheckRing {
  /** [files put, files checked], then what each slot tells: see `slotAt`. */
  state: SharedArrayBuffer
  slots: SharedArrayBuffer
  /** SHA-256 of input and output of each slot, 32 bytes each. */
  digests: SharedArrayBuffer
  /** What the paths of the files that it writes begin with; undefined on a dry run. */
  parts: string | undefined
  /** For measuring alone: it writes and does nothing else. */
  unchecked: boolean
}

export const slotCount = 8
/** Bytes of the longest file that goes this way; beside it the output's own parts, most of all its header. */
export const longestChecked = 8 << 20
export const ownBytes = 256 << 10
/**
 * How far a file lies from where a page begins. The kernel copies from pages of its own, and AMD's processors copy four times slower to a
 * place less than 64 bytes further on in its page than the source in its own.
 */
export const halfPage = 2048
const slotBytes = halfPage + longestChecked + ownBytes + halfPage
export const mostParts = 64

export const [putAt, checkedAt] = [0, 1]
const slotWords = 14 + 2 * mostParts
/**
 * Of a slot: number of the search (`leave`: there are no more files), bytes of input and of the output's header, parts; bytes of the input's
 * path, 0 where the input lies in the slot, and which of its bytes were not read, from and to; rows, columns, frames and sign of a slice that is asked
 * for letters, no rows where none is; then, from the other thread, finds, whether letters are drawn, and the number of the error that reading or writing gave, 0 for none; then start and length of each part. A part of the input is counted from its first byte,
 * one of the slot's own memory from −1 downwards.
 */
export const [searchAt, inputAt, headerAt, partsAt, pathAt, fromAt, toAt] = [0, 1, 2, 3, 4, 5, 6]
export const [rowsAt, columnsAt, framesAt, signedAt] = [7, 8, 9, 10]
export const [certainAt, drawnAt, problemAt, firstPartAt] = [11, 12, 13, 14]
export const leave = -1

/** Searches that either thread keeps, the latest; one that is asked for again later gets a new number. */
export const mostSearches = 64

/** Where a slot's words begin in the state. */
export function slotAt(file: number): number {
  return 2 + (file % slotCount) * slotWords
}

/** Where in the slots a file's input lies. */
export function inputOfSlot(file: number): number {
  return (file % slotCount) * slotBytes + halfPage
}

/** Where in the slots the own memory of a file begins, as long as `ownBytes`: path and read bytes of an input that is not there, then parts of the output. */
export function ownOfSlot(file: number): number {
  return inputOfSlot(file) + longestChecked
}

/** `output`: the folder that is written to, undefined on a dry run. */
export function makeCheckRing(output: string | undefined, unchecked: boolean): CheckRing {
  return {
    state: new SharedArrayBuffer(4 * slotAt(slotCount - 1) + 4 * slotWords),
    slots: new SharedArrayBuffer(slotBytes * slotCount),
    digests: new SharedArrayBuffer(64 * slotCount),
    parts: output === undefined ? undefined : join(output, randomBytes(8).toString('hex')),
    unchecked,
  }
}

/** Where a file stands until it may leave, named as what the next run clears away (`partOf`). */
export function checkedPart(parts: string, file: number): string {
  return `${parts}${file.toString(16).padStart(8, '0')}.part`
}
