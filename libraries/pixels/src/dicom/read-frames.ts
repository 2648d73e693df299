import { type Decoded, decodeFrame, openCodecs } from './decode-frame.ts'
import { frameRasters } from './frame-raster.ts'
import { guardedPixels, type PixelRefusal } from './mask-object.ts'
import { type DicomImage, readImage, UnreadablePixels } from './read-image.ts'

/** The frames of an object as they can be drawn: grey values as they are stored, or red, green and blue. */
export interface FrameReader {
  rows: number
  columns: number
  frames: number
  /** 3: red, green and blue of each pixel together, 8 bits each. */
  samples: 1 | 3
  /** Of one sample; little endian. */
  bits: 8 | 16
  signed: boolean
  /** Low values are white. */
  inverted: boolean
  /** Undefined for a frame that there is not. */
  frame(index: number): Promise<Uint8Array | PixelRefusal | undefined>
}

/** Opens the frames of a Part 10 file, whatever they are coded by; undefined when it has no pixel data. */
export async function readFrames(bytes: Uint8Array): Promise<FrameReader | PixelRefusal | undefined> {
  return guardedPixels(async () => {
    const image = readImage(bytes)
    if (!image) return undefined
    const codecs = await openCodecs()
    const colour = image.samples === 3 || image.palette !== undefined
    const drawn = async (index: number) => {
      if (index < 0 || index >= image.frames || !Number.isInteger(index)) return undefined
      return guardedPixels(async () => {
        const decoded = decodeFrame(codecs, image, index)
        return colour ? coloured(image, decoded) : grey(image, decoded)
      })
    }
    return {
      rows: image.rows,
      columns: image.columns,
      frames: image.frames,
      samples: colour ? (3 as const) : (1 as const),
      bits: !colour && image.bitsAllocated === 16 ? (16 as const) : (8 as const),
      signed: !colour && image.signed,
      inverted: image.photometric === 'MONOCHROME1',
      frame: drawn,
    }
  })
}

function coloured(image: DicomImage, decoded: Decoded): Uint8Array {
  const raster = frameRasters(image, decoded)[0]
  if (raster?.channels !== 3) throw new UnreadablePixels('colours that are not decoded here')
  return raster.data
}

/** Bits above the stored ones are not defined: old files kept overlays there, and they are no part of the picture. */
function grey(image: DicomImage, { samples }: Decoded): Uint8Array {
  if (image.bitsAllocated === 32) throw new UnreadablePixels('32 bits a sample')
  const unused = 32 - image.bitsStored
  const wide = image.bitsAllocated === 16
  const out = Buffer.alloc(samples.length * (wide ? 2 : 1))
  for (let i = 0; i < samples.length; i++) {
    const raw = (samples[i] as number) << unused
    const value = image.signed ? raw >> unused : raw >>> unused
    if (wide) out.writeUInt16LE(value & 0xffff, i * 2)
    else out[i] = value & 0xff
  }
  return out
}
