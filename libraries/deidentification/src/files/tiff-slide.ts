import { cleanAperio } from './aperio-description.ts'
import { type FileJob, fired, refuse } from './file-result.ts'
import { type Layout, layOut, type NewPage, plainPage } from './tiff-layout.ts'
import { numbersOf, Order, type Tiff, type TiffPage } from './tiff-structure.ts'

/** A tiled picture of this many pixels across comes from a slide scanner, and from no camera. */
const slideWidth = 12_000

export type SlideKind = 'aperio' | 'hamamatsu' | 'plain' | 'foreign'

/** What kind of whole-slide file it is; undefined for an ordinary picture. */
export function slideKind(tiff: Tiff): SlideKind | undefined {
  const [first] = tiff.pages
  if (!first) return undefined
  const description = descriptionOf(first)
  if (first.fields.has(65420)) return 'hamamatsu'
  if (description.startsWith('Aperio')) return 'aperio'
  if (/leica|<scn|DPUfsImport|PhilipsDP|iScan|level=\d+ mag=|Label.?Image|Trestle|MIRAX|<OME/i.test(description))
    return 'foreign'
  const tiled = tiff.pages.filter(isTiled)
  const wide = tiled.some((page) => numberOf(page, 256, tiff) >= slideWidth || numberOf(page, 257, tiff) >= slideWidth)
  if (!wide) return undefined
  return tiff.pages.some((page) => descriptionOf(page) !== '' || page.fields.has(700)) ? 'foreign' : 'plain'
}

export function slideExtension(kind: SlideKind): string {
  return kind === 'aperio' ? 'svs' : kind === 'hamamatsu' ? 'ndpi' : 'tif'
}

/** The new file of a slide: its levels only. A refusal when it cannot be told which pages are levels. */
export function slideLayout(
  tiff: Tiff,
  kind: SlideKind,
  size: number,
  job: FileJob,
): Layout | ReturnType<typeof refuse> {
  if (kind === 'foreign') return foreignSlide
  if (kind === 'hamamatsu' && !tiff.big && size > 0xffffffff) return longHamamatsu
  const pages: NewPage[] = []
  for (const page of tiff.pages) {
    if (!isLevel(page, tiff, kind)) {
      fired(job, 'slide-picture-removed')
      continue
    }
    const made = plainPage(page, tiff, size, job)
    if (!made) return brokenSlide
    if (kind === 'aperio') {
      const text = Buffer.from(`${cleanAperio(descriptionOf(page), job)}\0`, 'latin1')
      made.fields.set(270, { type: 2, count: text.length, value: text })
    }
    pages.push(made)
  }
  if (pages.length === 0) return foreignSlide
  const total = pages.flatMap((page) => page.pieces).reduce((sum, piece) => sum + piece.size, 0)
  // Strips that overlap would make a file grow without end.
  if (total > size) return brokenSlide
  fired(job, 'slide-levels-kept', pages.length)
  return layOut(pages, tiff.little, tiff.big)
}

/** The volume of the tissue; never label, macro, map or thumbnail. */
function isLevel(page: TiffPage, tiff: Tiff, kind: SlideKind): boolean {
  if (kind === 'hamamatsu') {
    const lens = page.fields.get(65421)
    if (lens?.type !== 11) return false
    return new Order(tiff.little).f32(lens.value, 0) > 0
  }
  if (!isTiled(page) || /\b(?:label|macro)\b/i.test(descriptionOf(page))) return false
  // 1 and 9 are what Aperio gives label and macro.
  const subtype = numberOf(page, 254, tiff)
  if (kind === 'aperio') return subtype === 0 && descriptionOf(page).startsWith('Aperio')
  const [first] = tiff.pages.filter(isTiled)
  const shape = (one: TiffPage) => numberOf(one, 256, tiff) / numberOf(one, 257, tiff)
  return subtype <= 1 && Math.abs(shape(page) / shape(first!) - 1) < 0.03
}

function isTiled(page: TiffPage): boolean {
  return page.fields.has(324) && page.fields.has(322)
}

export function numberOf(page: TiffPage, tag: number, tiff: Tiff): number {
  return numbersOf(page.fields.get(tag), tiff.little)[0] ?? 0
}

function descriptionOf(page: TiffPage): string {
  return page.fields.get(270)?.value.toString('latin1').replace(/\0+$/, '') ?? ''
}

const foreignSlide = refuse(
  'slide-kind',
  'A whole-slide file of a kind whose label and overview cannot be told from its levels with certainty.',
  'Convert it to DICOM or to Aperio’s form, or send its levels as a plain pyramid.',
)
const longHamamatsu = refuse(
  'slide-kind',
  'A Hamamatsu file longer than 4 GiB: it goes beyond TIFF in a way of its own.',
  'Convert it to DICOM and send that.',
)
const brokenSlide = refuse(
  'unreadable',
  'The file cannot be read: a tile lies outside of it.',
  'Ask the sender for the file again; nothing of it was released.',
)
