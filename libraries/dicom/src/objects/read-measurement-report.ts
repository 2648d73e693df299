import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import type { Code } from './build-dataset.ts'
import { codes } from './codes.ts'
import { codeOf, isConcept, sameCode } from './content-item.ts'

export interface ReportedVolume {
  /** Tracking identifier. */
  structure: string
  trackingUid: string
  volumeMm3: number
  /** Segment number and SEG that it was measured on, where the report says so. */
  segment: number | undefined
  segmentationUid: string | undefined
  finding: Code | undefined
  side: Code | undefined
  part: Code | undefined
  algorithm: { name: string; version: string } | undefined
}

export type MeasurementReportResult =
  | { ok: true; measurements: ReportedVolume[]; person: string | undefined; device: string | undefined }
  | { ok: false; problem: { code: 'not-a-report' | 'broken'; message: string } }

/** Units of volume in mm³, UCUM. */
const inMm3: Readonly<Record<string, number>> = { mm3: 1, ml: 1000, mL: 1000, cm3: 1000 }

/** The volumes of a TID 1500 report, whoever wrote it. Groups without a volume are left out; a volume in an unknown unit is a problem. */
export function readMeasurementReport(sr: Dataset): MeasurementReportResult {
  const root = items(sr, tag('ContentSequence'))
  if (!sameCode(items(sr, tag('ConceptNameCodeSequence'))[0], codes.report))
    return refuse('not-a-report', 'The object is no imaging measurement report (TID 1500).')
  const groups = children(root, codes.imagingMeasurements).flatMap((one) =>
    children(items(one, tag('ContentSequence')), codes.measurementGroup),
  )
  const measurements: ReportedVolume[] = []
  for (const group of groups) {
    const content = items(group, tag('ContentSequence'))
    for (const measured of children(content, codes.volume)) {
      const volumeMm3 = volumeOf(measured)
      if (volumeMm3 === undefined)
        return refuse('broken', 'A volume of the report has no value or a unit that is not known here.')
      measurements.push({ ...described(content), volumeMm3 })
    }
  }
  const words = (code: Code, keyword: string) => children(root, code).map((one) => text(one, tag(keyword)))[0]
  return {
    ok: true,
    measurements,
    person: words(codes.personName, 'PersonName'),
    device: words(codes.deviceName, 'TextValue'),
  }
}

function volumeOf(item: Dataset): number | undefined {
  const measured = items(item, tag('MeasuredValueSequence'))[0]
  const unit = codeOf(measured, 'MeasurementUnitsCodeSequence')
  const factor = unit?.scheme === 'UCUM' ? inMm3[unit.value] : undefined
  const value = measured && number(measured, tag('NumericValue'))
  return factor === undefined || value === undefined ? undefined : value * factor
}

function described(content: readonly Dataset[]): Omit<ReportedVolume, 'volumeMm3'> {
  const first = (code: Code) => children(content, code)[0] ?? new Map()
  const words = (code: Code) => text(first(code), tag('TextValue'))
  const site = items(first(codes.findingSite), tag('ContentSequence'))
  const modifier = (code: Code) => codeOf(children(site, code)[0], 'ConceptCodeSequence')
  const segment = items(first(codes.referencedSegment), tag('ReferencedSOPSequence'))[0]
  const [name, version] = [words(codes.algorithmName), words(codes.algorithmVersion)]
  return {
    structure: words(codes.trackingIdentifier) ?? '',
    trackingUid: text(first(codes.trackingUid), tag('UID')) ?? '',
    segment: segment && number(segment, tag('ReferencedSegmentNumber')),
    segmentationUid: segment && text(segment, tag('ReferencedSOPInstanceUID')),
    finding: codeOf(first(codes.finding), 'ConceptCodeSequence'),
    side: modifier(codes.laterality),
    part: modifier(codes.topographicalModifier),
    algorithm: name ? { name, version: version ?? '' } : undefined,
  }
}

function children(content: readonly Dataset[], code: Code): Dataset[] {
  return content.filter((item) => isConcept(item, code))
}

function refuse(code: 'not-a-report' | 'broken', message: string): MeasurementReportResult {
  return { ok: false, problem: { code, message } }
}
