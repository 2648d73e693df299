import { ElementReader, pixelDataTag, readStructure, undefinedLength } from '@clic/dicom'
import type { ObjectFacts } from './object-facts.ts'

/** Where in a file pixels lie that go through as they are: the first byte of their element, of their value, and the first byte behind it. */
export interface PixelsThrough {
  at: number
  from: number
  to: number
}

/**
 * Whoever rewrites a plain image object need not read these bytes: pixels that are not compressed, with nothing beside or behind them. `head`:
 * the beginning of the file, as long as its header at least; `size`: bytes of the file. Undefined for every other object.
 */
export function pixelsThrough(head: Uint8Array, facts: ObjectFacts, size: number): PixelsThrough | undefined {
  const { headerEnd: at, pixelBytes, pixelBits } = facts
  if (pixelBits !== undefined || pixelBytes === undefined || at + 12 > head.length) return undefined
  if (facts.sopInstanceUid === '' || facts.sopClassUid === '') return undefined
  if (!native.has(facts.transferSyntax)) return undefined
  const { encoding } = readStructure(head)
  const reader = new ElementReader(head, encoding)
  if (reader.tagAt(at) !== pixelDataTag) return undefined
  reader.read(at, Number.MAX_SAFE_INTEGER)
  const { valueStart: from, length } = reader
  // Pixels that call themselves a text are looked at as a whole.
  const isBinary =
    !encoding.explicit || /^O[BW]$/.test(Buffer.from(head.buffer, head.byteOffset + at + 4, 2).toString('latin1'))
  const isWhole = length !== undefinedLength && from + length <= size && length <= pixelBytes + (pixelBytes % 2)
  return isBinary && isWhole ? { at, from, to: from + length } : undefined
}

/** Implicit and explicit little endian, explicit big endian (PS3.5 Annex A). */
const native = new Set(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2'])
