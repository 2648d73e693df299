import { type Dataset, items, number, tag, text } from '@clic/dicom'
import type { Vector } from '../defacing/head-volume.ts'

/** Where one frame lies (PS3.3 C.7.6.2 and C.7.6.16) and what its stored values mean. */
export interface FramePlace {
  rows: number
  columns: number
  /** mm from column to column, and from row to row. */
  spacing: [number, number]
  across: Vector
  down: Vector
  /** Centre of the first pixel, LPS mm. */
  position: Vector
  slope: number
  intercept: number
  frameOfReferenceUid: string
}

/** The frames of an object in their order, from its header or its functional groups; undefined where one has no place in space. */
export function framePlaces(dataset: Dataset): FramePlace[] | undefined {
  const count = Math.max(1, number(dataset, tag('NumberOfFrames')) ?? 1)
  const shared = items(dataset, tag('SharedFunctionalGroupsSequence'))[0]
  const each = items(dataset, tag('PerFrameFunctionalGroupsSequence'))
  if (each.length === 0 && !shared) return count === 1 ? listed([placeOf(dataset, [dataset])]) : undefined
  if (each.length !== count) return undefined
  return listed(each.map((own) => placeOf(dataset, groupsOf(own, shared, dataset))))
}

function listed(places: (FramePlace | undefined)[]): FramePlace[] | undefined {
  return places.every((one) => one !== undefined) ? places : undefined
}

/** The data sets in which a frame's values are looked for: its own groups, then the shared ones. */
function groupsOf(own: Dataset, shared: Dataset | undefined, top: Dataset): Dataset[] {
  const groups = [
    'PlanePositionSequence',
    'PlaneOrientationSequence',
    'PixelMeasuresSequence',
    'PixelValueTransformationSequence',
  ]
  return [
    ...[own, ...(shared ? [shared] : [])].flatMap((one) => groups.flatMap((name) => items(one, tag(name)).slice(0, 1))),
    top,
  ]
}

function placeOf(top: Dataset, places: readonly Dataset[]): FramePlace | undefined {
  const numbers = (keyword: string) => {
    const found = places.find((one) => (one.get(tag(keyword))?.strings?.length ?? 0) > 0)
    return (found?.get(tag(keyword))?.strings ?? []).map(Number)
  }
  const orientation = numbers('ImageOrientationPatient')
  const position = numbers('ImagePositionPatient')
  const pixel = numbers('PixelSpacing')
  const [slope = 1] = numbers('RescaleSlope')
  const [intercept = 0] = numbers('RescaleIntercept')
  const rows = number(top, tag('Rows')) ?? 0
  const columns = number(top, tag('Columns')) ?? 0
  const all = [...orientation, ...position, ...pixel, slope, intercept]
  if (orientation.length !== 6 || position.length !== 3 || pixel.length !== 2 || !all.every(Number.isFinite))
    return undefined
  const [across, down] = [orientation.slice(0, 3) as Vector, orientation.slice(3) as Vector]
  const unit = (one: Vector) => Math.abs(Math.hypot(...one) - 1) < 0.01
  const square = Math.abs(across[0] * down[0] + across[1] * down[1] + across[2] * down[2]) < 0.01
  if (!unit(across) || !unit(down) || !square || pixel.some((one) => one <= 0) || slope === 0) return undefined
  return {
    rows,
    columns,
    spacing: [pixel[1]!, pixel[0]!],
    across,
    down,
    position: position as Vector,
    slope,
    intercept,
    frameOfReferenceUid: text(top, tag('FrameOfReferenceUID')) ?? '',
  }
}
