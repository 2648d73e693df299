import { maskBoxes } from '@clic/pixels'
import { cleanFreeText } from '../clean-text.ts'
import { findIdentifiers } from '../danish/find-identifiers.ts'
import { readerOf } from '../pixels/reader-of.ts'
import { cleanTogether } from './clean-together.ts'
import { asksForPerson, unnamed } from './fhir-questions.ts'
import { type FileJob, fired, type Handled, refuse } from './file-result.ts'
import { lookAtPicture } from './look-at-picture.ts'
import { noWordsKept } from './no-words-kept.ts'
import { maySpell } from './pdf-drawings.ts'
import { type FilledText, filledText, withoutDoubtful } from './pdf-holes.ts'
import type { PdfPicture } from './pdf-pictures.ts'
import { type PdfPage, type PdfText, readPdf, unknownLetters } from './pdf-reading.ts'
import { findWrapped } from './pdf-wrapped.ts'
import { writePdf } from './pdf-writing.ts'

/**
 * A PDF written anew from what the old one shows: cleaned text at its places, and the pictures with text and faces masked. Nothing else
 * is carried over: no metadata, attachment, annotation, form, outline, font, drawing or link, and no byte of the old file.
 */
export async function rewritePdf(input: Uint8Array, job: FileJob): Promise<Handled> {
  if (!job.profile.options.cleanDescriptors) return noWordsKept
  const read = await readPdf(input)
  if ('refusal' in read) return { ok: false, refusal: read.refusal }
  const pages: PdfPage[] = []
  const letters = { all: 0, doubtful: 0 }
  for (const page of read.pages) {
    if (page.texts.length === 0 && page.pictures.length === 0 && maySpell(page)) return drawn
    const pictures = await lookedThrough(page, job)
    if (!Array.isArray(pictures)) return pictures
    if (page.drawings > 0) fired(job, 'drawing-removed', page.drawings)
    pages.push({ ...page, texts: cleanedTexts(page.texts, job, letters), pictures })
  }
  if (letters.doubtful >= fewestDoubtful && letters.doubtful > letters.all * mostDoubtful)
    return { ok: false, refusal: unknownLetters }
  fired(job, 'attachment-removed', read.attachments)
  fired(job, 'document-cleaned')
  const written = writePdf(pages)
  return { ok: true, ...written, pixelsChanged: false, extension: 'pdf' }
}

/** Without a reader a picture beside text is left out; a page that is a picture alone is a scan, and nobody has read it. */
async function lookedThrough(page: PdfPage, job: FileJob): Promise<PdfPicture[] | ReturnType<typeof refuse>> {
  if (page.pictures.length === 0) return []
  if (!(await readerOf(job.terms))) {
    if (page.texts.length === 0) return scanned
    fired(job, 'picture-removed', page.pictures.length)
    return []
  }
  const kept: PdfPicture[] = []
  for (const picture of page.pictures) {
    const looked = await lookAtPicture(picture.raster, job)
    if (!looked.ok) return looked
    kept.push({ ...picture, raster: maskBoxes(picture.raster, looked.boxes) })
  }
  return kept
}

/** Words with a letter that nobody knows, from which on a document is not one with a few odd signs. */
const fewestDoubtful = 5
/** Of all letters. */
const mostDoubtful = 0.01

/** In the order of reading, so that what belongs together stands together. */
function cleanedTexts(texts: readonly PdfText[], job: FileJob, letters: { all: number; doubtful: number }): PdfText[] {
  const sorted = [...texts].sort(
    (a, b) => a.angle - b.angle || (Math.abs(a.y - b.y) > Math.min(a.size, b.size) / 2 ? b.y - a.y : a.x - b.x),
  )
  const filled = sorted.map((one) => filledText(withoutPerson(one, job), job.sweep))
  for (const { text, doubtful } of filled) {
    letters.all += text.length
    letters.doubtful += doubtful.length
    fired(job, 'unread-word-removed', doubtful.length)
  }
  const pieces = sorted.map((one, i) => ({ text: filled[i]!.text, between: betweenOf(sorted[i - 1], one) }))
  const read = sorted.map((one, i) => ({ ...one, read: filled[i]!.text }))
  const cut = findWrapped(read, (text) => [...job.cleaning.sweep.find(text), ...findIdentifiers(text)])
  const { texts: cleaned, found } = cleanTogether(pieces, job.cleaning, cut)
  for (const [kind, count] of Object.entries(found)) fired(job, `text-${kind}`, count)
  return sorted.flatMap((one, i) => written(one, filled[i]!, cleaned[i]!, job)).filter((one) => one.text.trim() !== '')
}

/** Spaced out letters in which nobody is named stay spaced out. */
function written(one: PdfText, { text, doubtful }: FilledText, cleaned: string, job: FileJob): PdfText[] {
  if (!one.parts || cleaned !== text || doubtful.length > 0)
    return [{ ...one, text: withoutDoubtful(cleaned, doubtful, job.cleaning.mark) }]
  return one.parts.map((part) => ({ ...part, text: cleanFreeText(part.text, job.cleaning).text }))
}

/** What stands in a field that asks who somebody is names nobody. */
function withoutPerson({ field, read, text }: PdfText, job: FileJob): string {
  return field !== undefined && asksForPerson(field) ? unnamed(text, job) : (read ?? text)
}

function betweenOf(before: PdfText | undefined, here: PdfText): string {
  if (!before) return ''
  const down = Math.abs(before.y - here.y)
  const other = before.angle !== here.angle || Math.abs(before.size - here.size) > 1
  // Lines that stand apart, or are of another size, begin something new: a name does not run on.
  if (down > here.size / 2 && (other || down > here.size * 1.6)) return '\n\n\n\n'
  if (down > here.size / 2) return '\n'
  return here.x - (before.x + before.width) > here.size * 0.12 ? ' ' : ''
}

const scanned = refuse(
  'document-scanned',
  'A page of the PDF is a picture, most likely a scanned letter, and nothing here reads pixels.',
  'Switch the pixel step on, or let an authorised person redact it.',
)
const drawn = refuse(
  'document-drawn',
  'A page of the PDF is drawn in lines and areas; what they spell is not read.',
  'Print it to a PDF with text, or let an authorised person redact it.',
)
