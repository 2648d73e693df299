import { number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { cross, dot, norm, unit, type Vector } from './geometry.ts'
import { decimalsOf, type ObjectFrame } from './object-frames.ts'
import type { VolumeProblem } from './volume.ts'

/** Where one frame lies (PS3.3 C.7.6.2, C.7.6.16.2). */
export interface SliceGeometry {
  columns: number
  rows: number
  /** mm between columns, then between rows: the other way round than Pixel Spacing. */
  spacing: [number, number]
  across: Vector
  down: Vector
  normal: Vector
  position: Vector
  frameOfReferenceUid: string
  seriesInstanceUid: string
}

export type SliceGeometryResult = { ok: true; geometry: SliceGeometry } | { ok: false; problem: VolumeProblem }

/** Reads where a frame lies: from the Image Plane of its header, or from the functional groups of an enhanced object. */
export function sliceGeometry(frame: ObjectFrame): SliceGeometryResult {
  const { dataset } = frame
  if (frame.count > 1 && frame.groups.length === 0)
    return refuse('multi-frame', 'The image holds many frames and does not say where each of them lies.')
  const orientation = decimalsOf(frame, 'PlaneOrientationSequence', 'ImageOrientationPatient')
  const position = decimalsOf(frame, 'PlanePositionSequence', 'ImagePositionPatient')
  const pixel = decimalsOf(frame, 'PixelMeasuresSequence', 'PixelSpacing')
  const columns = number(dataset, tag('Columns'))
  const rows = number(dataset, tag('Rows'))
  const finite = [...orientation, ...position, ...pixel].every(Number.isFinite)
  if (orientation.length !== 6 || position.length !== 3 || pixel.length !== 2 || !columns || !rows || !finite)
    return refuse('not-an-image', 'An object of the series is no image with position and orientation. Leave it out.')
  const [across, down] = [orientation.slice(0, 3) as Vector, orientation.slice(3) as Vector]
  const [between, along] = pixel as [number, number]
  if (Math.abs(norm(across) - 1) > 0.01 || Math.abs(norm(down) - 1) > 0.01 || Math.abs(dot(across, down)) > 0.01)
    return refuse('not-an-image', 'The orientation of an image is not two directions at right angles.')
  if (between <= 0 || along <= 0) return refuse('not-an-image', 'The pixel spacing of an image is not above zero.')
  const frameOfReferenceUid = text(dataset, tag('FrameOfReferenceUID')) ?? ''
  if (!frameOfReferenceUid)
    return refuse('no-frame-of-reference', 'An image names no frame of reference, so no mask can be tied to it.')
  const geometry = {
    across: unit(across),
    down: unit(down),
    normal: unit(cross(across, down)),
    position: position as Vector,
  }
  const seriesInstanceUid = text(dataset, tag('SeriesInstanceUID')) ?? ''
  return {
    ok: true,
    geometry: { ...geometry, columns, rows, spacing: [along, between], frameOfReferenceUid, seriesInstanceUid },
  }
}

/** Same size, spacing and orientation, within what decimal strings lose. */
export function samePlane(a: SliceGeometry, b: SliceGeometry): boolean {
  const near = (x: number, y: number, within: number) => Math.abs(x - y) <= within
  return (
    a.columns === b.columns &&
    a.rows === b.rows &&
    a.spacing.every((one, n) => near(one, b.spacing[n] as number, 1e-4 * one)) &&
    [...a.across, ...a.down].every((one, n) => near(one, [...b.across, ...b.down][n] as number, 1e-3))
  )
}

function refuse(code: VolumeProblem['code'], message: string): SliceGeometryResult {
  return { ok: false, problem: { code, message } }
}
