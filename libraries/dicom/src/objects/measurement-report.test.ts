import { describe, expect, it } from 'vitest'
import { type Dataset, items, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { writeFile } from '../write-file.ts'
import { build, codeItem } from './build-dataset.ts'
import { codes } from './codes.ts'
import { obliqueSeries, patternLabels, volumeOf } from './fixtures/phantom-series.ts'
import { type MeasurementReportInput, measurementReport } from './measurement-report.ts'
import { readMeasurementReport } from './read-measurement-report.ts'
import { segmentationFromLabels } from './segmentation-from-labels.ts'

const source = obliqueSeries()
const at = new Date('2025-03-05T10:00:00Z')
const segmentation = segmentationFromLabels({
  labels: patternLabels(volumeOf(source)),
  volume: volumeOf(source),
  source,
  segments: ['anterior hippocampus', 'posterior hippocampus'].map((label, n) => ({
    number: n + 1,
    label,
    algorithmType: 'MANUAL' as const,
  })),
  sopInstanceUid: '2.25.3001',
  at,
})
const make = (given: Partial<MeasurementReportInput> = {}) =>
  measurementReport({
    source,
    segmentation,
    measurements: [
      { segment: 1, structure: 'anterior hippocampus', volumeMm3: 1234.5 },
      { segment: 2, structure: 'left posterior hippocampus', volumeMm3: 0, trackingUid: '2.25.77' },
    ],
    algorithm: { name: 'Hippo', version: '1.2', manufacturer: 'Region Test' },
    sopInstanceUid: '2.25.4001',
    seriesInstanceUid: '2.25.4002',
    at,
    ...given,
  })

function written(report: Dataset): Dataset {
  const read = readDataset(writeFile(report))
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

describe('a measurement report', () => {
  it('gives back each volume with its segment, structure and algorithm', () => {
    const read = readMeasurementReport(
      written(make({ person: { name: 'Skovgård^Radiolog', organization: 'Testhospitalet' } })),
    )
    expect(read).toMatchObject({
      ok: true,
      person: 'Skovgård^Radiolog',
      device: 'Hippo 1.2',
      measurements: [
        {
          structure: 'anterior hippocampus',
          volumeMm3: 1234.5,
          segment: 1,
          segmentationUid: '2.25.3001',
          finding: codes.hippocampus,
          part: codes.anterior,
          side: undefined,
          algorithm: { name: 'Hippo', version: '1.2' },
        },
        {
          structure: 'left posterior hippocampus',
          volumeMm3: 0,
          segment: 2,
          trackingUid: '2.25.77',
          part: codes.posterior,
          side: codes.left,
        },
      ],
    })
  })

  it('is the same file for the same run', () => {
    expect(writeFile(make())).toEqual(writeFile(make()))
  })

  it('refers to the mask and to every image that was measured', () => {
    const evidence = items(make(), tag('CurrentRequestedProcedureEvidenceSequence'))[0] ?? new Map()
    const referenced = items(evidence, tag('ReferencedSeriesSequence')).flatMap((series) =>
      items(series, tag('ReferencedSOPSequence')),
    )
    expect(referenced.map((one) => text(one, tag('ReferencedSOPInstanceUID')))).toEqual([
      '2.25.3001',
      '2.25.200',
      '2.25.201',
      '2.25.202',
      '2.25.203',
    ])
  })

  it('reads millilitres of other makers as cubic millimetres, and refuses a unit that it does not know', () => {
    const withUnit = (unit: string) => {
      const report = written(make())
      const replace = (dataset: Dataset): Dataset =>
        new Map(
          [...dataset].map(([key, element]) =>
            key === tag('MeasurementUnitsCodeSequence')
              ? [key, { vr: 'SQ', items: [codeItem({ value: unit, scheme: 'UCUM', meaning: unit })] }]
              : [key, element.items ? { ...element, items: element.items.map(replace) } : element],
          ),
        )
      return readMeasurementReport(replace(report))
    }
    expect(withUnit('mL')).toMatchObject({ ok: true, measurements: [{ volumeMm3: 1234500 }, { volumeMm3: 0 }] })
    expect(withUnit('[gal_us]')).toMatchObject({ ok: false, problem: { code: 'broken' } })
  })

  it('is told from other objects', () => {
    for (const other of [new Map(), segmentation, build({ ConceptNameCodeSequence: [codeItem(codes.finding)] })])
      expect(readMeasurementReport(other)).toMatchObject({ ok: false, problem: { code: 'not-a-report' } })
  })

  it('is not written with a volume that is none, without measurements, or across studies', () => {
    for (const volumeMm3 of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(() => make({ measurements: [{ segment: 1, structure: 'a', volumeMm3 }] })).toThrow('segment 1')
    expect(() => make({ measurements: [] })).toThrow('no structure')
    const elsewhere = new Map(segmentation).set(tag('StudyInstanceUID'), { vr: 'UI', strings: ['2.25.9'] })
    expect(() => make({ segmentation: elsewhere })).toThrow('another study')
  })
})
