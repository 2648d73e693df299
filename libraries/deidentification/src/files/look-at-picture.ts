import { type Box, isTechnical, type MaskBox, maskBoxes, type Raster, type TextFound } from '@clic/pixels'
import { readerOf } from '../pixels/reader-of.ts'
import { type FileJob, fired, refuse } from './file-result.ts'

export type Looked = { ok: true; boxes: Box[] } | ReturnType<typeof refuse>

/** Around a face, as a part of its size: hair, ears and chin. */
const faceMargin = 0.25
/** After the first look what was masked is looked at again: beside large letters small ones are overlooked. */
const mostLooks = 3

/**
 * Looks for text and faces, which the reader finds however they are turned. All text counts but what is certainly a
 * measure: what a text says of people is not weighed. Looks again at what is masked, until nothing more is found; a picture that does not
 * come to an end is refused. Letters under curves, and those that touch the border, are looked for at the end. No boxes when nothing was found.
 */
export async function lookAtPicture(raster: Raster, job: FileJob): Promise<Looked> {
  const reader = await readerOf(job.terms)
  if (!reader) return noReader
  const faces = (await reader.faces(raster)).map((face) => wider(face.box))
  const boxes = [...faces]
  let texts = 0
  job.pictures++
  for (let look = 1; ; look++) {
    const found = (await reader.text(boxes.length > 0 ? maskBoxes(raster, boxes) : raster, { again: look > 1 })).filter(
      (text) => !isTechnical(text),
    )
    texts += found.length
    boxes.push(...found.map((text) => text.box))
    // What is found but cannot be read is masked as well; only what can be read asks for another look.
    if (!found.some(isReadable)) break
    if (look === mostLooks) return textRemains
  }
  for (const last of ['crossed', 'border'] as const) {
    const found = (await reader.text(raster, { [last]: [...boxes] })).filter((text) => !isTechnical(text))
    texts += found.length
    boxes.push(...found.map((text) => text.box))
  }
  if (boxes.length === 0) return { ok: true, boxes }
  if (!job.profile.options.cleanPixelData) return notCleaned
  fired(job, 'picture-text-masked', texts)
  fired(job, 'picture-face-masked', faces.length)
  const boxesOf = (kind: MaskBox['kind'], some: readonly Box[]) => some.map((box) => ({ kind, ...inside(box, raster) }))
  const masked = [...boxesOf('face', faces), ...boxesOf('text', boxes.slice(faces.length))]
  job.masks.push({ from: job.pictures, to: job.pictures, boxes: masked })
  return { ok: true, boxes }
}

function isReadable(text: TextFound): boolean {
  return text.score > 0.6 && /[\p{L}\p{N}].*[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text.text)
}

/** In whole pixels of the picture, as they turn black. */
function inside(box: Box, raster: Raster): Box {
  const [x, y] = [Math.max(0, Math.floor(box.x)), Math.max(0, Math.floor(box.y))]
  return {
    x,
    y,
    width: Math.min(raster.width, Math.ceil(box.x + box.width)) - x,
    height: Math.min(raster.height, Math.ceil(box.y + box.height)) - y,
  }
}

function wider(box: Box): Box {
  const [x, y] = [box.width * faceMargin, box.height * faceMargin]
  return { x: box.x - x, y: box.y - y, width: box.width + 2 * x, height: box.height + 2 * y }
}

const noReader = refuse(
  'look-photograph',
  'A picture may show a face, a wristband or written text, and nothing here reads pixels.',
  'An authorised person looks at it, or the pixel step is switched on.',
)

const notCleaned = refuse(
  'look-photograph',
  'The picture shows text or a face, and the profile does not clean pixel data.',
  'Switch cleanPixelData on in the profile, or leave the picture out.',
)

const textRemains = refuse(
  'look-photograph',
  'The picture still shows text after it was masked several times.',
  'An authorised person looks at it and masks the text.',
)

export const notDecodable = refuse(
  'look-photograph',
  'The picture cannot be decoded here, so nobody saw what it shows.',
  'An authorised person looks at it, or it is sent in a common form.',
)
