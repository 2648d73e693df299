import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Refusal } from '../object-checks.ts'
import { joinAccents } from './join-accents.ts'
import { unpacksTooLarge } from './pdf-bomb.ts'
import { unreadLetters, withHoles } from './pdf-codes.ts'
import type { Drawn } from './pdf-drawings.ts'
import { addFontUse, type UsedFont } from './pdf-font-use.ts'
import { saidWithLigatures } from './pdf-holes.ts'
import { lettersOf } from './pdf-letters.ts'
import { type PdfPicture, picturesOf } from './pdf-pictures.ts'
import { readSpaced } from './pdf-spaced.ts'
import { fontsWithTable } from './pdf-tables.ts'

/** A run of letters as it stands on the page. */
export interface PdfText {
  text: string
  /** From the lower left corner, in points. */
  x: number
  y: number
  size: number
  /** Length on the page along the direction of writing. */
  width: number
  /** Radians. */
  angle: number
  /** Of a form: what the field is called. */
  field?: string
  /** What its letters say together where they are spaced out, and the texts that it was made of. */
  read?: string
  parts?: PdfText[]
  /** In which of the document's fonts it is written. */
  font?: string
}

export interface PdfPage extends Drawn {
  width: number
  height: number
  texts: PdfText[]
  pictures: PdfPicture[]
}

export interface PdfContent {
  pages: PdfPage[]
  /** All words of the document, its metadata included; for finding whom it is about. */
  words: string
  /** Attached files, none of which is kept. */
  attachments: number
}

const mostPages = 1000

/** A name behind its label ends with the line. */
function lineBetween(before: PdfText | undefined, here: PdfText): string {
  if (!before) return ''
  return Math.abs(before.y - here.y) > here.size / 2 ? '\n' : ' '
}

/** Reads what a PDF shows (ISO 32000-1): text with its place, form values, pictures. A refusal for what may show more than is read. */
export async function readPdf(input: Uint8Array): Promise<PdfContent | { refusal: Refusal }> {
  if (unpacksTooLarge(input)) return { refusal: bomb }
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = pdfjs.getDocument({
    data: Uint8Array.from(input),
    verbosity: 0,
    stopAtErrors: true,
    useSystemFonts: false,
    disableFontFace: true,
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    maxImageSize: 100_000_000,
    cMapUrl: join(folder, 'cmaps/'),
    standardFontDataUrl: join(folder, 'standard_fonts/'),
    wasmUrl: join(folder, 'wasm/'),
  })
  try {
    const document = await task.promise
    const { info, metadata } = await document.getMetadata()
    const about = info as Record<string, unknown>
    if (about['IsXFAPresent']) return { refusal: forms }
    if (await document.getJSActions()) return { refusal: script }
    if (document.numPages > mostPages) return { refusal: tooLong }
    const pages: PdfPage[] = []
    const fonts = new Map<string, UsedFont>()
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      if (await page.getJSActions()) return { refusal: script }
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view
      const content = await page.getTextContent()
      const texts = content.items.flatMap((item) => ('str' in item ? textAt(item, left, bottom) : []))
      for (const note of await page.getAnnotations()) texts.push(...shownValue(note, left, bottom))
      const operators = await page.getOperatorList()
      addFontUse(fonts, pdfjs.OPS, operators, page.commonObjs)
      const read = readSpaced(texts, () => lettersOf(pdfjs.OPS, operators, page.commonObjs, left, bottom))
      const drawn = await picturesOf(pdfjs.OPS, operators, page, left, bottom)
      if (!drawn) return { refusal: broken }
      pages.push({ width: right - left, height: top - bottom, texts: read, ...drawn })
      page.cleanup()
    }
    const { unread, tooMany } = unreadLetters(fonts, fontsWithTable(input))
    if (tooMany) return { refusal: unknownLetters }
    for (const page of pages) page.texts = joinAccents(page.texts.map((one) => holed(one, unread)))
    const attachments = Object.keys((await document.getAttachments()) ?? {}).length
    const words = [
      ...Object.values(about).filter((value) => typeof value === 'string'),
      metadata ? JSON.stringify([...metadata]) : '',
      ...pages.map((page) =>
        saidWithLigatures(
          page.texts.map((one, i) => `${lineBetween(page.texts[i - 1], one)}${one.read ?? one.text}`).join(''),
        ),
      ),
      ...pages.flatMap((page) => page.texts.filter(isOwnName).map((one) => `Navn: ${one.text}`)),
    ].join('\n')
    return { pages, words, attachments }
  } catch (error) {
    // Its message may quote the file.
    return { refusal: error instanceof Error && error.name === 'PasswordException' ? locked : broken }
  } finally {
    await task.destroy()
  }
}

function textAt(
  item: { str: string; transform: number[]; width: number; fontName: string },
  left: number,
  bottom: number,
): PdfText[] {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform
  if (item.str.trim() === '') return []
  const size = Math.hypot(c, d) || Math.hypot(a, b)
  const place = { x: x - left, y: y - bottom, size, width: item.width, angle: Math.atan2(b, a) }
  return [{ text: item.str, ...place, font: item.fontName }]
}

/** A text with holes for the letters of its fonts that nobody knows. */
function holed(one: PdfText, unread: ReadonlyMap<string, ReadonlySet<string>>): PdfText {
  const own = (font = '') => unread.get(font)
  if (!one.parts) return { ...one, text: withHoles(one.text, own(one.font)) }
  const parts = one.parts.map((part) => holed(part, unread))
  const all = new Set(one.parts.flatMap(({ font }) => [...(own(font) ?? [])]))
  return { ...one, text: parts.map(({ text }) => text).join(' '), read: withHoles(one.read ?? one.text, all), parts }
}

/** The field of a form that asks for the patient's own name. */
function isOwnName({ field = '' }: PdfText): boolean {
  return /^(?:patient(?:ens|en|s)?|pt)? ?(?:fulde? ?|full ?)?(?:navn|name|namn)$/i.test(field)
}

/** What stands in a form field, or in a note written on the page. */
function shownValue(note: Record<string, unknown>, left: number, bottom: number): PdfText[] {
  const shown =
    note['fieldValue'] ?? (note['subtype'] === 'FreeText' ? (note['contentsObj'] as { str?: string })?.str : '')
  const value = Array.isArray(shown) ? shown.join(', ') : shown
  const rect = note['rect']
  const name = note['fieldName']
  const field = typeof name === 'string' ? { field: name.replace(/[_.\-[\]\d]+/g, ' ').trim() } : {}
  if (typeof value !== 'string' || value.trim() === '' || value === 'Off' || !Array.isArray(rect)) return []
  const [x = 0, y = 0, right = 0] = rect as number[]
  return value.split(/[\r\n]+/).map((text, i) => ({
    text,
    x: x - left,
    y: y - bottom + 2 - 10 * i,
    size: 9,
    width: right - x,
    angle: 0,
    ...field,
  }))
}

const refusal = (code: string, reason: string, next: string): Refusal => ({ code, reason, next })
const bomb = refusal('unpacks-too-large', 'The document unpacks to more than any document needs.', 'Leave it out.')
const locked = refusal(
  'document-locked',
  'The PDF is encrypted with a password, so nobody can see what it says.',
  'Ask for it without a password.',
)
const forms = refusal(
  'document-not-cleaned',
  'The PDF is an XFA form: what it shows is made by a program inside of it.',
  'Print it to a plain PDF and send that.',
)
const script = refusal(
  'document-not-cleaned',
  'The PDF holds a script that may change what it shows.',
  'Print it to a plain PDF and send that.',
)
const tooLong = refusal('too-many-pages', `The PDF has more than ${mostPages} pages.`, 'Split it and send the parts.')
const broken = refusal(
  'unreadable',
  'The PDF cannot be read to its end.',
  'Ask the sender for the file again; nothing of it was released.',
)
export const unknownLetters = refusal(
  'document-letters-unknown',
  'The text of the PDF cannot be read: a font in it does not say which letters it writes, or says it wrongly.',
  'Print it to a PDF again with its fonts embedded, or send it as a scan.',
)
