import type { PixelReader } from '../pixel-reader.ts'
import { boxesOf } from './clean-pixels.ts'
import { decodeFrame, openCodecs } from './decode-frame.ts'
import { frameRasters } from './frame-raster.ts'
import { guardedPixels, type MaskBox, type PixelRefusal } from './mask-object.ts'
import { readImage, UnreadablePixels } from './read-image.ts'

/** What the reader would mask on one frame. `remains`: readable text was left after its last look. */
type FoundOnFrame = { ok: true; boxes: MaskBox[]; remains: boolean }

/** Looks for text and faces on one frame, counted from 0, so that a person can start from what the reader found. Masks nothing. */
export async function findBoxes(
  bytes: Uint8Array,
  reader: PixelReader,
  frame: number,
): Promise<FoundOnFrame | PixelRefusal> {
  const codecs = await openCodecs()
  return guardedPixels(async () => {
    const image = readImage(bytes)
    if (!image) throw new UnreadablePixels('it has no pixel data')
    if (frame < 0 || frame >= image.frames) throw new UnreadablePixels('it has fewer frames')
    const found = await boxesOf(reader, [frameRasters(image, decodeFrame(codecs, image, frame))], true)
    return { ok: true as const, ...found }
  })
}
