import type { PixelReader, TextFound } from '../pixel-reader.ts'
import { type Box, meet, type Raster } from '../raster.ts'
import { bridgeGaps } from '../text/bridge-gaps.ts'
import { coverBoxes } from '../text/cover-boxes.ts'
import { isTechnical } from '../text/technical-text.ts'
import { trimFlat } from '../text/trim-flat.ts'
import { decodeFrame, openCodecs } from './decode-frame.ts'
import { frameRasters } from './frame-raster.ts'
import { framesToLookAt } from './frames-to-look-at.ts'
import { followBlocks } from './held-contents.ts'
import { isBelieved } from './is-believed.ts'
import { type FrameMask, guardedPixels, type MaskBox, maskObject, type PixelRefusal } from './mask-object.ts'
import { type DicomImage, readImage } from './read-image.ts'

export type CleanedPixels =
  | { ok: true; bytes: Uint8Array; masks: FrameMask[]; framesLookedAt: number; textBoxes: number; faceBoxes: number }
  | PixelRefusal

/** How often masks are looked at again before the object is given up. */
const mostLooks = 5
/** A run of frames of one scene is looked at in so many of them at most, and in so many samples of pixels. */
const mostFrames = 48
const mostSamples = 400e6
/** Where more than that would be black, the picture is a document and little use is left. */
const mostMasked = 0.6
const facePadding = 0.25
/** Letters of that part of the picture would be read; a region that is not is a rib, a curve or a panel. */
const large = 0.1
/** Letters of that part would be read beyond doubt; of that one nobody writes a word of two or three letters, but ribs look like it. */
const [huge, vast] = [0.18, 0.5]

/**
 * Finds text (and faces) in an object's pixels, blackens them and looks again. A run of frames of one scene shares the boxes of those that
 * were looked at, which are those that show something that held still and was not seen in another; captures of several pages are looked at
 * page by page. What says that nothing is burned in is glanced at where a look takes long. Text that remains readable after five looks
 * refuses the object.
 */
export async function cleanPixels(
  bytes: Uint8Array,
  reader: PixelReader,
  given: { faces: boolean },
): Promise<CleanedPixels> {
  if (reader.clean) return reader.clean(bytes, given)
  const codecs = await openCodecs()
  return guardedPixels(async (): Promise<CleanedPixels> => {
    const image = readImage(bytes)
    // An image of which only the header is left shows nothing.
    if (!image) return { ok: true, bytes, masks: [], framesLookedAt: 0, textBoxes: 0, faceBoxes: 0 }
    const masks: FrameMask[] = []
    const drawn = (index: number) => frameRasters(image, decodeFrame(codecs, image, index))
    const believed = await isBelieved(reader, image, drawn, (line, raster) => isReadable(line, raster, 1))
    let framesLookedAt = believed ? Math.min(3, image.frames) : 0
    for (const [from, to, frames] of believed ? [] : scenesOf(image, drawn)) {
      const rasters = frames.map(drawn)
      framesLookedAt += frames.length
      const { boxes, remains } = await boxesOf(reader, rasters, given.faces)
      if (remains) return textRemains
      if (shareOf(image, boxes) > mostMasked)
        return shareOf(image, boxes.filter(isText)) > mostMasked ? mostlyText : mostlyFaces
      if (boxes.length > 0) masks.push({ from: from + 1, to: to + 1, boxes })
    }
    const masked = await maskObject(bytes, masks)
    if (!masked.ok) return masked
    const count = (kind: MaskBox['kind']) =>
      masks.reduce((sum, mask) => sum + mask.boxes.filter((box) => box.kind === kind).length, 0)
    return { ok: true, bytes: masked.bytes, masks, framesLookedAt, textBoxes: count('text'), faceBoxes: count('face') }
  })
}

/** Multi-frame captures: each frame may be another page. */
const pages = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(?:\.|$)/

/** First and last frame of each scene, and those that are looked at. */
function scenesOf(image: DicomImage, drawn: (index: number) => Raster[]): [number, number, number[]][] {
  if (pages.test(image.sopClassUid)) return image.coded.map((_, index) => [index, index, [index]])
  const follower = followBlocks(image.columns, image.rows)
  if (image.frames > 1) for (let index = 0; index < image.frames; index++) follower.next(drawn(index)[0]!)
  const most = Math.min(mostFrames, Math.floor(mostSamples / (image.rows * image.columns * image.samples)))
  return [[0, image.frames - 1, framesToLookAt(image.frames, follower.end(), most)]]
}

/** The boxes of one picture; undefined when text remains readable after five looks. */
export async function boxesToMask(
  reader: PixelReader,
  raster: Raster,
  given: { faces: boolean },
): Promise<MaskBox[] | undefined> {
  const found = await boxesOf(reader, [[raster]], given.faces)
  return found.remains ? undefined : found.boxes
}

/**
 * All boxes of a scene: what is found in its pictures, and then what else lies under curves in them or touches their borders. `remains`: as
 * in `boxesWithin`.
 */
export async function boxesOf(
  reader: PixelReader,
  frames: readonly Raster[][],
  faces: boolean,
): Promise<{ boxes: MaskBox[]; remains: boolean }> {
  const found = await boxesWithin(reader, frames, faces)
  const boxes = [...found.boxes]
  // These take no part in the looks before: what was found there, and what was not, stays as it is.
  for (const raster of found.remains ? [] : distinct(frames.flat())) {
    for (const line of await reader.text(raster, { crossed: boxes.map(plain) }))
      if (!isTechnical(line) && isReadable(line, raster, 1)) boxes.push({ ...plain(line.box), kind: 'text' })
    for (const line of await reader.text(raster, { border: boxes.map(plain) }))
      if (!isTechnical(line)) boxes.push({ ...plain(line.box), kind: 'text' })
  }
  const all = withoutInner(boxes)
  const [views] = frames.length === 1 ? frames : []
  return { ...found, boxes: views ? all.map((box) => (isText(box) ? trimFlat(box, views) : box)) : all }
}

/**
 * The boxes of what is found in the pictures of a scene. The pictures of a frame with something in it are masked and looked at again.
 * `remains`: text is readable after the last look.
 */
async function boxesWithin(
  reader: PixelReader,
  frames: readonly Raster[][],
  faces: boolean,
): Promise<{ boxes: MaskBox[]; remains: boolean }> {
  const boxes: MaskBox[] = []
  const before = new Map<Raster, { boxes: number; found: Box[] }>()
  let open = distinct(frames.flat())
  for (let look = 1; open.length > 0; look++) {
    const busy: Raster[] = []
    let readable = false
    for (const raster of open) {
      // What stands in every frame is found in the first of them, and is covered already in the others.
      const seen = coverBoxes(raster, boxes)
      const last = before.get(raster)
      const changed = last && [...last.found, ...boxes.slice(last.boxes).map(plain)]
      const found = await reader.text(seen, changed ? { again: true, changed } : {})
      before.set(raster, { boxes: boxes.length, found: found.map((line) => plain(line.box)) })
      const lines = found.filter(
        (line) =>
          !isTechnical(line) && (isReadable(line, raster, look) || (look === 1 && isNew(line.box, raster, boxes))),
      )
      readable ||= lines.some((line) => isReadable(line, raster, look))
      const shown = faces && look === 1 ? (await reader.faces(raster)).map((face) => padded(face.box, raster)) : []
      boxes.push(...lines.map((line) => ({ ...plain(line.box), kind: 'text' as const })), ...shown)
      if (lines.length + shown.length > 0) busy.push(raster)
    }
    if (look === mostLooks) return { boxes: whole(boxes), remains: readable }
    open = busy
  }
  return { boxes: whole(boxes), remains: false }
}

const isText = (box: MaskBox) => box.kind === 'text'

/**
 * Letters were made out. What is not readable counts in the first look only: the edges of masks look like text themselves. Huge letters are
 * read with ease, and not overlooked before: what is huge and read with doubt is a lung, a curve or a panel.
 */
function isReadable(line: TextFound, raster: Raster, look: number): boolean {
  if (!/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(line.text)) return false
  const share = sideShare(line.box, raster)
  if (share < huge) return line.score > 0.5
  const isWord = /(?:[\p{L}\p{N}].*){4}/u.test(line.text)
  return (isWord || share < vast) && line.score > (look === 1 && isWord ? 0.6 : 0.9)
}

/** What is not readable and may be text all the same: not so large that it would be read, and not the edge of a mask. */
function isNew(box: Box, raster: Raster, masked: readonly Box[]): boolean {
  return sideShare(box, raster) <= large && !masked.some((other) => meet(box, other))
}

/** A line's thickness as a part of the picture's longer side. */
function sideShare(box: Box, raster: Raster): number {
  return Math.min(box.width, box.height) / Math.max(raster.width, raster.height)
}

/** A still picture in many frames is looked at once. */
function distinct(rasters: readonly Raster[]): Raster[] {
  return rasters.filter(({ data }, i) => !rasters.some((other, j) => j < i && Buffer.compare(other.data, data) === 0))
}

const plain = ({ x, y, width, height }: Box): Box => ({ x, y, width, height })

function padded(box: Box, raster: Raster): MaskBox {
  const [dx, dy] = [box.width * facePadding, box.height * facePadding]
  const x = Math.max(0, Math.floor(box.x - dx))
  const y = Math.max(0, Math.floor(box.y - dy))
  return {
    kind: 'face',
    x,
    y,
    width: Math.min(raster.width, Math.ceil(box.x + box.width + dx)) - x,
    height: Math.min(raster.height, Math.ceil(box.y + box.height + dy)) - y,
  }
}

/** The boxes, and what lies between those that are pieces of one line. */
function whole(boxes: readonly MaskBox[]): MaskBox[] {
  return withoutInner([...boxes, ...bridgeGaps(boxes.filter(isText)).map((box) => ({ ...box, kind: 'text' as const }))])
}

/** Boxes that lie in others say nothing more. */
function withoutInner(boxes: readonly MaskBox[]): MaskBox[] {
  const inside = (a: Box, b: Box) =>
    a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height
  return boxes.filter(
    (box, i) => !boxes.some((other, j) => i !== j && inside(box, other) && (!inside(other, box) || j < i)),
  )
}

function shareOf(image: DicomImage, boxes: readonly Box[]): number {
  const seen = new Uint8Array(image.rows * image.columns)
  for (const box of boxes)
    for (let y = box.y; y < box.y + box.height; y++)
      seen.fill(1, y * image.columns + box.x, y * image.columns + box.x + box.width)
  return seen.reduce((sum, one) => sum + one, 0) / seen.length
}

const textRemains: PixelRefusal = {
  ok: false,
  code: 'pixels-text-remains',
  reason: 'After five rounds of masking there is still readable text in its pixels.',
  next: 'An authorised person masks the rest, or it is left out.',
}

const mostlyText: PixelRefusal = {
  ok: false,
  code: 'pixels-mostly-text',
  reason: 'More than six tenths of the picture would be masked: it looks like a scanned document.',
  next: 'Leave it out, or let an authorised person mask it by hand.',
}

const mostlyFaces: PixelRefusal = {
  ok: false,
  code: 'pixels-mostly-faces',
  reason: 'What may be a face covers more than six tenths of the picture: a face close by, or skin and a wound.',
  next: 'An authorised person looks at it and draws the boxes, or it is left out.',
}
