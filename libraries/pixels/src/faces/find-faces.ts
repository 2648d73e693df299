import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { FaceFound } from '../pixel-reader.ts'
import { type Box, overlap, type Raster } from '../raster.ts'
import { samplePlanes } from '../text/sample-picture.ts'
import { turnedBack, turnLeft } from '../text/turn-picture.ts'
import { faceInput, faceOutputs, faceSide } from './face-network.ts'
import { lookAgain, lookClose, type SecondLook, type SecondModels } from './second-look.ts'

export interface FaceModel {
  session: InferenceSession
  /** Top, left, bottom, right of each anchor, as parts of the side. */
  anchors: Float32Array
  second: SecondModels
}

/** What the first network takes for a face, and what the second look says of it. */
export interface FaceSeen extends FaceFound {
  /** By the first network in the whole picture or in a quarter of a large one; or by the others, as what fills the picture. */
  where: 'whole' | 'part' | 'close'
  look: SecondLook
}

/** Set for recall; what is no face and masked costs a patch of the picture. */
const leastScore = 0.35
/** In a part of the picture a face is larger, and more else looks like one. */
const leastScoreOfPart = 0.5
/** Smaller sides are not looked at in parts. */
const partedFrom = 640

/** Faces of a picture, upright or turned by quarters, and small ones in overlapping quarters of a large picture. */
export async function findFaces(model: FaceModel, raster: Raster): Promise<FaceFound[]> {
  const seen = await seeFaces(model, raster, { whole: leastScore, part: leastScoreOfPart })
  return distinct(seen.filter((face) => isFace(face, raster))).map(({ box, score }) => ({ box, score }))
}

/**
 * All that the first network scores as high, each with a second look at it. Boxes may lie on each other: what the second look refuses must
 * not hide what it confirms.
 */
export async function seeFaces(
  model: FaceModel,
  raster: Raster,
  least: { whole: number; part: number },
): Promise<FaceSeen[]> {
  const found: FaceSeen[] = []
  const undo: ((box: Box) => Box)[] = []
  const see = async (turned: Raster, box: Box, lowest: number, where: FaceSeen['where']) => {
    for (const face of await facesOf(model, turned, box, lowest)) {
      const look = await lookAgain(model.second, turned, face.box)
      found.push({ ...face, where, look, box: undo.reduceRight((inner, back) => back(inner), face.box) })
    }
  }
  if (Math.max(raster.width, raster.height) >= partedFrom)
    for (const part of quartersOf(raster)) await see(raster, part, least.part, 'part')
  let turned = raster
  for (let quarters = 0; quarters < 4; quarters++) {
    await see(turned, whole(turned), least.whole, 'whole')
    const close = await lookClose(model.second, turned)
    if (close) {
      const box = undo.reduceRight((inner, back) => back(inner), close.box)
      found.push({ box, score: Math.min(close.detector, close.mesh), where: 'close', look: close })
    }
    const { width } = turned
    undo.push((box) => turnedBack(box, width))
    turned = turnLeft(turned)
  }
  return found
}

/** Both others must be that sure of what the first network did not see. */
const sureClose = 0.7
/** Boxes below that part of the picture are masked whatever the second look says: it costs little, and what is small is hard to judge. */
const smallShare = 0.03
/** From there on the first network is not overruled. */
const beyondDoubt = 0.9
/** How sure the other detector is of a face at least; less is enough where the mesh fits as well. */
const confirmed = { alone: 0.75, withMesh: 0.5, mesh: 0.7 }

/** Whether a box is masked: what is weak and not small needs the second look to see a face as well (ADR 12 has what was measured). */
export function isFace({ where, score, box, look }: FaceSeen, raster: Raster): boolean {
  if (where === 'close') return score >= sureClose
  if (score >= beyondDoubt || box.width * box.height < smallShare * raster.width * raster.height) return true
  if (look.detector >= confirmed.alone) return true
  return look.detector >= confirmed.withMesh && look.mesh >= confirmed.mesh
}

const whole = ({ width, height }: Raster): Box => ({ x: 0, y: 0, width, height })

function quartersOf(raster: Raster): Box[] {
  const [width, height] = [Math.ceil(raster.width * 0.6), Math.ceil(raster.height * 0.6)]
  return [0, raster.height - height].flatMap((y) => [0, raster.width - width].map((x) => ({ x, y, width, height })))
}

async function facesOf(model: FaceModel, raster: Raster, part: Box, least: number): Promise<FaceFound[]> {
  const scale = faceSide / Math.max(part.width, part.height)
  const width = Math.round(part.width * scale)
  const height = Math.round(part.height * scale)
  const planes = samplePlanes(
    raster,
    { left: part.x, top: part.y, scaleX: scale, scaleY: scale, width, height },
    { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5], order: 'rgb' },
  )
  const square = new Float32Array(3 * faceSide * faceSide).fill(-1)
  for (let row = 0; row < 3 * height; row++) {
    const channel = Math.floor(row / height)
    const to = channel * faceSide * faceSide + (row % height) * faceSide
    square.set(planes.data.subarray(row * width, (row + 1) * width), to)
  }
  const input = new Tensor('float32', square, [1, 3, faceSide, faceSide])
  const output = await model.session.run({ [faceInput]: input })
  const boxes = output[faceOutputs.boxes]!.data as Float32Array
  const scores = output[faceOutputs.scores]!.data as Float32Array
  const found: FaceFound[] = []
  for (let i = 0; i * 4 < model.anchors.length; i++) {
    const score = 1 / (1 + Math.exp(-scores[3 * i + 1]!))
    if (score < least) continue
    const box = boxOf(model.anchors, boxes, i)
    const side = faceSide / scale
    const x = Math.max(part.x, part.x + box.x * side)
    const y = Math.max(part.y, part.y + box.y * side)
    const right = Math.min(part.x + part.width, part.x + (box.x + box.width) * side)
    const bottom = Math.min(part.y + part.height, part.y + (box.y + box.height) * side)
    if (right > x && bottom > y) found.push({ box: { x, y, width: right - x, height: bottom - y }, score })
  }
  return distinct(found)
}

/** Anchor and offsets to a box, in parts of the side (the usual box coder, 10 for the centre and 5 for the size). */
function boxOf(anchors: Float32Array, offsets: Float32Array, index: number): Box {
  const [top, left, bottom, right] = anchors.subarray(4 * index, 4 * index + 4) as unknown as number[]
  const [dy, dx, dh, dw] = offsets.subarray(4 * index, 4 * index + 4) as unknown as number[]
  const [h, w] = [bottom! - top!, right! - left!]
  const height = Math.exp(dh! / 5) * h
  const width = Math.exp(dw! / 5) * w
  const y = (dy! / 10) * h + top! + h / 2 - height / 2
  const x = (dx! / 10) * w + left! + w / 2 - width / 2
  return { x, y, width, height }
}

/** Of faces that lie on each other, the surest. */
function distinct<Face extends FaceFound>(found: readonly Face[]): Face[] {
  const kept: Face[] = []
  for (const face of [...found].sort((a, b) => b.score - a.score))
    if (!kept.some((one) => overlap(one.box, face.box) > 0.5)) kept.push(face)
  return kept
}
