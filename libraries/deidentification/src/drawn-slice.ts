import { drawsLetters, type GreyPicture } from './drawn-letters.ts'
import { mayBeDrawnInto } from './look-rules.ts'
import type { ObjectFacts } from './object-facts.ts'

/** Pixels that are asked whether letters are drawn into them. */
export interface Slice extends GreyPicture {
  frames: number
}

/** So many frames of an object are asked at most, evenly over all: what is drawn by a program is drawn into each, or into the first or last. */
const mostFrames = 16

/** Undefined for what is no slice, and for compressed ones, which have to be decoded first. */
export function nativeSlice(facts: ObjectFacts): Slice | undefined {
  if (!facts.shape || !native.has(facts.transferSyntax) || !mayBeDrawnInto(facts)) return undefined
  const { rows, columns, frames, signed } = facts.shape
  return { rows, columns, frames: Math.max(1, frames || 1), signed }
}

/** Whether its frames have to be decoded before anybody can ask. */
export function isCompressedSlice(facts: ObjectFacts): boolean {
  return !native.has(facts.transferSyntax) && mayBeDrawnInto(facts)
}

/** Implicit and explicit little endian, deflated, explicit big endian (PS3.5 Annex A): of each the output has the pixels as they are. */
const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2'])

/** Whether letters are drawn into one of its frames. `parts`: the output; `headerBytes`: where its pixel element begins; without a `slice` nothing is asked. */
export function isDrawnInto(parts: readonly Uint8Array[], headerBytes: number, slice: Slice | undefined): boolean {
  if (!slice) return false
  const element = bytesFrom(parts, headerBytes)
  const form = formOf(element)
  return form !== undefined && drawnFrames(slice, (at) => element.subarray(form.header + at), form.little)
}

/** The same of an object of which the pixels lie elsewhere. `opening`: the header of its pixel element; `frameAt`: as of `drawnFrames`. */
export function isDrawnBehind(
  opening: Uint8Array,
  slice: Slice | undefined,
  frameAt: (at: number) => Uint8Array,
): boolean {
  const form = slice && formOf(opening)
  return form !== undefined && drawnFrames(slice!, frameAt, form.little)
}

/** Which frames of so many are asked, from 0. */
export function askedFrames(frames: number): number[] {
  const count = Math.min(frames, mostFrames)
  return Array.from({ length: count }, (_, i) => Math.round((i * (frames - 1)) / Math.max(1, count - 1)))
}

/** The same of a long object; `frameAt`: the bytes of its pixels from there on, a frame at least. */
export function drawnFrames(slice: Slice, frameAt: (at: number) => Uint8Array, little: boolean): boolean {
  const size = 2 * slice.rows * slice.columns
  for (const index of askedFrames(slice.frames)) {
    const frame = frameAt(index * size).subarray(0, size)
    // Of pixels that are cut off a viewer may show what is there.
    const rows = Math.floor(frame.length / (2 * slice.columns))
    if (drawsLetters(frame, { ...slice, rows }, little)) return true
  }
  return false
}

/** Byte order and length of a pixel element's header, by itself: what was deflated is written otherwise than it was read. */
function formOf(element: Uint8Array): { header: number; little: boolean } | undefined {
  const first = Buffer.from(element.subarray(0, 12)).toString('latin1')
  const tag = first.slice(0, 4)
  if (tag !== '\xe0\x7f\x10\0' && tag !== '\x7f\xe0\0\x10') return undefined
  return { header: /^O[BW]|^UN/.test(first.slice(4)) ? 12 : 8, little: tag.startsWith('\xe0') }
}

/** What follows the first `from` bytes: pixels are in one piece, their header may be apart. */
function bytesFrom(parts: readonly Uint8Array[], from: number): Uint8Array {
  let before = 0
  const rest: Uint8Array[] = []
  for (const part of parts) {
    if (before + part.length > from) rest.push(part.subarray(Math.max(0, from - before)))
    before += part.length
  }
  return rest[0] && rest[0].length > longestHeader ? rest[0] : Buffer.concat(rest)
}

const longestHeader = 12
