import { readFrames } from '@clic/pixels'
import { drawsLetters } from '../drawn-letters.ts'
import { askedFrames, isCompressedSlice } from '../drawn-slice.ts'
import { readFacts } from '../object-facts.ts'

/**
 * Whether letters are drawn into a compressed slice; some of its frames are decoded for that. False for everything else, and for what does not
 * decode: no rule wants slices looked at, and one that nobody here can decode is as it was.
 */
export async function drawnWhenDecoded(input: Uint8Array): Promise<boolean> {
  const read = readFacts(input)
  if (!read.ok || !isCompressedSlice(read.facts)) return false
  const image = await readFrames(input)
  if (!image || 'code' in image || image.samples !== 1 || image.bits !== 16) return false
  for (const index of askedFrames(image.frames)) {
    const frame = await image.frame(index)
    if (frame instanceof Uint8Array && drawsLetters(frame, image, true)) return true
  }
  return false
}
