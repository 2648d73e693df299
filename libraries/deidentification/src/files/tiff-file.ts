import { maskBoxes } from '@clic/pixels'
import { broken, type FileJob, type Handled, refuse } from './file-result.ts'
import { lookAtPicture, notDecodable } from './look-at-picture.ts'
import { layOut, type NewPage, plainPage } from './tiff-layout.ts'
import { writeLayout } from './tiff-pieces.ts'
import { tiffRaster } from './tiff-raster.ts'
import { numberOf, slideExtension, slideKind, slideLayout } from './tiff-slide.ts'
import { memorySource, readTiff, type Tiff, type TiffField } from './tiff-structure.ts'
import { uprightRaster } from './turn-raster.ts'

/** More pages than a scanned letter or a stack of photographs has are not looked through one by one. */
const mostPages = 200

/**
 * A TIFF file with nothing but its pictures. A whole slide keeps the levels of its volume: label, macro and thumbnail are not copied. Of
 * any other file each page is looked at, and a page with text or a face is written anew with it masked.
 */
export async function rewriteTiff(input: Uint8Array, job: FileJob): Promise<Handled> {
  const source = memorySource(input)
  const tiff = readTiff(source)
  if (typeof tiff === 'string') return broken(tiff)
  const kind = slideKind(tiff)
  const made = kind
    ? { layout: slideLayout(tiff, kind, input.length, job), changed: false }
    : await photograph(input, tiff, job)
  if ('ok' in made) return made
  if ('ok' in made.layout) return made.layout
  const parts: Uint8Array[] = []
  writeLayout(source, made.layout, job, (bytes) => parts.push(bytes))
  return {
    ok: true,
    parts,
    headerBytes: made.layout.head.length,
    pixelsChanged: made.changed,
    extension: kind ? slideExtension(kind) : 'tif',
    ...(kind ? { proven: 'slide' as const } : {}),
  }
}

async function photograph(input: Uint8Array, tiff: Tiff, job: FileJob) {
  if (tiff.pages.length > mostPages) return tooManyPages
  const pages: NewPage[] = []
  let changed = false
  for (const page of tiff.pages) {
    const plain = plainPage(page, tiff, input.length, job)
    if (!plain) return broken('a strip of a picture lies outside of it.')
    const stored = await tiffRaster(input, page, tiff)
    if (!stored) return notDecodable
    const raster = uprightRaster(stored, numberOf(page, 274, tiff))
    const looked = await lookAtPicture(raster, job)
    if (!looked.ok) return looked
    if (looked.boxes.length > 0) changed = true
    pages.push(looked.boxes.length > 0 ? plainPicture(maskBoxes(raster, looked.boxes), tiff.little) : plain)
  }
  const total = pages.flatMap((page) => page.pieces).reduce((sum, piece) => sum + (piece.made ? 0 : piece.size), 0)
  if (total > input.length) return broken('its strips overlap.')
  return { layout: layOut(pages, tiff.little, tiff.big), changed }
}

/** One strip, not packed. */
function plainPicture(
  raster: { width: number; height: number; channels: 1 | 3; data: Uint8Array },
  little: boolean,
): NewPage {
  const { width, height, channels, data } = raster
  const long = (value: number): TiffField => {
    const bytes = Buffer.alloc(4)
    little ? bytes.writeUInt32LE(value) : bytes.writeUInt32BE(value)
    return { type: 4, count: 1, value: bytes }
  }
  const short = (...values: number[]): TiffField => {
    const bytes = Buffer.alloc(2 * values.length)
    values.forEach((value, i) => {
      little ? bytes.writeUInt16LE(value, 2 * i) : bytes.writeUInt16BE(value, 2 * i)
    })
    return { type: 3, count: values.length, value: bytes }
  }
  return {
    fields: new Map([
      [256, long(width)],
      [257, long(height)],
      [258, short(...Array<number>(channels).fill(8))],
      [259, short(1)],
      [262, short(channels === 3 ? 2 : 1)],
      [277, short(channels)],
      [278, long(height)],
    ]),
    pieces: [{ from: 0, size: data.length, coding: 'plain', made: data }],
  }
}

const tooManyPages = refuse(
  'too-many-pages',
  `The file has more than ${mostPages} pages, and each would have to be looked at.`,
  'Split it, or leave it out.',
)
