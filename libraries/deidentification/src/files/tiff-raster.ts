import type { Raster } from '@clic/pixels'
import { inflateBounded } from './gunzip-bounded.ts'
import { jpegSegments } from './jpeg-segments.ts'
import { decodePicture, mostPixels } from './picture-codec.ts'
import { numbersOf, type Tiff, type TiffPage } from './tiff-structure.ts'
import { unpackBits, unpackLzw } from './tiff-unpack.ts'

interface Form {
  width: number
  height: number
  samples: number
  bits: number
  photometric: number
  compression: number
  predictor: number
  /** Of one tile or strip. */
  blockWidth: number
  blockHeight: number
}

/** The picture of one page in 8 bits; undefined for a form that is not read here (floats, planes apart, CCITT, palettes with 16 bits). */
export async function tiffRaster(input: Uint8Array, page: TiffPage, tiff: Tiff): Promise<Raster | undefined> {
  const form = formOf(page, tiff)
  if (!form) return undefined
  const of = (tag: number) => numbersOf(page.fields.get(tag), tiff.little)
  const tiled = page.fields.has(322)
  const offsets = of(tiled ? 324 : 273)
  const counts = of(tiled ? 325 : 279)
  const channels = form.photometric === 2 || form.photometric === 3 || form.photometric === 6 ? 3 : 1
  const data = new Uint8Array(form.width * form.height * channels)
  const across = Math.ceil(form.width / form.blockWidth)
  if (offsets.length < across * Math.ceil(form.height / form.blockHeight)) return undefined
  for (const [i, offset] of offsets.entries()) {
    const top = Math.floor(i / across) * form.blockHeight
    const left = (i % across) * form.blockWidth
    if (top >= form.height) break
    const rows = tiled ? form.blockHeight : Math.min(form.blockHeight, form.height - top)
    const packed = input.subarray(offset, offset + counts[i]!)
    const block =
      form.compression === 7
        ? await jpegBlock(packed, page.fields.get(347)?.value, channels, form, rows)
        : plainBlock(packed, form, rows, tiff, page, channels)
    if (!block) return undefined
    for (let y = 0; y < Math.min(rows, form.height - top); y++) {
      const width = Math.min(form.blockWidth, form.width - left)
      const from = y * form.blockWidth * channels
      data.set(block.subarray(from, from + width * channels), ((top + y) * form.width + left) * channels)
    }
  }
  return { width: form.width, height: form.height, channels, data }
}

function formOf(page: TiffPage, tiff: Tiff): Form | undefined {
  const of = (tag: number, otherwise = 0) => numbersOf(page.fields.get(tag), tiff.little)[0] ?? otherwise
  const [width, height, samples] = [of(256), of(257), of(277, 1)]
  const tiled = page.fields.has(322)
  const bits = numbersOf(page.fields.get(258), tiff.little)
  const form = {
    width,
    height,
    samples,
    bits: bits[0] ?? 1,
    photometric: of(262),
    compression: of(259, 1),
    predictor: of(317, 1),
    blockWidth: tiled ? of(322) : width,
    blockHeight: tiled ? of(323) : Math.min(of(278, height), height),
  }
  const readable =
    width * height > 0 &&
    width * height <= mostPixels &&
    form.blockWidth * form.blockHeight > 0 &&
    form.blockWidth * form.blockHeight <= mostPixels &&
    bits.every((one) => one === form.bits) &&
    [1, 8, 16].includes(form.bits) &&
    (of(284, 1) === 1 || samples === 1) &&
    of(339, 1) === 1 &&
    of(266, 1) === 1 &&
    samples <= 8 &&
    [1, 5, 7, 8, 32946, 32773].includes(form.compression) &&
    (form.photometric <= 2 ||
      (form.photometric === 3 && form.bits === 8) ||
      (form.photometric === 6 && form.compression === 7)) &&
    (form.photometric !== 2 || samples >= 3) &&
    (form.predictor === 1 || (form.predictor === 2 && form.bits === 8))
  return readable ? form : undefined
}

function plainBlock(
  packed: Uint8Array,
  form: Form,
  rows: number,
  tiff: Tiff,
  page: TiffPage,
  channels: number,
): Uint8Array | undefined {
  const rowBytes = Math.ceil((form.blockWidth * form.samples * form.bits) / 8)
  const bytes = unpacked(packed, form.compression, rowBytes * rows)
  if (!bytes || bytes.length < rowBytes * rows) return undefined
  if (form.predictor === 2)
    for (let y = 0; y < rows; y++)
      for (let x = form.samples; x < rowBytes; x++)
        bytes[y * rowBytes + x] = (bytes[y * rowBytes + x]! + bytes[y * rowBytes + x - form.samples]!) & 255
  const colours = form.photometric === 3 ? numbersOf(page.fields.get(320), tiff.little) : []
  const made = new Uint8Array(form.blockWidth * rows * channels)
  const sample = (y: number, index: number) => {
    if (form.bits === 8) return bytes[y * rowBytes + index]!
    if (form.bits === 16) return bytes[y * rowBytes + 2 * index + (tiff.little ? 1 : 0)]!
    return (bytes[y * rowBytes + (index >> 3)]! >> (7 - (index & 7))) & 1 ? 255 : 0
  }
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < form.blockWidth; x++) {
      for (let c = 0; c < channels; c++) {
        const value = sample(y, x * form.samples + (form.photometric === 3 ? 0 : c))
        const shown =
          form.photometric === 3
            ? (colours[value + c * (colours.length / 3)] ?? 0) >> 8
            : form.photometric === 0
              ? 255 - value
              : value
        made[(y * form.blockWidth + x) * channels + c] = shown
      }
    }
  }
  return made
}

function unpacked(packed: Uint8Array, compression: number, size: number): Uint8Array | undefined {
  switch (compression) {
    case 1:
      return Uint8Array.from(packed)
    case 5:
      return unpackLzw(packed, size)
    case 32773:
      return unpackBits(packed, size)
    default: {
      const made = inflateBounded(packed, size + (1 << 16))
      return made && Uint8Array.from(made)
    }
  }
}

/** A strip or tile of JPEG, with the tables that all share put in front. */
async function jpegBlock(
  packed: Uint8Array,
  tables: Uint8Array | undefined,
  channels: number,
  form: Form,
  rows: number,
): Promise<Uint8Array | undefined> {
  const shared = tables && tables.length > 4 ? tables.subarray(2, tables.length - 2) : new Uint8Array()
  // Without the mark a decoder takes three channels for YCbCr, which RGB tiles are not; for looking that does not matter.
  const whole = Buffer.concat([packed.subarray(0, 2), shared, packed.subarray(2)])
  const structure = jpegSegments(whole)
  if (!structure || structure.width < form.blockWidth || structure.height < rows) return undefined
  const raster = await decodePicture(whole)
  if (!raster) return undefined
  const made = new Uint8Array(form.blockWidth * rows * channels)
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < form.blockWidth; x++)
      for (let c = 0; c < channels; c++)
        made[(y * form.blockWidth + x) * channels + c] = raster.data[(y * raster.width + x) * 3 + c]!
  return made
}
