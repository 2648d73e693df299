import type { Vector } from './head-volume.ts'
import { gridStep } from './patient-grid.ts'

/** Least distance between the brain's outline and what is removed, mm. */
export const faceMargin = 8
/** The surfaces that touch the brain from the front and turn downwards, degrees from the patient's front. */
const turns = Array.from({ length: 14 }, (_, n) => (n * 5 * Math.PI) / 180)
/** Nothing behind this share of the brain's length, counted from its front, is removed: jaw joint, ears and spine stay. */
const deepest = 0.45
/** A column of the brain's side view counts where it is so many mm thick. */
const leastThickness = 6

/**
 * What is removed: at the height `z` all that lies in front of the largest `slope * z + offset`, and of `back`. LPS mm; the front is the
 * smaller y.
 */
export interface FaceCut {
  lines: { slope: number; offset: number }[]
  back: number
}

/** Planes that touch the brain from the front to below, moved away by the margin (the idea of Schimke and Hale 2011 with many planes). */
export function faceCut(brain: Uint8Array, dims: Vector, origin: Vector): FaceCut {
  const outline = sideView(brain, dims, origin)
  const lines = turns.map((turn) => {
    const [forward, down] = [Math.cos(turn), Math.sin(turn)]
    let reach = -Infinity
    for (const [y, z] of outline) reach = Math.max(reach, -forward * y - down * z)
    return { slope: -down / forward, offset: -(reach + gridStep / 2 + faceMargin) / forward }
  })
  const depths = outline.map(([y]) => y)
  const front = depths.reduce((a, b) => Math.min(a, b), Infinity)
  const rear = depths.reduce((a, b) => Math.max(a, b), -Infinity)
  return { lines, back: front + deepest * (rear - front) }
}

/** The y in front of which all is removed at a height. */
export function cutAt(cut: FaceCut, z: number): number {
  let at = -Infinity
  for (const { slope, offset } of cut.lines) at = Math.max(at, slope * z + offset)
  return Math.min(at, cut.back)
}

/** Places (y, z) of the brain seen from its side, but for slivers. */
function sideView(brain: Uint8Array, [nx, ny, nz]: Vector, origin: Vector): [number, number][] {
  const outline: [number, number][] = []
  for (let z = 0; z < nz; z++)
    for (let y = 0; y < ny; y++) {
      let count = 0
      for (let x = 0; x < nx; x++) count += brain[x + nx * (y + ny * z)]!
      if (count * gridStep >= leastThickness) outline.push([origin[1] + gridStep * y, origin[2] + gridStep * z])
    }
  return outline
}
