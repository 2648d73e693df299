import type { Dataset } from '../dataset.ts'
import { build, type Code, codeItem } from './build-dataset.ts'
import { codedStructure, codes } from './codes.ts'

export interface SegmentToWrite {
  /** 1, 2, 3 … without gaps (PS3.3 C.8.20.4.1). */
  number: number
  /** The value that marks the segment in the label map; the number unless given. */
  value?: number
  label: string
  /** Name that the codes are taken from; the label unless given. */
  structure?: string
  /** Codes, where the name does not tell: what kind of thing, what it is, which part or side, in which region. */
  category?: Code
  type?: Code
  typeModifiers?: readonly Code[]
  anatomicRegion?: Code
  algorithmType: 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL'
  /** Required unless MANUAL. */
  algorithmName?: string
  /** The same structure over time keeps the same pair. */
  tracking?: { id: string; uid: string }
}

/** An item of the Segment Sequence (PS3.3 C.8.20.2). Throws RangeError when an algorithm has no name. */
export function segmentItem(segment: SegmentToWrite): Dataset {
  const { algorithmType, algorithmName } = segment
  if (algorithmType !== 'MANUAL' && !algorithmName) throw new RangeError(`segment ${segment.number} names no algorithm`)
  const coded = codedStructure(segment.structure ?? segment.label)
  const modifiers =
    segment.typeModifiers ?? (segment.type ? [] : [coded.part, coded.side].filter((one) => one !== undefined))
  return build({
    SegmentNumber: segment.number,
    SegmentLabel: segment.label.slice(0, 64),
    SegmentAlgorithmType: algorithmType,
    SegmentAlgorithmName: algorithmType === 'MANUAL' ? undefined : algorithmName?.slice(0, 64),
    SegmentedPropertyCategoryCodeSequence: [codeItem(segment.category ?? codes.anatomicalStructure)],
    SegmentedPropertyTypeCodeSequence: [
      build({
        CodeValue: (segment.type ?? coded.type).value,
        CodingSchemeDesignator: (segment.type ?? coded.type).scheme,
        CodeMeaning: (segment.type ?? coded.type).meaning,
        SegmentedPropertyTypeModifierCodeSequence: modifiers.length > 0 ? modifiers.map(codeItem) : undefined,
      }),
    ],
    AnatomicRegionSequence: segment.anatomicRegion ? [codeItem(segment.anatomicRegion)] : undefined,
    TrackingID: segment.tracking?.id,
    TrackingUID: segment.tracking?.uid,
  })
}
