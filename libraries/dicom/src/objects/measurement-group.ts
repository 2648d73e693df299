import { type Dataset, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { build } from './build-dataset.ts'
import { codedStructure, codes } from './codes.ts'
import { codeContent, container, imageContent, numberContent, textContent, uidContent } from './content-item.ts'
import { derivedUid } from './derived-uid.ts'
import type { MeasurementReportInput, VolumeMeasurement } from './measurement-report.ts'

/** TID 1411, volumetric ROI measurements, with the algorithm of TID 4019. */
export function measurementGroup(one: VolumeMeasurement, input: MeasurementReportInput, reportUid: string): Dataset {
  if (!(one.volumeMm3 >= 0 && one.volumeMm3 < Number.POSITIVE_INFINITY))
    throw new RangeError(`the volume of segment ${one.segment} is no finite number from 0`)
  const coded = codedStructure(one.structure)
  const finding = one.finding ?? coded.type
  const [part, side] = one.finding ? [one.part, one.side] : [one.part ?? coded.part, one.side ?? coded.side]
  const site = [
    ...(side ? [codeContent('HAS CONCEPT MOD', codes.laterality, side)] : []),
    ...(part ? [codeContent('HAS CONCEPT MOD', codes.topographicalModifier, part)] : []),
  ]
  const { name, version, manufacturer } = input.algorithm
  const segmentation = build({
    ReferencedSOPClassUID: text(input.segmentation, tag('SOPClassUID')) ?? '',
    ReferencedSOPInstanceUID: text(input.segmentation, tag('SOPInstanceUID')) ?? '',
    ReferencedSegmentNumber: one.segment,
  })
  return container(
    codes.measurementGroup,
    [
      textContent('HAS OBS CONTEXT', codes.trackingIdentifier, one.structure),
      uidContent(
        'HAS OBS CONTEXT',
        codes.trackingUid,
        one.trackingUid ?? derivedUid('tracking', reportUid, String(one.segment)),
      ),
      codeContent('CONTAINS', codes.finding, finding),
      codeContent('HAS CONCEPT MOD', codes.findingSite, finding, site),
      imageContent('CONTAINS', codes.referencedSegment, segmentation),
      uidContent('CONTAINS', codes.sourceSeries, text(input.source[0] ?? new Map(), tag('SeriesInstanceUID')) ?? ''),
      textContent('HAS CONCEPT MOD', codes.algorithmName, name),
      textContent('HAS CONCEPT MOD', codes.algorithmVersion, version),
      ...(manufacturer ? [textContent('HAS CONCEPT MOD', codes.algorithmManufacturer, manufacturer)] : []),
      numberContent('CONTAINS', codes.volume, one.volumeMm3, codes.cubicMillimetre),
    ],
    '1411',
  )
}
