import { deflateSync } from 'node:zlib'
import type { Raster } from '@clic/pixels'
import { helveticaWidth } from './helvetica.ts'
import type { PdfPage, PdfText } from './pdf-reading.ts'
import { winAnsi } from './win-ansi.ts'

/**
 * Writes a plain PDF 1.4: one standard font, text not packed (so that it can be searched as it is), pictures packed without loss. The
 * parts with words come first; `headerBytes` is where they end.
 */
export function writePdf(pages: readonly PdfPage[]): { parts: Uint8Array[]; headerBytes: number } {
  const objects: Buffer[] = []
  const add = (...parts: (string | Uint8Array)[]) =>
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))))
  const pageCount = pages.length
  const pictureStart = 4 + 2 * pageCount
  let picture = pictureStart
  const kids = pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')
  add('<</Type/Catalog/Pages 2 0 R>>')
  add(`<</Type/Pages/Count ${pageCount}/Kids[${kids}]>>`)
  add('<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>')
  for (const [i, page] of pages.entries()) {
    const names = page.pictures.map((_, n) => `/I${n} ${picture + n} 0 R`).join('')
    picture += page.pictures.length
    const content = Buffer.concat([...page.pictures.map(placed), ...page.texts.map(written)])
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${number(page.width)} ${number(page.height)}]`,
      `/Resources<</Font<</F 3 0 R>>/XObject<<${names}>>>>/Contents ${5 + 2 * i} 0 R>>`,
    )
    add(`<</Length ${content.length}>>stream\n`, content, '\nendstream')
  }
  for (const page of pages) for (const { raster } of page.pictures) add(...imageObject(raster))
  return assembled(objects, pictureStart)
}

function assembled(objects: readonly Buffer[], pictureStart: number): { parts: Uint8Array[]; headerBytes: number } {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let position = parts[0]!.length
  let headerBytes = 0
  objects.forEach((object, i) => {
    if (i + 1 === pictureStart) headerBytes = position
    const whole = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    offsets.push(position)
    parts.push(whole)
    position += whole.length
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${position}\n%%EOF\n`,
    ),
  )
  return { parts, headerBytes: headerBytes || position }
}

function number(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 1000) / 1000) : '0'
}

/** The text in its place, stretched or pressed to the length that it had where it kept its letters. */
function written(text: PdfText): Buffer {
  const bytes = winAnsi(text.text)
  const natural = helveticaWidth(bytes) * text.size
  const scale = natural > 0 && text.width > 0 ? Math.min(130, Math.max(50, (100 * text.width) / natural)) : 100
  const [cos, sin] = [Math.cos(text.angle), Math.sin(text.angle)]
  const at = [cos, sin, -sin, cos, text.x, text.y].map(number).join(' ')
  return Buffer.concat([
    Buffer.from(`BT/F ${number(text.size)} Tf ${number(scale)} Tz ${at} Tm(`),
    literal(bytes),
    Buffer.from(')Tj ET\n'),
  ])
}

function literal(bytes: Uint8Array): Buffer {
  return Buffer.from(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\\()]/g, '\\$&'),
    'latin1',
  )
}

function placed(picture: PdfPage['pictures'][number], i: number): Buffer {
  return Buffer.from(`q ${picture.matrix.map(number).join(' ')} cm/I${i} Do Q\n`)
}

function imageObject({ width, height, channels, data }: Raster): (string | Uint8Array)[] {
  const packed = deflateSync(data)
  const space = channels === 3 ? '/DeviceRGB' : '/DeviceGray'
  return [
    `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace${space}/BitsPerComponent 8/Filter/FlateDecode/Length ${packed.length}>>stream\n`,
    packed,
    '\nendstream',
  ]
}
