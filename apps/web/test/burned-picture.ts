import { readDataset, tag, writeFile } from '@clic/dicom'
import type { Browser } from 'playwright-core'
import { type SmallStudy, smallStudy } from '../../../testing/clinic-senders.ts'

export interface Burned {
  study: SmallStudy
  files: Uint8Array[]
  rows: number
  columns: number
}

/**
 * A study of one object whose pixels show lines of text, drawn by the browser and not by our own code, on a grey fan. It calls itself a
 * label, which only a person can let go.
 */
export async function burnedPicture(
  browser: Browser,
  seed: string,
  given: {
    columns: number
    rows: number
    frames: number
    lines: (name: string, cpr: string) => string[]
    label?: boolean
  },
): Promise<Burned> {
  const study = smallStudy(seed, { slices: 1 })
  const read = readDataset(study.files[0] as Uint8Array)
  if (!read.ok) throw new Error(read.problem.message)
  const { columns, rows, frames } = given
  const [family = '', first = ''] = study.identity.name.split('^')
  const lines = given.lines(`${family.toUpperCase()}, ${first}`, study.identity.cpr)
  const page = await browser.newPage()
  const frame = Buffer.from(await page.evaluate(greyPicture, { columns, rows, lines }), 'base64')
  await page.close()
  const pixels = Buffer.concat(
    Array.from({ length: frames }, (_, n) => {
      const one = Buffer.from(frame)
      // A dot that wanders, so that the frames differ.
      one.fill(200, (rows >> 1) * columns + 40 + n * 9, (rows >> 1) * columns + 46 + n * 9)
      return one
    }),
  )
  const set = (name: string, vr: string, value: object) => read.dataset.set(tag(name), { vr, ...value })
  // Else of a class that no rule looks at.
  if (given.label !== false) set('ImageType', 'CS', { strings: ['DERIVED', 'PRIMARY', 'LABEL'] })
  else set('SOPClassUID', 'UI', { strings: ['1.2.840.10008.5.1.4.1.1.4.1'] })
  set('Rows', 'US', { numbers: [rows] })
  set('Columns', 'US', { numbers: [columns] })
  set('BitsAllocated', 'US', { numbers: [8] })
  set('BitsStored', 'US', { numbers: [8] })
  set('HighBit', 'US', { numbers: [7] })
  set('PixelRepresentation', 'US', { numbers: [0] })
  if (frames > 1) set('NumberOfFrames', 'IS', { strings: [String(frames)] })
  set('PixelData', 'OB', { bytes: pixels })
  return { study, files: [writeFile(read.dataset)], rows, columns }
}

/** In the browser: a grey fan with lines of text over it, a byte a pixel, as base64. */
function greyPicture({ columns, rows, lines }: { columns: number; rows: number; lines: string[] }): string {
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  const draw = canvas.getContext('2d') as CanvasRenderingContext2D
  draw.fillStyle = '#000'
  draw.fillRect(0, 0, columns, rows)
  for (let ring = 0; ring < 60; ring++) {
    draw.strokeStyle = `rgb(${40 + ((ring * 37) % 90)},${40 + ((ring * 37) % 90)},${40 + ((ring * 37) % 90)})`
    draw.lineWidth = rows / 90
    draw.beginPath()
    draw.arc(columns / 2, rows * 0.16, (rows * 0.78 * (ring + 6)) / 66, Math.PI * 0.22, Math.PI * 0.78)
    draw.stroke()
  }
  const size = Math.round(rows / 22)
  draw.fillStyle = '#fff'
  draw.font = `${size}px sans-serif`
  lines.forEach((line, i) => {
    draw.fillText(line, columns * 0.03, size * 1.6 * (i + 1))
  })
  const { data } = draw.getImageData(0, 0, columns, rows)
  let text = ''
  for (let n = 0; n < columns * rows; n++) text += String.fromCharCode(data[n * 4] as number)
  return btoa(text)
}
