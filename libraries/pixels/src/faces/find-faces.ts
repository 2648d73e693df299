import { type InferenceSession, Tensor } from 'onnxruntime-node'
import type { FaceFound } from '../pixel-reader.ts'
import type { Box, Raster } from '../raster.ts'
import { samplePlanes } from '../text/sample-picture.ts'
import { turnedBack, turnLeft } from '../text/turn-picture.ts'
import { faceInput, faceOutputs, faceSide } from './face-network.ts'

export interface FaceModel {
  session: InferenceSession
  /** Top, left, bottom, right of each anchor, as parts of the side. */
  anchors: Float32Array
}

/** Set for recall; what is no face and masked costs a patch of the picture. */
const leastScore = 0.35
/** In a part of the picture a face is larger, and more else looks like one. */
const leastScoreOfPart = 0.5
/** Smaller sides are not looked at in parts. */
const partedFrom = 640

/** Faces of a picture, upright or turned by quarters, and small ones in overlapping quarters of a large picture. */
export async function findFaces(model: FaceModel, raster: Raster): Promise<FaceFound[]> {
  const found: FaceFound[] = []
  const undo: ((box: Box) => Box)[] = []
  let turned = raster
  for (let quarters = 0; quarters < 4; quarters++) {
    for (const face of await facesOf(model, turned, whole(turned), leastScore))
      found.push({ ...face, box: undo.reduceRight((box, back) => back(box), face.box) })
    const { width } = turned
    undo.push((box) => turnedBack(box, width))
    turned = turnLeft(turned)
  }
  if (Math.max(raster.width, raster.height) >= partedFrom)
    for (const part of quartersOf(raster)) found.push(...(await facesOf(model, raster, part, leastScoreOfPart)))
  return distinct(found)
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
function distinct(found: readonly FaceFound[]): FaceFound[] {
  const kept: FaceFound[] = []
  for (const face of [...found].sort((a, b) => b.score - a.score))
    if (!kept.some((one) => overlap(one.box, face.box) > 0.5)) kept.push(face)
  return kept
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (a.width * a.height + b.width * b.height - width * height)
}
