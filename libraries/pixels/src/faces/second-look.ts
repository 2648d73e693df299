import { type InferenceSession, Tensor } from 'onnxruntime-node'
import { type Box, overlap, type Raster } from '../raster.ts'
import { samplePlanes } from '../text/sample-picture.ts'

/** One of the two networks that look again at what the first took for a face. */
export interface SecondModel {
  session: InferenceSession
  input: string
}

export interface SecondModels {
  /** BlazeFace, another detector. */
  detector: SecondModel
  /** The face mesh, which says whether there is a face to lay it on. */
  mesh: SecondModel
}

/** How sure each of the two is, 0 to 1, that a box shows a face. */
export interface SecondLook {
  detector: number
  mesh: number
}

const layer = (name: string) => `StatefulPartitionedCall/functional_1/${name}/BiasAdd`
/** Scores before the logistic function and boxes of BlazeFace, on cells of 16 × 16 with two anchors and of 8 × 8 with six. */
const grids = [
  { across: 16, anchors: 2, scores: layer('conv2d_33'), boxes: layer('conv2d_35') },
  { across: 8, anchors: 6, scores: layer('conv2d_34'), boxes: layer('conv2d_36') },
]
const flag = 'StatefulPartitionedCall/model_1/activation_1/Sigmoid'
/** Side of what each sees, and the nodes of its graph that say so (MediaPipe, as @vladmandic/human has them). */
export const secondGraphs = {
  detector: { name: 'blazeface', side: 256, outputs: grids.flatMap(({ scores, boxes }) => [scores, boxes]) },
  mesh: { name: 'facemesh', side: 192, outputs: [flag] },
}
/** Numbers of an anchor: the box and six points of the face. */
const perAnchor = 16

/** Sides of the squares that are looked at, as parts of the box's longer side, as the networks were trained: the face, or the head. */
const detectorSquares = [1.5, 2.2]
const meshSquares = [1.2, 1.5]
const closeSquares = [1.2, 1.7]
/** A face that is seen must share that part with the box that it is to confirm. */
const sameFace = 0.25

/** Looks at the surroundings of a box; the picture is turned as the box was found. */
export async function lookAgain(models: SecondModels, raster: Raster, box: Box): Promise<SecondLook> {
  const face = await surestFace(models.detector, raster, box, detectorSquares)
  return { detector: face?.score ?? 0, mesh: await meshOn(models.mesh, raster, box) }
}

/**
 * The face that fills most of a picture, which the first network overlooks: it was trained on faces among other things. Seen in the picture
 * with room around it.
 */
export async function lookClose(
  models: SecondModels,
  raster: Raster,
): Promise<(SecondLook & { box: Box }) | undefined> {
  const whole = { x: 0, y: 0, width: raster.width, height: raster.height }
  const face = await surestFace(models.detector, raster, whole, closeSquares)
  return face && { box: face.box, detector: face.score, mesh: await meshOn(models.mesh, raster, face.box) }
}

/** The surest face that BlazeFace sees where the box is. */
async function surestFace(model: SecondModel, raster: Raster, box: Box, squares: readonly number[]) {
  let surest: { box: Box; score: number } | undefined
  for (const part of squares) {
    const square = squareAround(box, part)
    const input = cut(raster, square, secondGraphs.detector.side, { mean: 0.5, deviation: 0.5 })
    const output = await model.session.run({ [model.input]: input })
    for (const face of facesIn(output, square, surest?.score ?? 0.01))
      if (face.score > (surest?.score ?? 0) && overlap(face.box, box) > sameFace) surest = face
  }
  return surest
}

async function meshOn(model: SecondModel, raster: Raster, box: Box): Promise<number> {
  let surest = 0
  for (const part of meshSquares) {
    const input = cut(raster, squareAround(box, part), secondGraphs.mesh.side, { mean: 0, deviation: 1 })
    const said = (await model.session.run({ [model.input]: input }))[flag]!
    surest = Math.max(surest, (said.data as Float32Array)[0]!)
  }
  return surest
}

function squareAround(box: Box, part: number): Box {
  const side = part * Math.max(box.width, box.height)
  return { x: box.x + box.width / 2 - side / 2, y: box.y + box.height / 2 - side / 2, width: side, height: side }
}

/** A square of the picture at a network's size, as (value / 255 − mean) / deviation; black beyond the picture. */
function cut(raster: Raster, square: Box, side: number, given: { mean: number; deviation: number }): Tensor {
  const zoom = side / square.width
  const left = Math.max(0, Math.round(-square.x * zoom))
  const top = Math.max(0, Math.round(-square.y * zoom))
  const width = Math.min(side, Math.round((raster.width - square.x) * zoom)) - left
  const height = Math.min(side, Math.round((raster.height - square.y) * zoom)) - top
  const { mean, deviation } = given
  const planes = samplePlanes(
    raster,
    { left: Math.max(0, square.x), top: Math.max(0, square.y), scaleX: zoom, scaleY: zoom, width, height },
    { mean: [mean, mean, mean], deviation: [deviation, deviation, deviation], order: 'rgb' },
  )
  const data = new Float32Array(3 * side * side).fill(-mean / deviation)
  for (let row = 0; row < 3 * height; row++) {
    const to = (Math.floor(row / height) * side + (row % height) + top) * side + left
    data.set(planes.data.subarray(row * width, (row + 1) * width), to)
  }
  return new Tensor('float32', data, [1, 3, side, side])
}

/** Faces that BlazeFace is surer of than `least`, in pixels of the picture. */
function facesIn(output: InferenceSession.ReturnType, square: Box, least: number): { box: Box; score: number }[] {
  const found: { box: Box; score: number }[] = []
  for (const { across, anchors, scores, boxes } of grids) {
    const logits = output[scores]!.data as Float32Array
    const places = output[boxes]!.data as Float32Array
    const cells = across * across
    for (let at = 0; at < cells; at++)
      for (let anchor = 0; anchor < anchors; anchor++) {
        const score = 1 / (1 + Math.exp(-logits[anchor * cells + at]!))
        if (score <= least) continue
        const value = (index: number) => places[(anchor * perAnchor + index) * cells + at]! / secondGraphs.detector.side
        const [width, height] = [value(2) * square.width, value(3) * square.height]
        const x = square.x + (((at % across) + 0.5) / across + value(0)) * square.width - width / 2
        const y = square.y + ((Math.floor(at / across) + 0.5) / across + value(1)) * square.height - height / 2
        found.push({ score, box: { x, y, width, height } })
      }
  }
  return found
}
