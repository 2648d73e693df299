import { type Box, maskBoxes, type Raster } from '@clic/pixels'
import { type FileJob, fired, refuse } from './file-result.ts'
import { boxBeforeQuarterTurn, uprightRaster } from './turn-raster.ts'

export type Looked = { ok: true; masked: Raster | undefined } | ReturnType<typeof refuse>

/** Around a face, as a part of its size: hair, ears and chin. */
const faceMargin = 0.25

/**
 * Looks for text and faces, upright and turned by a quarter (a wristband lies as it likes), and masks all of them: what a text says is
 * not weighed. `masked` is undefined when nothing was found.
 */
export async function lookAtPicture(raster: Raster, job: FileJob): Promise<Looked> {
  const reader = job.terms.pixels
  if (!reader) return noReader
  const turned = uprightRaster(raster, 6)
  const [texts, faces] = [
    [
      ...(await reader.text(raster)).map((one) => one.box),
      ...(await reader.text(turned)).map((one) => boxBeforeQuarterTurn(one.box, raster.height)),
    ],
    [
      ...(await reader.faces(raster)).map((one) => one.box),
      ...(await reader.faces(turned)).map((one) => boxBeforeQuarterTurn(one.box, raster.height)),
    ],
  ]
  if (texts.length + faces.length === 0) return { ok: true, masked: undefined }
  if (!job.profile.options.cleanPixelData) return notCleaned
  fired(job, 'picture-text-masked', texts.length)
  fired(job, 'picture-face-masked', faces.length)
  return { ok: true, masked: maskBoxes(raster, [...texts, ...faces.map(wider)]) }
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

export const notDecodable = refuse(
  'look-photograph',
  'The picture cannot be decoded here, so nobody saw what it shows.',
  'An authorised person looks at it, or it is sent in a common form.',
)
