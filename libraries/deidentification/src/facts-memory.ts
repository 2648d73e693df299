import { BrokenDicom, ElementReader, type FileStructure, readStructure } from '@clic/dicom'
import type { ObjectFacts } from './object-facts.ts'
import { sameBytes, viewOf } from './same-bytes.ts'

/** The header read last, so that of one like it only what differs has to be read. */
export interface FactsMemory {
  last?: RememberedFacts
}

/** An element at the top from which nothing is learned, or only the SOP Instance UID. Offsets as in `RememberedFacts.input`. */
export interface SilentElement {
  tag: number
  vr: number
  start: number
  end: number
}

interface RememberedFacts {
  facts: ObjectFacts
  structure: Pick<FileStructure, 'transferSyntax' | 'encoding'>
  /** The data set from its begin up to the pixel element, and that element's tag. */
  input: DataView
  pixelTag: number
  silent: SilentElement[]
  beginning: boolean
}

const sopInstance = 0x00080018
const mostBytes = 1 << 18

/** Facts of a header that differs from the last one only where nothing is learned; undefined for every other. */
export function recalledFacts(memory: FactsMemory, bytes: Uint8Array, beginning: boolean): ObjectFacts | undefined {
  const { last } = memory
  if (last?.beginning !== beginning) return undefined
  try {
    const structure = readStructure(bytes)
    const { body, bodyStart, encoding } = structure
    const { structure: was } = last
    if (structure.deflated || structure.transferSyntax !== was.transferSyntax) return undefined
    if (encoding.explicit !== was.encoding.explicit || encoding.little !== was.encoding.little) return undefined
    const reader = new ElementReader(body, encoding)
    const walked = walk(last, reader, bodyStart)
    return walked && factsAt(last, reader, walked)
  } catch (error) {
    // The whole reading says what is wrong.
    if (error instanceof BrokenDicom) return undefined
    throw error
  }
}

function walk(last: RememberedFacts, reader: ElementReader, from: number) {
  const { bytes } = reader
  const view = viewOf(bytes)
  let sopInstanceUid = last.facts.sopInstanceUid
  let [position, known, next] = [from, 0, 0]
  for (;;) {
    const most = Math.min(bytes.length - position, last.input.byteLength - known)
    const differs = known + sameBytes(view, position, last.input, known, most)
    if (differs === last.input.byteLength) return { pixelsAt: position + differs - known, sopInstanceUid }
    while (next < last.silent.length && last.silent[next]!.end <= differs) next++
    const one = last.silent[next]
    if (!one || one.start > differs) return undefined
    reader.read(position + one.start - known, bytes.length)
    if (reader.tag !== one.tag || reader.vr !== one.vr || reader.length === 0xffffffff || reader.isSequence)
      return undefined
    position = reader.valueStart + reader.length
    known = one.end
    if (one.tag === sopInstance) {
      if (reader.length === 0 || reader.length > 64) return undefined
      sopInstanceUid = plainText(bytes, reader.valueStart, reader.length)
    }
  }
}

function factsAt(
  { facts, pixelTag, beginning }: RememberedFacts,
  reader: ElementReader,
  { pixelsAt, sopInstanceUid }: { pixelsAt: number; sopInstanceUid: string },
): ObjectFacts | undefined {
  const { bytes } = reader
  if (pixelsAt + 8 > bytes.length || reader.tagAt(pixelsAt) !== pixelTag) return undefined
  if (beginning) return { ...facts, sopInstanceUid, headerEnd: pixelsAt }
  reader.read(pixelsAt, bytes.length)
  // Behind the pixels something may stand that tells more.
  if (reader.isSequence || reader.valueStart + reader.length !== bytes.length) return undefined
  return { ...facts, sopInstanceUid, headerEnd: reader.valueStart }
}

/** Keeps what was read of a header with pixel data behind it. `silent`: offsets as in the data set. */
export function keepFacts(
  memory: FactsMemory,
  read: { facts: ObjectFacts; structure: FileStructure; pixelsAt: number; beginning: boolean },
  silent: readonly SilentElement[],
): void {
  const { facts, structure, pixelsAt, beginning } = read
  const { body, bodyStart, encoding, transferSyntax, deflated } = structure
  delete memory.last
  if (deflated || pixelsAt < bodyStart || pixelsAt - bodyStart > mostBytes || pixelsAt + 8 > body.length) return
  // Which of two counts is not decided here.
  if (silent.filter((one) => one.tag === sopInstance).length !== 1) return
  const reader = new ElementReader(body, encoding)
  if (!beginning) {
    reader.read(pixelsAt, body.length)
    if (reader.isSequence || reader.valueStart + reader.length !== body.length) return
  }
  memory.last = {
    facts,
    structure: { transferSyntax, encoding },
    input: viewOf(Uint8Array.prototype.slice.call(body, bodyStart, pixelsAt)),
    pixelTag: reader.tagAt(pixelsAt),
    silent: silent.map((one) => ({ ...one, start: one.start - bodyStart, end: one.end - bodyStart })),
    beginning,
  }
}

export function plainText(bytes: Uint8Array, start: number, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, length)
    .toString('latin1')
    .replace(/\0[^\\]*/g, '')
    .trim()
}
