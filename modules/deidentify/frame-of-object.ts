import type { PixelSide } from '@clic/contracts'
import { number, readDataset, tag } from '@clic/dicom'
import { readFrames } from '@clic/pixels'

export interface Frames {
  about: PixelSide
  /** Samples of one frame, little endian; undefined beyond the last and where one cannot be decoded. */
  frame(n: number): Promise<Uint8Array | undefined>
}

/** The pixels of an object, to be drawn as they are stored; a reason when it has none or they cannot be drawn here. */
export async function framesOf(
  object: Uint8Array,
): Promise<{ ok: true; value: Frames } | { ok: false; reason: string }> {
  const mask = masksOf(object)
  if (mask) return { ok: true, value: mask }
  const read = await readFrames(object)
  if (!read) return { ok: false, reason: 'The object has no pixels.' }
  if (!('frame' in read)) return { ok: false, reason: 'Pixels of this kind are not drawn here.' }
  const { frame, ...about } = read
  return {
    ok: true,
    value: {
      about,
      async frame(n) {
        const found = await frame(n)
        return found instanceof Uint8Array ? found : undefined
      },
    },
  }
}

/** Segmentations hold one bit a pixel, the first in the lowest bit (PS3.5 8.1.1); they are drawn black and white. */
function masksOf(object: Uint8Array): Frames | undefined {
  const read = readDataset(object)
  if (!read.ok || number(read.dataset, tag('BitsAllocated')) !== 1) return undefined
  const of = (name: string) => number(read.dataset, tag(name)) ?? 0
  const [rows, columns, frames] = [of('Rows'), of('Columns'), of('NumberOfFrames') || 1]
  const bytes = read.dataset.get(tag('PixelData'))?.bytes
  if (!bytes || rows * columns === 0) return undefined
  const size = rows * columns
  return {
    about: { rows, columns, frames, samples: 1, bits: 8, signed: false, inverted: false },
    async frame(n) {
      if (n >= frames || (n + 1) * size > bytes.length * 8) return undefined
      return Uint8Array.from({ length: size }, (_, i) => {
        const bit = n * size + i
        return ((bytes[bit >> 3] as number) >> (bit & 7)) & 1 ? 255 : 0
      })
    },
  }
}
