import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { writeFile } from '../write-file.ts'
import { obliqueSeries, patternLabels, volumeOf } from './fixtures/phantom-series.ts'
import { readSegmentation } from './read-segmentation.ts'
import type { SegmentToWrite } from './segment-item.ts'
import { type SegmentationInput, segmentationFromLabels } from './segmentation-from-labels.ts'

const source = obliqueSeries()
const volume = volumeOf(source)
const at = new Date('2025-03-05T10:00:00Z')
const segments: SegmentToWrite[] = [
  { number: 1, label: 'anterior hippocampus', algorithmType: 'AUTOMATIC', algorithmName: 'Hippo 1.2' },
  { number: 2, label: 'posterior hippocampus', algorithmType: 'MANUAL' },
]
const make = (given: Partial<SegmentationInput> = {}) =>
  segmentationFromLabels({
    labels: patternLabels(volume),
    volume,
    source,
    segments,
    contentCreatorName: 'Skovgård^Radiolog',
    sopInstanceUid: '2.25.3001',
    seriesInstanceUid: '2.25.3002',
    at,
    ...given,
  })

function written(seg: Dataset): Dataset {
  const read = readDataset(writeFile(seg))
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

function labelsOf(seg: Dataset): Uint8Array {
  const read = readSegmentation(seg, volume)
  if (!read.ok) throw new Error(read.problem.message)
  return read.labels
}

describe('a segmentation', () => {
  it('comes back voxel by voxel, with segments, author and time', () => {
    const read = readSegmentation(written(make()), volume)
    expect(read).toMatchObject({
      ok: true,
      overlapping: 0,
      creator: 'Skovgård^Radiolog',
      madeAt: '20250305100000',
      segments: [
        {
          number: 1,
          label: 'anterior hippocampus',
          algorithmType: 'AUTOMATIC',
          algorithmName: 'Hippo 1.2',
          type: 'SCT:5366008',
        },
        { number: 2, label: 'posterior hippocampus', algorithmType: 'MANUAL', algorithmName: '', type: 'SCT:5366008' },
      ],
    })
    expect(read.ok && read.labels).toEqual(patternLabels(volume))
  })

  it('comes back for any labels, of any number of segments', () => {
    const size = volume.dims[0] * volume.dims[1] * volume.dims[2]
    const any = fc.uint8Array({ min: 0, max: 5, minLength: size, maxLength: size })
    const five = Array.from(
      { length: 5 },
      (_, n): SegmentToWrite => ({ number: n + 1, label: `part ${n}`, algorithmType: 'MANUAL' }),
    )
    fc.assert(
      fc.property(any, (labels) => void expect(labelsOf(written(make({ labels, segments: five })))).toEqual(labels)),
    )
  })

  it('leaves empty frames out, and counts the positions that are left from 1', () => {
    const labels = new Uint8Array(140)
    labels[35 * 1 + 4] = 2
    labels[35 * 3 + 9] = 2
    const seg = make({ labels })
    expect(number(seg, tag('NumberOfFrames'))).toBe(2)
    const frames = items(seg, tag('PerFrameFunctionalGroupsSequence'))
    expect(
      frames.map((frame) => items(frame, tag('FrameContentSequence'))[0]?.get(tag('DimensionIndexValues'))?.numbers),
    ).toEqual([
      [2, 1],
      [2, 2],
    ])
    expect(labelsOf(seg)).toEqual(labels)
  })

  it('is written, with an empty frame a segment, when nothing was found', () => {
    const seg = make({ labels: new Uint8Array(140) })
    expect(number(seg, tag('NumberOfFrames'))).toBe(2)
    expect(labelsOf(written(seg))).toEqual(new Uint8Array(140))
  })

  it('is of the patient, the study and the images that were segmented', () => {
    const seg = written(make())
    for (const keyword of [
      'PatientName',
      'PatientID',
      'PatientBirthDate',
      'PatientSex',
      'PatientAge',
      'StudyInstanceUID',
      'AccessionNumber',
      'FrameOfReferenceUID',
    ])
      expect([keyword, seg.get(tag(keyword))?.strings]).toEqual([keyword, source[0]?.get(tag(keyword))?.strings])
    const referenced = items(seg, tag('ReferencedSeriesSequence'))[0] ?? new Map()
    expect(text(referenced, tag('SeriesInstanceUID'))).toBe('2.25.1002')
    expect(
      items(referenced, tag('ReferencedInstanceSequence')).map((one) => text(one, tag('ReferencedSOPInstanceUID'))),
    ).toEqual(volume.sopInstanceUids)
  })

  it('says that the images had been compressed with loss', () => {
    const lossy = source.map((slice) => new Map(slice).set(tag('LossyImageCompression'), { vr: 'CS', strings: ['01'] }))
    expect([make(), make({ source: lossy })].map((seg) => text(seg, tag('LossyImageCompression')))).toEqual([
      '00',
      '01',
    ])
  })

  it('is the same file for the same run', () => {
    expect(writeFile(make())).toEqual(writeFile(make()))
  })

  it('takes label values that are no segment numbers', () => {
    const labels = patternLabels(volume).map((label) => label * 40)
    const numbered = segments.map((segment) => ({ ...segment, value: segment.number * 40 }))
    expect(labelsOf(make({ labels, segments: numbered }))).toEqual(patternLabels(volume))
  })

  it.each<[string, () => Partial<SegmentationInput>, string]>([
    ['labels of another size', () => ({ labels: new Uint8Array(139) }), 'fill'],
    ['a label without a segment', () => ({ labels: patternLabels(volume).fill(9, 3, 4) }), 'label 9'],
    ['no segments', () => ({ segments: [] }), 'no segment'],
    [
      'segments not numbered from 1',
      () => ({ segments: segments.map((one) => ({ ...one, number: one.number + 1 })) }),
      '1, 2, 3',
    ],
    ['two segments of one value', () => ({ segments: segments.map((one) => ({ ...one, value: 1 })) }), 'same value'],
    [
      'an algorithm without a name',
      () => ({ segments: segments.map((one) => ({ ...one, algorithmType: 'AUTOMATIC' as const })) }),
      'algorithm',
    ],
    ['no source', () => ({ source: [] }), 'empty'],
    [
      'headers of another series',
      () => ({ source: [new Map(source[0]).set(tag('SeriesInstanceUID'), { vr: 'UI', strings: ['2.25.9'] })] }),
      'another series',
    ],
    [
      'a volume without frame of reference',
      () => ({ volume: { ...volume, frameOfReferenceUid: '' } }),
      'frame of reference',
    ],
  ])('is not written from %s', (_name, given, words) => {
    expect(() => make(given())).toThrow(words)
  })
})

describe('a mask that does not fit', () => {
  const seg = make()
  const set = (
    keyword: string,
    element: { vr: string; strings?: string[]; numbers?: number[]; bytes?: Uint8Array; items?: Dataset[] },
  ) => new Map(seg).set(tag(keyword), element)
  const shared = (keyword: string, inner: string, values: number[]) =>
    set('SharedFunctionalGroupsSequence', {
      vr: 'SQ',
      items: [
        new Map(items(seg, tag('SharedFunctionalGroupsSequence'))[0]).set(tag(keyword), {
          vr: 'SQ',
          items: [new Map([[tag(inner), { vr: 'DS', strings: values.map(String) }]])],
        }),
      ],
    })
  const moved = (by: number) => ({ ...volume, affine: volume.affine.map((value, n) => (n === 3 ? value + by : value)) })

  it.each<[string, Dataset, typeof volume, string, string]>([
    [
      'lies in another frame of reference',
      seg,
      { ...volume, frameOfReferenceUid: '2.25.9' },
      'other-geometry',
      'frame of reference',
    ],
    [
      'meets a series without frame of reference',
      seg,
      { ...volume, frameOfReferenceUid: '' },
      'other-geometry',
      'frame of reference',
    ],
    ['has other rows', seg, { ...volume, dims: [7, 6, 4] }, 'other-geometry', 'rows or columns'],
    ['lies half a pixel aside', seg, moved(0.4), 'other-geometry', 'on a slice'],
    ['lies outside', seg, moved(900), 'other-geometry', 'on a slice'],
    [
      'has other pixels',
      shared('PixelMeasuresSequence', 'PixelSpacing', [1.25, 0.8]),
      volume,
      'other-geometry',
      'another size',
    ],
    [
      'says nothing of its pixels',
      shared('PixelMeasuresSequence', 'SliceThickness', [1]),
      volume,
      'other-geometry',
      'another size',
    ],
    [
      'is turned',
      shared('PlaneOrientationSequence', 'ImageOrientationPatient', [1, 0, 0, 0, 1, 0]),
      volume,
      'other-geometry',
      'oriented',
    ],
    ['is an image', source[0] as Dataset, volume, 'not-a-segmentation', 'no DICOM segmentation'],
    [
      'holds probabilities',
      set('SegmentationType', { vr: 'CS', strings: ['FRACTIONAL'] }),
      volume,
      'unsupported',
      'FRACTIONAL',
    ],
    ['is cut off', set('PixelData', { vr: 'OW', bytes: new Uint8Array(4) }), volume, 'broken', 'fewer pixels'],
    [
      'counts its frames wrong',
      set('NumberOfFrames', { vr: 'IS', strings: ['3'] }),
      volume,
      'broken',
      'each of its frames',
    ],
    [
      'shows a segment that it does not describe',
      set('SegmentSequence', { vr: 'SQ', items: [] }),
      volume,
      'broken',
      'does not describe',
    ],
  ])('is refused when it %s', (_name, mask, onto, code, words) => {
    expect(readSegmentation(mask, onto)).toMatchObject({
      ok: false,
      problem: { code, message: expect.stringContaining(words) },
    })
  })

  it('is not refused for what decimal strings lose', () => {
    expect(readSegmentation(seg, moved(0.01)).ok).toBe(true)
  })

  it('tells how many voxels two segments claim', () => {
    const frames = items(seg, tag('PerFrameFunctionalGroupsSequence'))
    const twice = frames.map((frame, n) =>
      n === 3
        ? new Map(frames[0]).set(
            tag('SegmentIdentificationSequence'),
            frame.get(tag('SegmentIdentificationSequence')) ?? { vr: 'SQ' },
          )
        : frame,
    )
    const read = readSegmentation(set('PerFrameFunctionalGroupsSequence', { vr: 'SQ', items: twice }), volume)
    expect(read.ok && read.overlapping).toBe(0)
    const packed = (seg.get(tag('PixelData'))?.bytes ?? new Uint8Array()).slice().fill(0xff)
    const full = readSegmentation(
      new Map(set('PerFrameFunctionalGroupsSequence', { vr: 'SQ', items: twice })).set(tag('PixelData'), {
        vr: 'OW',
        bytes: packed,
      }),
      volume,
    )
    expect(full.ok && full.overlapping).toBe(105)
  })
})
