import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import type { SeriesGrid } from './volume.ts'

/** One frame of an image: a single-frame object has one, a multi-frame object some. */
export interface ObjectFrame {
  dataset: Dataset
  /** Within its object, from 0. */
  index: number
  /** Frames of the object. */
  count: number
  /** Functional groups of an enhanced object: the frame's own, then the shared ones (PS3.3 C.7.6.16). Empty for the others. */
  groups: readonly Dataset[]
}

/** The frames of an object in the order in which they are stored. An enhanced object that does not describe each of them has none. */
export function framesOfObject(dataset: Dataset): ObjectFrame[] {
  const count = Math.max(1, Math.trunc(number(dataset, tag('NumberOfFrames')) ?? 1))
  const own = items(dataset, tag('PerFrameFunctionalGroupsSequence'))
  if (own.length === 0) return Array.from({ length: count }, (_, index) => ({ dataset, index, count, groups: [] }))
  if (own.length !== count) return []
  const shared = items(dataset, tag('SharedFunctionalGroupsSequence')).slice(0, 1)
  return own.map((groups, index) => ({ dataset, index, count, groups: [groups, ...shared] }))
}

/** True for objects that hold more frames than one, or say of their one frame where it lies as those do. */
export function isMultiFrame(frame: ObjectFrame): boolean {
  return frame.count > 1 || frame.groups.length > 0
}

/** The data set that holds an attribute of a frame: its functional group in an enhanced object, else the object itself. */
export function groupOf(frame: ObjectFrame, keyword: string): Dataset | undefined {
  if (frame.groups.length === 0) return frame.dataset
  for (const groups of frame.groups) {
    const found = items(groups, tag(keyword))[0]
    if (found) return found
  }
  return undefined
}

/** The values of a DS attribute of a frame; none when it is absent. */
export function decimalsOf(frame: ObjectFrame, group: string, keyword: string): number[] {
  return (groupOf(frame, group)?.get(tag(keyword))?.strings ?? []).map(Number)
}

export interface Rescale {
  slope: number
  intercept: number
}

/** How stored values become what they measure (PS3.3 C.11.1, C.7.6.16.2.9). */
export function rescaleOf(frame: ObjectFrame): Rescale {
  const group = groupOf(frame, 'PixelValueTransformationSequence') ?? frame.dataset
  return {
    slope: number(group, tag('RescaleSlope')) ?? 1,
    intercept: number(group, tag('RescaleIntercept')) ?? 0,
  }
}

/** How each frame is named in an object that refers to it, in their order. */
export function referencesOf(
  frames: readonly ObjectFrame[],
): Pick<SeriesGrid, 'sopInstanceUids' | 'sopClassUid' | 'sopClassUids' | 'frameNumbers'> {
  const value = (frame: ObjectFrame, keyword: string) => text(frame.dataset, tag(keyword)) ?? ''
  const classes = frames.map((frame) => value(frame, 'SOPClassUID'))
  return {
    sopInstanceUids: frames.map((frame) => value(frame, 'SOPInstanceUID')),
    sopClassUid: classes[0] ?? '',
    ...(new Set(classes).size > 1 ? { sopClassUids: classes } : {}),
    ...(frames.some(isMultiFrame)
      ? { frameNumbers: frames.map((frame) => (isMultiFrame(frame) ? frame.index + 1 : 0)) }
      : {}),
  }
}
