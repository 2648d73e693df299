import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import type { PlantedFile } from './planted-documents.ts'
import { type PlantedPerson, plantedPerson } from './planted-person.ts'
import { builtTiff } from './tiff-builder.ts'

export interface PlantedPhoto extends PlantedFile {
  /** The picture shows the name; otherwise nothing but colours. */
  written: boolean
}

/** Photographs with words at every place outside of the picture, and two with a name in the picture. */
export function plantedPhotos(seed: string): PlantedPhoto[] {
  const person = plantedPerson(seed)
  return [jpegPhoto(person, false), jpegPhoto(person, true), pngPhoto(person), tiffPhoto(person)]
}

/** A picture with these words, as a scanner gives it. */
export function scannedJpeg(words: string): Buffer {
  return canvasOf(words).toBuffer('image/jpeg', 90)
}

/** Red, green and blue of each pixel of such a picture. */
export function writtenPixels(words: string | undefined): Uint8Array {
  const { data } = canvasOf(words)
    .getContext('2d')
    .getImageData(0, 0, ...size)
  return Uint8Array.from({ length: size[0] * size[1] * 3 }, (_, i) => data[Math.floor(i / 3) * 4 + (i % 3)]!)
}

export const size = [480, 320] as const

/** RGB of the same colours, with words in light letters on a dark bar, as scanners write them; and the box of the bar. */
export function paintedPixels(words: string): { pixels: Buffer; bar: readonly [number, number, number, number] } {
  const canvas = canvasOf(undefined)
  const context = canvas.getContext('2d')
  const bar = [20, 30, 360, 44] as const
  registerFont()
  context.fillStyle = '#000'
  context.fillRect(...bar)
  context.fillStyle = '#fff'
  context.font = '28px Planted'
  context.fillText(words, 30, 62)
  const { data } = context.getImageData(0, 0, ...size)
  return { pixels: Buffer.from(data.filter((_, i) => i % 4 < 3)), bar }
}

/** Soft colours, as skin has; and a line of letters on it. */
function canvasOf(words: string | undefined) {
  const canvas = createCanvas(...size)
  const context = canvas.getContext('2d')
  const blend = context.createLinearGradient(0, 0, ...size)
  blend.addColorStop(0, '#c99a7d')
  blend.addColorStop(1, '#a9775b')
  context.fillStyle = blend
  context.fillRect(0, 0, ...size)
  const spot = context.createRadialGradient(330, 190, 5, 330, 190, 120)
  spot.addColorStop(0, '#a06050')
  spot.addColorStop(1, '#a0605000')
  context.fillStyle = spot
  context.fillRect(0, 0, ...size)
  if (words !== undefined) {
    registerFont()
    context.fillStyle = 'white'
    context.fillRect(20, 30, 300, 44)
    context.fillStyle = 'black'
    context.font = '28px Planted'
    context.fillText(words, 30, 62)
  }
  return canvas
}

export function registerFont(): void {
  const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts')
  GlobalFonts.registerFromPath(join(fonts, 'LiberationSans-Regular.ttf'), 'Planted')
}

function jpegPhoto(person: PlantedPerson, written: boolean): PlantedPhoto {
  const { family, given, cpr, mail, street } = person
  const plain = canvasOf(written ? `${family} ${cpr}` : undefined).toBuffer('image/jpeg', 90)
  const wide = Buffer.from(family, 'utf16le')
  // 0x010E description, 0x9C9D (XPAuthor, UTF-16) and orientation 1.
  const exif = Buffer.alloc(200)
  exif.write('Exif\0\0II*\0\x08\0\0\0\x03\0', 'latin1')
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    exif.writeUInt16LE(tag, at)
    exif.writeUInt16LE(type, at + 2)
    exif.writeUInt32LE(count, at + 4)
    exif.writeUInt32LE(value, at + 8)
  }
  entry(16, 0x010e, 2, 60, 60)
  entry(28, 0x0112, 3, 1, 1)
  entry(40, 0x9c9d, 1, wide.length, 130)
  exif.write(`${given} ${family} ${cpr}`, 66, 'latin1')
  wide.copy(exif, 136)
  const segments = [
    segment(0xe1, exif),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${mail}</x:xmpmeta>`, 'latin1')),
    segment(0xe2, Buffer.from(`MPF\0${street}`, 'latin1')),
    segment(0xe2, Buffer.from(`ICC_PROFILE\0\x01\x01${iccOf(family)}`, 'latin1')),
    segment(0xed, Buffer.from(`Photoshop 3.0\x008BIM\x04\x04\0\0\0\0${street}`, 'latin1')),
    segment(0xef, Buffer.from(`own ${mail}`, 'latin1')),
    segment(0xfe, Buffer.from(`comment ${cpr}`, 'latin1')),
  ]
  return {
    name: written ? 'JPEG with a name in the picture' : 'JPEG',
    written,
    bytes: Buffer.concat([
      plain.subarray(0, 2),
      ...segments,
      plain.subarray(2),
      Buffer.from(`trailer ${family} ${cpr}`, 'latin1'),
    ]),
    plants: [
      { place: 'EXIF, comment and trailer', secrets: [family, given, cpr] },
      { place: 'XMP and application data', secrets: [mail] },
      { place: 'IPTC and other pictures', secrets: [street] },
    ],
    worth: written
      ? [{ what: 'size of the picture', holds: (output) => Buffer.from(output).includes(frameSize(plain)) }]
      : [{ what: 'coded picture byte for byte', holds: (output) => Buffer.from(output).includes(scanOf(plain)) }],
  }
}

function pngPhoto(person: PlantedPerson): PlantedPhoto {
  const { family, cpr, mail, street } = person
  const plain = canvasOf(undefined).toBuffer('image/png')
  // Skia writes four channels; three are what a camera's picture has.
  const rows = Buffer.alloc((1 + 3 * 40) * 30, 120)
  for (let y = 0; y < 30; y++) rows[y * 121] = 0
  const header = Buffer.alloc(13)
  header.writeUInt32BE(40, 0)
  header.writeUInt32BE(30, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const packed = deflateSync(rows)
  const bytes = Buffer.concat([
    plain.subarray(0, 8),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Author\0${family}`, 'latin1')),
    chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.from(`of ${family}`))])),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${mail}`)),
    chunk('eXIf', Buffer.from(`II*\0${street}`, 'latin1')),
    chunk('tIME', Buffer.from([7, 233, 3, 10, 9, 59, 15])),
    chunk('pHYs', Buffer.from([0, 0, 11, 19, 0, 0, 11, 19, 1])),
    chunk('prVt', Buffer.from(`private ${cpr}`, 'latin1')),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(`trailer ${family} ${cpr}`, 'latin1'),
  ])
  return {
    name: 'PNG',
    written: false,
    bytes,
    plants: [
      { place: 'text', secrets: [family] },
      { place: 'XMP', secrets: [mail] },
      { place: 'EXIF', secrets: [street] },
      { place: 'private', secrets: [cpr] },
    ],
    worth: [
      { what: 'picture byte for byte', holds: (output) => Buffer.from(output).includes(packed) },
      { what: 'size of a pixel', holds: (output) => Buffer.from(output).includes('pHYs') },
    ],
  }
}

function tiffPhoto(person: PlantedPerson): PlantedPhoto {
  const { family, cpr, mail, street } = person
  const picture = Buffer.alloc(64 * 48 * 3, 130)
  const bytes = builtTiff(
    [
      {
        fields: [
          [256, 4, [64]],
          [257, 4, [48]],
          [258, 3, [8, 8, 8]],
          [259, 3, [1]],
          [262, 3, [2]],
          [269, 2, `${family}.tif`],
          [270, 2, `Pt. ${family} ${cpr}`],
          [277, 3, [3]],
          [278, 4, [48]],
          [305, 2, `program of ${mail}`],
          [315, 2, family],
          [316, 2, street],
          [700, 1, Buffer.from(`<x>${mail}</x>`, 'latin1')],
          [33723, 7, Buffer.from(`IPTC ${street}`, 'latin1')],
          [50000, 7, Buffer.from(`own ${cpr}`, 'latin1')],
        ],
        blocks: [Buffer.concat([picture, Buffer.from(`behind the picture ${family}`, 'latin1')])],
      },
    ],
    `gap ${family}`,
    `after ${cpr}`,
  )
  return {
    name: 'TIFF',
    written: false,
    bytes,
    plants: [
      { place: 'fields, gaps and tail', secrets: [family, cpr] },
      { place: 'software and XMP', secrets: [mail] },
      { place: 'host and IPTC', secrets: [street] },
    ],
    worth: [{ what: 'picture byte for byte', holds: (output) => Buffer.from(output).includes(picture) }],
  }
}

function segment(marker: number, payload: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0])
  header.writeUInt16BE(payload.length + 2, 2)
  return Buffer.concat([header, payload])
}

function chunk(type: string, data: Buffer): Buffer {
  const made = Buffer.alloc(12 + data.length)
  made.writeUInt32BE(data.length, 0)
  made.write(type, 4, 'latin1')
  data.copy(made, 8)
  made.writeUInt32BE(crc32(made.subarray(4, 8 + data.length)), 8 + data.length)
  return made
}

/** A colour profile whose words name somebody: a white point and a maker's description. */
function iccOf(name: string): string {
  const data = Buffer.alloc(132 + 24 + 20 + 40)
  data.writeUInt32BE(data.length, 0)
  data.write('mntrRGB XYZ ', 12, 'latin1')
  data.write('acsp', 36, 'latin1')
  data.writeUInt32BE(2, 128)
  data.write('wtpt', 132, 'latin1')
  data.writeUInt32BE(156, 136)
  data.writeUInt32BE(20, 140)
  data.write('dmnd', 144, 'latin1')
  data.writeUInt32BE(176, 148)
  data.writeUInt32BE(40, 152)
  data.write('XYZ ', 156, 'latin1')
  data.write(`text\0\0\0\0${name}`, 176, 'latin1')
  return data.toString('latin1')
}

/** From the first scan to the end of the image. */
function scanOf(jpeg: Buffer): Buffer {
  return jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xda])))
}

/** Height and width as the frame says them. */
function frameSize(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  return jpeg.subarray(at + 5, at + 9)
}
