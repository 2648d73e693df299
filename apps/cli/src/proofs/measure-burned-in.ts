import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Box, boxesToMask, type Raster } from '@clic/pixels'
import { openModels } from '@clic/pixels/open-models'
import { repository } from '../repository.ts'

/** A text as `render-burned-in.py` drew it: the box of its ink. */
interface Planted {
  what: 'name' | 'cpr' | 'technical'
  style: string
  /** Height of a capital in pixels. */
  cap: number
  box: Box
}

interface Rendered extends Raster {
  kind: string
  texts: Planted[]
}

export interface Tally {
  found: number
  of: number
}

interface BurnedInFigures {
  pictures: number
  /** Pictures given up, as a whole: they would go to quarantine. */
  refused: number
  identifying: Tally
  /** By what the text is, how it is drawn, on what, and its size; identifying text only. */
  classes: Map<string, Tally>
  /** Of the pixels of all pictures, those masked beyond any planted text. */
  otherShare: number
  otherByKind: Map<string, number>
  technicalKept: Tally
  cpuSecondsEach: number
  missed: string[]
}

/** So much of a text's box must be black. */
const leastShare = 0.97

/** Renders `count` pictures, masks them, and compares with what was drawn. */
export async function measureBurnedIn(
  given: { count: number; seed: number; data: string; python: string },
  say: (line: string) => void = () => {},
): Promise<BurnedInFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-burned-in-'))
  const script = join(repository, 'apps/cli/src/proofs/render-burned-in.py')
  const reader = await openModels(2)
  try {
    execFileSync(given.python, [script, given.data, folder, String(given.count), String(given.seed)])
    const figures = emptyFigures()
    const totals = { pixels: 0, other: 0, byKind: new Map<string, { pixels: number; other: number }>() }
    const before = process.cpuUsage()
    for (const file of readdirSync(folder)
      .filter((one) => one.endsWith('.json'))
      .sort()) {
      const picture = readPicture(folder, file)
      const boxes = await boxesToMask(reader, picture, { faces: false })
      figures.pictures++
      if (!boxes) {
        figures.refused++
        continue
      }
      const mask = maskOf(picture, boxes)
      tallyTexts(figures, picture, mask, file)
      const other = otherPixels(picture, mask)
      const kind = totals.byKind.get(picture.kind) ?? { pixels: 0, other: 0 }
      totals.byKind.set(picture.kind, { pixels: kind.pixels + mask.length, other: kind.other + other })
      totals.pixels += mask.length
      totals.other += other
      if (figures.pictures % 20 === 0)
        say(`${figures.pictures} of ${given.count} pictures, ${figures.missed.length} missed`)
    }
    const used = process.cpuUsage(before)
    figures.cpuSecondsEach = (used.user + used.system) / 1e6 / Math.max(1, figures.pictures)
    figures.otherShare = totals.other / Math.max(1, totals.pixels)
    figures.otherByKind = new Map([...totals.byKind].map(([kind, one]) => [kind, one.other / one.pixels]))
    return figures
  } finally {
    await reader.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function emptyFigures(): BurnedInFigures {
  const none = () => ({ found: 0, of: 0 })
  return {
    pictures: 0,
    refused: 0,
    identifying: none(),
    classes: new Map(),
    otherShare: 0,
    otherByKind: new Map(),
    technicalKept: none(),
    cpuSecondsEach: 0,
    missed: [],
  }
}

function readPicture(folder: string, file: string): Rendered {
  const described: Omit<Rendered, 'data'> = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  return { ...described, data: new Uint8Array(readFileSync(join(folder, file.replace('.json', '.raw')))) }
}

function maskOf(picture: Raster, boxes: readonly Box[]): Uint8Array {
  const mask = new Uint8Array(picture.width * picture.height)
  for (const box of boxes) fill(mask, picture, box)
  return mask
}

function fill(mask: Uint8Array, picture: Raster, box: Box): void {
  const left = Math.max(0, box.x)
  const right = Math.min(picture.width, box.x + box.width)
  for (let y = Math.max(0, box.y); y < Math.min(picture.height, box.y + box.height); y++)
    mask.fill(1, y * picture.width + left, y * picture.width + right)
}

function tallyTexts(figures: BurnedInFigures, picture: Rendered, mask: Uint8Array, file: string): void {
  for (const text of picture.texts) {
    const share = shareIn(picture, mask, text.box)
    if (text.what === 'technical') {
      figures.technicalKept.of++
      if (share < 0.5) figures.technicalKept.found++
      continue
    }
    const found = share >= leastShare
    const keys = [text.what, text.style, `on ${picture.kind}`, `capitals of ${text.cap} pixels`]
    const tallies = keys.map((key) => {
      const tally = figures.classes.get(key) ?? { found: 0, of: 0 }
      figures.classes.set(key, tally)
      return tally
    })
    for (const tally of [figures.identifying, ...tallies]) {
      tally.of++
      if (found) tally.found++
    }
    if (!found)
      figures.missed.push(
        `picture ${file.slice(0, 3)}: ${text.what}, ${text.style}, on ${picture.kind}, capitals of ${text.cap} pixels, ${Math.round(share * 100)} % of its box masked`,
      )
  }
}

function shareIn(picture: Raster, mask: Uint8Array, box: Box): number {
  let inside = 0
  for (let y = box.y; y < box.y + box.height; y++)
    for (let x = box.x; x < box.x + box.width; x++) inside += mask[y * picture.width + x]!
  return inside / (box.width * box.height)
}

/** Masked pixels farther from every planted text than a mask has to reach: half a capital and four pixels. */
function otherPixels(picture: Rendered, mask: Uint8Array): number {
  const text = new Uint8Array(mask.length)
  for (const { box, cap } of picture.texts) {
    const by = Math.ceil(cap / 2) + 4
    fill(text, picture, { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by })
  }
  return mask.reduce((sum, one, i) => sum + (one && !text[i] ? 1 : 0), 0)
}
