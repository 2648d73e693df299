import { maskJpeg } from '../jpeg/mask-jpeg.ts'
import type { Box } from '../raster.ts'
import { contextOf, decodeCoded, decodeFrame, type openCodecs, type Samples, syntaxes } from './decode-frame.ts'
import { maskSamples } from './mask-samples.ts'
import { type DicomImage, isHalved, UnreadablePixels } from './read-image.ts'
import { encodeRle } from './rle.ts'

type Codecs = Awaited<ReturnType<typeof openCodecs>>

export interface MaskedFrames {
  frames: Uint8Array[]
  transferSyntax: string
  photometric: string
  planar: boolean
}

/** What a lossy syntax without blocks is written as: without further loss. */
const losslessOf = new Map([
  ['1.2.840.10008.1.2.4.81', '1.2.840.10008.1.2.4.80'],
  ['1.2.840.10008.1.2.4.91', '1.2.840.10008.1.2.4.90'],
  ['1.2.840.10008.1.2.4.203', '1.2.840.10008.1.2.4.201'],
])

/**
 * The frames of an image with boxes black (`boxes` by frame). Nothing outside a box changes its value: native, RLE and lossless frames are
 * written again without loss and compared, JPEG keeps the coefficients of every block outside (boxes grow to whole blocks), other lossy
 * frames are written in the lossless form of their family. Frames without a box stay as they are, unless the syntax changes.
 */
export function maskFrames(codecs: Codecs, image: DicomImage, boxes: readonly (readonly Box[])[]): MaskedFrames {
  const same = { transferSyntax: image.transferSyntax, photometric: image.photometric, planar: image.planar }
  const touched = (index: number) => (boxes[index]?.length ?? 0) > 0
  if (!image.coded.some((_, index) => touched(index))) return { frames: image.coded, ...same }
  if (!image.pixels.encapsulated)
    return {
      frames: image.coded.map((coded, index) =>
        touched(index)
          ? nativeBytes(
              image,
              maskSamples(
                image,
                decodeFrame(codecs, image, index),
                isHalved(image) ? inPairs(boxes[index]!) : boxes[index]!,
              ),
            )
          : coded,
      ),
      ...same,
    }
  const syntax = syntaxes.get(image.transferSyntax)
  if (!syntax) throw new UnreadablePixels('a transfer syntax that is not decoded here')
  if (syntax.family === 'Jpeg' && !syntax.lossless) {
    const black = { allComponents: image.photometric === 'RGB', highest: image.photometric === 'MONOCHROME1' }
    return {
      frames: image.coded.map((coded, index) => (touched(index) ? maskJpeg(coded, boxes[index]!, black).bytes : coded)),
      ...same,
    }
  }
  // A JPEG 2000 codestream says whether its colours are transformed, and all frames must say the same.
  const all = syntax.family === 'Jpeg2000' || syntax.family === 'HtJpeg2000' || !syntax.lossless
  const transferSyntax = losslessOf.get(image.transferSyntax) ?? image.transferSyntax
  const frames = image.coded.map((coded, index) => {
    if (!touched(index) && !all) return coded
    const frame = decodeFrame(codecs, image, index)
    return encode(codecs, image, transferSyntax, maskSamples(image, frame, boxes[index] ?? []))
  })
  return { frames, transferSyntax, photometric: photometricOf(image, syntax.family, frames[0]!), planar: false }
}

/** Encodes without loss, and proves it by decoding. */
function encode(codecs: Codecs, image: DicomImage, transferSyntax: string, samples: Samples): Uint8Array {
  const { family } = syntaxes.get(transferSyntax)!
  const coded =
    family === 'Rle'
      ? encodeRle(samples, image)
      : Uint8Array.from(
          codecs.NativeCodecs[`encode${family}`]!(
            contextOf(codecs, image, {
              decodedBuffer: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
            }),
            { lossy: false },
          ).getEncodedBuffer() ?? [],
        )
  const again = decodeCoded(codecs, image, coded, transferSyntax).samples
  if (again.length !== samples.length || !again.every((value, i) => value === samples[i]))
    throw new UnreadablePixels('a coding that could not be written again without loss')
  return coded
}

function photometricOf(image: DicomImage, family: string, frame: Uint8Array): string {
  if (image.samples === 1 || !family.endsWith('Jpeg2000')) return image.photometric
  const cod = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).indexOf(Buffer.from([0xff, 0x52]))
  return cod >= 0 && frame[cod + 8] === 1 ? 'YBR_RCT' : 'RGB'
}

/** Samples as a native frame lies in the file: its byte order, its planes. */
function nativeBytes(image: DicomImage, samples: Samples): Uint8Array {
  if (isHalved(image)) return halvedColours(samples)
  const plane = image.rows * image.columns
  let ordered = samples
  if (image.planar && image.samples === 3) {
    ordered = samples.slice()
    for (let i = 0; i < plane; i++) for (let c = 0; c < 3; c++) ordered[c * plane + i] = samples[3 * i + c]!
  }
  if (image.bitsAllocated === 8) return Uint8Array.from(ordered)
  const { little } = image.structure.encoding
  if (image.bitsAllocated === 32) {
    const view = new DataView(new ArrayBuffer(ordered.length * 4))
    ordered.forEach((value, i) => {
      view.setUint32(4 * i, value, little)
    })
    return new Uint8Array(view.buffer)
  }
  const bytes = Buffer.alloc(ordered.length * 2)
  ordered.forEach((value, i) => {
    if (little) bytes.writeUInt16LE(value, 2 * i)
    else bytes.writeUInt16BE(value, 2 * i)
  })
  return bytes
}

/** Boxes that hold both pixels of each pair that shares its colour. */
function inPairs(boxes: readonly Box[]): Box[] {
  return boxes.map((box) => {
    const left = 2 * Math.floor(box.x / 2)
    return { ...box, x: left, width: 2 * Math.ceil((box.x + box.width) / 2) - left }
  })
}

/** Colours of two pixels that share theirs, as Y Y Cb Cr. */
function halvedColours(samples: Samples): Uint8Array {
  const done = new Uint8Array((samples.length / 6) * 4)
  for (let from = 0, to = 0; from < samples.length; from += 6, to += 4)
    done.set([samples[from]!, samples[from + 3]!, samples[from + 1]!, samples[from + 2]!], to)
  return done
}
