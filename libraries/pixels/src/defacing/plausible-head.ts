import { cutAt, type FaceCut } from './face-cut.ts'
import type { FoundBrain } from './find-brain.ts'
import type { FaceRefusal, Vector } from './head-volume.ts'
import { gridStep, type PatientGrid } from './patient-grid.ts'

/** What was measured of a head; for the proof of a test and for a person who asks why. */
export interface HeadMeasures {
  brainMillilitres: number
  /** Share of directions upwards and sideways in which the volume ends before the head does, and before the brain does. */
  cutOff: number
  brainCutOff: number
  /** Share of the other directions in which scalp and skull lie on the brain, neither nothing nor a body. */
  covered: number
  /** Share of directions in which bone lies around the brain. */
  bone: number
  /** What of the head lies in the part that is removed, ml. */
  faceMillilitres: number
}

/** Bounds of a brain with the fluid around it from infants to large adults: ml, and mm along the patient's axes. */
const [leastBrain, mostBrain] = [600, 2200]
const sides: [number, number][] = [
  [95, 185],
  [110, 220],
  [80, 200],
]
const leastCompact = 0.85
/** Images often end within the scalp at the top, which tells nothing of the face; a brain that ends there is not known. */
const [mostCutOff, mostBrainCutOff] = [0.5, 0.2]
/** Skull and scalp on the brain, mm. */
const [thinnest, thickest] = [4, 45]
/** Bone is looked for so far from the brain's edge, mm. */
const boneWithin = 22
/** Less of a head in front of and below the brain is no face. */
const leastFace = 60

/** Whether what was found can be a head with its brain and face. Fails closed: any doubt is a reason. */
export function plausibleHead(
  grid: PatientGrid,
  found: FoundBrain,
  cut: FaceCut,
  modality: 'CT' | 'MR',
): { ok: true; measures: HeadMeasures } | (FaceRefusal & { measures: HeadMeasures }) {
  const box = boxOf(found.brain, grid.dims)
  const rays = castRays(grid, found, modality)
  const measures = { brainMillilitres: found.millilitres, ...rays, faceMillilitres: faceOf(grid, found.head, cut) }
  const refuse = (code: FaceRefusal['code'], reason: string) => ({ ok: false as const, code, reason, measures })
  const sized = box.every((side, n) => side >= sides[n]![0] && side <= sides[n]![1])
  if (found.millilitres < leastBrain || found.millilitres > mostBrain || !sized || found.compactness < leastCompact)
    return refuse('face-brain-not-found', 'What looks most like a brain has not the size and shape of one.')
  if (rays.cutOff > mostCutOff || rays.brainCutOff > mostBrainCutOff)
    return refuse('face-head-not-covered', 'The head reaches beyond the images at its top or its sides.')
  if (rays.covered < 0.75)
    return refuse('face-already-cut', 'The brain is not within a head: skull and scalp are missing or it is no brain.')
  if (rays.bone < 0.6) return refuse('face-brain-not-found', 'No skull lies around what looks most like a brain.')
  if (measures.faceMillilitres < leastFace)
    return refuse(
      'face-already-cut',
      'Nearly nothing of a face is in the images: it was removed before, or lies outside of them.',
    )
  return { ok: true, measures }
}

function boxOf(brain: Uint8Array, [nx, ny]: Vector): Vector {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let at = 0; at < brain.length; at++) {
    if (!brain[at]) continue
    const place = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))]
    for (let n = 0; n < 3; n++) {
      low[n] = Math.min(low[n]!, place[n]!)
      high[n] = Math.max(high[n]!, place[n]!)
    }
  }
  return low.map((one, n) => (high[n]! - one + 1) * gridStep) as Vector
}

/** Directions from the brain's middle: up, to the sides and to the back, where no face and no neck is. */
function directions(): Vector[] {
  const out: Vector[] = []
  for (let up = 10; up <= 90; up += 10)
    for (let round = 0; round < 360; round += up > 75 ? 60 : 15) {
      const [a, b] = [(up * Math.PI) / 180, (round * Math.PI) / 180]
      out.push([Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)])
    }
  return out
}

function castRays(grid: PatientGrid, found: FoundBrain, modality: 'CT' | 'MR') {
  const middle = middleOf(found.brain, grid.dims)
  let [all, ended, endedInBrain, on, bony] = [0, 0, 0, 0, 0]
  for (const direction of directions()) {
    const ray = castRay(grid, found, middle, direction, modality)
    all++
    if (ray.ended) {
      ended++
      if (ray.thickness < thinnest) endedInBrain++
      continue
    }
    if (ray.thickness >= thinnest && ray.thickness <= thickest) on++
    if (ray.bone) bony++
  }
  const whole = Math.max(1, all - ended)
  return { cutOff: ended / all, brainCutOff: endedInBrain / all, covered: on / whole, bone: bony / whole }
}

/** From the middle outwards: where the brain ends, where the head does after it, and whether there is bone between. */
function castRay(grid: PatientGrid, found: FoundBrain, from: Vector, direction: Vector, modality: 'CT' | 'MR') {
  const [nx, ny, nz] = grid.dims
  let [brainEnd, headEnd, air] = [0, 0, 0]
  let bone = false
  for (let step = 0; ; step++) {
    const [x, y, z] = from.map((one, n) => Math.round(one + step * direction[n]!)) as Vector
    const at = x + nx * (y + ny * z)
    const outside = x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz || !grid.inside[at]
    if (outside) return { ended: air * gridStep < 2 * gridStep, thickness: (headEnd - brainEnd) * gridStep, bone }
    if (found.brain[at]) [brainEnd, headEnd, air, bone] = [step, step, 0, false]
    else if (found.head[at]) {
      headEnd = step
      air = 0
    } else air++
    const near = (step - brainEnd) * gridStep <= boneWithin && !found.brain[at]
    const value = grid.data[at]!
    if (near && (modality === 'CT' ? value > found.bone : value < found.bone)) bone = true
    // Skull without signal is as dark as air, so only a longer stretch of it is the outside.
    if (air * gridStep >= 16) return { ended: false, thickness: (headEnd - brainEnd) * gridStep, bone }
  }
}

function middleOf(brain: Uint8Array, [nx, ny]: Vector): Vector {
  const sum = [0, 0, 0]
  let count = 0
  for (let at = 0; at < brain.length; at++) {
    if (!brain[at]) continue
    count++
    sum[0]! += at % nx
    sum[1]! += Math.floor(at / nx) % ny
    sum[2]! += Math.floor(at / (nx * ny))
  }
  return sum.map((one) => one / Math.max(1, count)) as Vector
}

function faceOf(grid: PatientGrid, head: Uint8Array, cut: FaceCut): number {
  const [nx, ny, nz] = grid.dims
  let count = 0
  for (let z = 0; z < nz; z++) {
    const before = cutAt(cut, grid.origin[2] + gridStep * z)
    for (let y = 0; y < ny && grid.origin[1] + gridStep * y < before; y++)
      for (let x = 0; x < nx; x++) count += head[x + nx * (y + ny * z)]!
  }
  return (count * gridStep ** 3) / 1000
}
