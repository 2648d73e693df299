import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dataset, items, number, text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { writeFile } from '../write-file.ts'
import { build } from './build-dataset.ts'
import { enhancedOf, frameStack } from './fixtures/multi-frame.ts'
import { obliqueSeries, patternLabels, volumeOf } from './fixtures/phantom-series.ts'
import { readSegmentation } from './read-segmentation.ts'
import { segmentationFromLabels } from './segmentation-from-labels.ts'
import { gridOfSeries, imageSeries } from './series-grid.ts'
import type { SeriesGrid } from './volume.ts'
import { volumeFromSlices } from './volume-from-slices.ts'

const slices = obliqueSeries()
const single = volumeOf(slices)
const at = new Date('2025-03-05T10:00:00Z')
const gridOf = (headers: readonly Dataset[]): SeriesGrid => {
  const found = gridOfSeries(headers)
  if (!found.ok) throw new Error(found.problem.message)
  return found.grid
}
const written = (object: Dataset): Dataset => {
  const read = readDataset(writeFile(object))
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}
const maskOf = (grid: SeriesGrid, source: readonly Dataset[], labels: Uint8Array) =>
  written(
    segmentationFromLabels({
      labels,
      volume: grid,
      source,
      segments: [
        { number: 1, label: 'one', algorithmType: 'MANUAL' },
        { number: 2, label: 'two', algorithmType: 'MANUAL' },
      ],
      at,
    }),
  )

describe('an enhanced multi-frame object', () => {
  const shuffled = [2, 0, 3, 1].map((n) => slices[n] as Dataset)

  it('is the volume of its frames, sorted by position, as the same images one by one are', () => {
    const { data, dims, spacing, affine } = volumeOf([writeFile(enhancedOf(shuffled))])
    expect({ data, dims, spacing, affine }).toEqual({
      data: single.data,
      dims: single.dims,
      spacing: single.spacing,
      affine: single.affine,
    })
  })

  it('names each slice by its frame', () => {
    const grid = gridOf([enhancedOf(shuffled)])
    expect(grid.stack).toBeUndefined()
    expect(grid.frameNumbers).toEqual([2, 4, 1, 3])
    expect(new Set(grid.sopInstanceUids).size).toBe(1)
  })

  it('has its values rescaled frame by frame', () => {
    const perFrame = (k: number) => ({
      PixelValueTransformationSequence: [build({ RescaleSlope: k + 1, RescaleIntercept: -k, RescaleType: 'US' })],
    })
    const plain = volumeOf([enhancedOf(slices)]).data
    const scaled = volumeOf([enhancedOf(slices, { perFrame })]).data
    const size = single.dims[0] * single.dims[1]
    expect(Array.from(scaled)).toEqual(
      Array.from(plain, (value, n) => value * (Math.floor(n / size) + 1) - Math.floor(n / size)),
    )
  })

  it('carries a mask whose frames say which of its frames they were drawn on', () => {
    const source = enhancedOf(shuffled)
    const grid = gridOf([source])
    const labels = patternLabels(single)
    const seg = maskOf(grid, [source], labels)
    const read = readSegmentation(seg, grid)
    expect(read.ok && Buffer.from(read.labels).equals(Buffer.from(labels))).toBe(true)
    for (const groups of items(seg, tag('PerFrameFunctionalGroupsSequence'))) {
      const derived = items(groups, tag('DerivationImageSequence'))[0] as Dataset
      const image = items(derived, tag('SourceImageSequence'))[0] as Dataset
      const place = items(groups, tag('PlanePositionSequence'))[0]?.get(tag('ImagePositionPatient'))?.strings
      const frame = number(image, tag('ReferencedFrameNumber')) as number
      expect(place).toEqual(shuffled[frame - 1]?.get(tag('ImagePositionPatient'))?.strings)
    }
    const referenced = items(seg, tag('ReferencedSeriesSequence'))[0] as Dataset
    expect(items(referenced, tag('ReferencedInstanceSequence'))).toHaveLength(1)
  })

  it.each([
    ['lacks a frame', (all: Dataset[]) => all.filter((_, k) => k !== 1), 'missing'],
    ['has two frames at one place', (all: Dataset[]) => [...all, all[1] as Dataset], 'same place'],
  ])('that %s is a stack of frames and says why', (_what, change, why) => {
    const object = enhancedOf(change([...slices]))
    expect(gridOf([object]).stack?.why).toContain(why)
    expect(volumeFromSlices([object]).ok).toBe(false)
  })
})

describe('pictures without a place in the patient', () => {
  it('are frames beside each other, in the order of their numbers, with one plane', () => {
    const still = frameStack(1, {
      SOPInstanceUID: '2.25.9',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
      InstanceNumber: 2,
    })
    const grid = gridOf([still, frameStack(3)])
    expect(grid).toMatchObject({
      dims: [4, 3, 4],
      frameOfReferenceUid: '',
      sopInstanceUids: ['2.25.3001', '2.25.3001', '2.25.3001', '2.25.9'],
      frameNumbers: [1, 2, 3, 0],
      stack: { measured: false },
    })
  })

  it('are measured only by a spacing in the patient; one at the detector tells the shape of a pixel', () => {
    expect(gridOf([frameStack(1, { PixelSpacing: [0.5, 0.25] })])).toMatchObject({
      spacing: [0.25, 0.5, 1],
      stack: { measured: true },
    })
    expect(gridOf([frameStack(1, { ImagerPixelSpacing: [0.4, 0.2] })])).toMatchObject({
      spacing: [1, 2, 1],
      stack: { measured: false },
    })
  })

  it('carry a mask that is found again by image and frame, whatever is painted', () => {
    const still = frameStack(1, {
      SOPInstanceUID: '2.25.9',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.6.1',
      InstanceNumber: 2,
    })
    const source = [frameStack(3), still]
    const grid = gridOf(source)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48, max: 2 }), (labels) => {
        const read = readSegmentation(maskOf(grid, source, labels), grid)
        return read.ok && Buffer.from(read.labels).equals(Buffer.from(labels))
      }),
      { numRuns: 30 },
    )
    const seg = maskOf(grid, source, new Uint8Array(48).fill(1, 0, 5))
    expect(text(seg, tag('FrameOfReferenceUID'))).toBeUndefined()
    // Drawn on other images of the same size it is refused.
    const other = gridOf([frameStack(4, { SOPInstanceUID: '2.25.77' })])
    expect(readSegmentation(seg, other)).toMatchObject({ ok: false, problem: { code: 'other-geometry' } })
  })

  it.each([
    [
      'of different sizes',
      [frameStack(1), frameStack(1, { SOPInstanceUID: '2.25.9', Rows: 5 })],
      'mixed-size',
      '4 × 3 / 4 × 5',
    ],
    ['of a whole slide', [frameStack(2, { SOPClassUID: '1.2.840.10008.5.1.4.1.1.77.1.6' })], 'tiled', 'whole slide'],
    ['of 32 bits', [frameStack(1, { BitsAllocated: 32 })], 'not-an-image', '32 bits'],
    ['without rows', [frameStack(1, { Rows: undefined })], 'not-an-image', 'no image'],
    ['of too many pixels', [frameStack(9000, { Rows: 4000, PixelData: new Uint8Array() })], 'too-large', 'million'],
    ['of two series', [frameStack(1), frameStack(1, { SeriesInstanceUID: '2.25.5' })], 'mixed-series', 'more than one'],
  ])('%s are refused with a sentence', (_what, headers, code, words) => {
    const found = gridOfSeries(
      code === 'too-large'
        ? headers.map((one) => new Map(one).set(tag('Columns'), { vr: 'US', numbers: [4000] }))
        : headers,
    )
    expect(found).toMatchObject({ ok: false, problem: { code, message: expect.stringContaining(words) } })
  })

  it('in colour have one plane even where they say a place', () => {
    const coloured = slices.map((slice) => new Map(slice).set(tag('SamplesPerPixel'), { vr: 'US', numbers: [3] }))
    expect(gridOf(coloured).stack?.why).toContain('colour')
  })
})

it('single slices that are no regular stack are refused: one may be missing, and nobody would see it', () => {
  expect(gridOfSeries(slices.filter((_, k) => k !== 1))).toMatchObject({
    ok: false,
    problem: { code: 'irregular-spacing' },
  })
})

it('the images of a study are its largest series of pictures', () => {
  const series = (modality: string, ...sizes: number[]) => ({
    seriesInstanceUid: `${modality}.${sizes.length}`,
    modality,
    objects: sizes.map((size) => ({ size })),
  })
  const found = imageSeries([
    series('SEG', 900),
    series('US', 10, 10, 10),
    series('US', 500),
    series('PR', 5),
    series('CT'),
  ])
  expect(found.map((one) => one.seriesInstanceUid)).toEqual(['US.1', 'US.3'])
})
