import { UnusualJpeg } from '../jpeg/entropy.ts'
import type { Box } from '../raster.ts'
import { openCodecs } from './decode-frame.ts'
import { maskFrames } from './encode-frame.ts'
import { type DicomImage, readImage, UnreadablePixels } from './read-image.ts'
import { type Edit, writeImage } from './write-image.ts'

export interface MaskBox extends Box {
  kind: 'text' | 'face' | 'person'
}

/** Boxes that are black on the frames from `from` to `to`, both counted from 1. No text: only where it was. */
export interface FrameMask {
  from: number
  to: number
  boxes: MaskBox[]
}

export interface PixelRefusal {
  ok: false
  code: 'pixels-unreadable' | 'pixels-text-remains' | 'pixels-mostly-text' | 'pixels-mostly-faces'
  reason: string
  next: string
}

/**
 * Blackens boxes of an object, as a person or the reader gave them, and says that nothing is burned in any more. Its other pixels keep
 * their values.
 */
export async function maskObject(
  bytes: Uint8Array,
  masks: readonly FrameMask[],
): Promise<{ ok: true; bytes: Uint8Array } | PixelRefusal> {
  const codecs = await openCodecs()
  return guardedPixels(async () => {
    const image = readImage(bytes)
    if (!image) throw new UnreadablePixels('it has no pixel data')
    const boxes = boxesByFrame(image, masks)
    const masked = maskFrames(codecs, image, boxes)
    return { ok: true as const, bytes: writeImage(bytes, image, masked, editsOf(image, masked, masks)) }
  })
}

/** Blackens every pixel of an object: a slide's label, which is nothing but what names somebody. Nothing is looked for. */
export async function blackenObject(
  bytes: Uint8Array,
): Promise<{ ok: true; bytes: Uint8Array; masks: FrameMask[] } | PixelRefusal> {
  const codecs = await openCodecs()
  return guardedPixels(async () => {
    const image = readImage(bytes)
    if (!image) throw new UnreadablePixels('it has no pixel data')
    const box: MaskBox = { kind: 'text', x: 0, y: 0, width: image.columns, height: image.rows }
    const masks: FrameMask[] = [{ from: 1, to: image.frames, boxes: [box] }]
    const masked = maskFrames(codecs, image, boxesByFrame(image, masks))
    const edits = [...editsOf(image, masked, masks), { tag: 0x00480010, vr: 'CS', value: 'NO' }]
    return { ok: true as const, bytes: writeImage(bytes, image, masked, edits), masks }
  })
}

export async function guardedPixels<T>(work: () => Promise<T>): Promise<T | PixelRefusal> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnreadablePixels || error instanceof UnusualJpeg)) throw error
    return {
      ok: false,
      code: 'pixels-unreadable',
      reason: `Its pixels cannot be read here (${error.message}), so nobody can say that they are clean.`,
      next: 'An authorised person looks at it and masks the text, or it is left out.',
    }
  }
}

function boxesByFrame(image: DicomImage, masks: readonly FrameMask[]): Box[][] {
  return Array.from({ length: image.frames }, (_, index) =>
    masks.filter((mask) => mask.from <= index + 1 && index + 1 <= mask.to).flatMap((mask) => mask.boxes),
  )
}

function editsOf(
  image: DicomImage,
  masked: { photometric: string; planar: boolean },
  masks: readonly FrameMask[],
): Edit[] {
  const faces = masks.some((mask) => mask.boxes.some((box) => box.kind === 'face'))
  return [
    ...(masked.photometric === image.photometric ? [] : [{ tag: 0x00280004, vr: 'CS', value: masked.photometric }]),
    ...(masked.planar === image.planar ? [] : [{ tag: 0x00280006, vr: 'US', value: '\0\0' }]),
    { tag: 0x00280301, vr: 'CS', value: 'NO' },
    ...(faces ? [{ tag: 0x00280302, vr: 'CS', value: 'NO' }] : []),
  ]
}
