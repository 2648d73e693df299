import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Dataset, type Element, number } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { writeFile } from '../write-file.ts'
import { obliqueSeries, obliqueVolume, volumeOf } from './fixtures/phantom-series.ts'
import { volumeFromSlices } from './volume-from-slices.ts'

const series = obliqueSeries()
const given = obliqueVolume()

/** The series with an element of one slice changed, or of all. */
function changed(keyword: string, element: Element | undefined, only?: number): Dataset[] {
  return series.map((slice, k) => {
    const copy = new Map(slice)
    if (only !== undefined && k !== only) return copy
    if (element) copy.set(tag(keyword), element)
    else copy.delete(tag(keyword))
    return copy
  })
}

const ds = (...values: (number | string)[]): Element => ({ vr: 'DS', strings: values.map(String) })
const us = (value: number): Element => ({ vr: 'US', numbers: [value] })
const ui = (value: string): Element => ({ vr: 'UI', strings: [value] })

describe('a volume from the slices of a series', () => {
  it('is the volume that the slices were cut from, whatever order and form they arrive in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), (order, asFile) => {
        const slices = order.map((k) => series[k] as Dataset)
        const volume = volumeOf(asFile ? slices.map((slice) => writeFile(slice)) : slices)
        expect(volume.data).toEqual(given.data)
        expect(volume.dims).toEqual(given.dims)
        for (const [n, value] of volume.affine.entries()) expect(value).toBeCloseTo(given.affine[n] as number, 6)
        for (const [n, value] of volume.spacing.entries()) expect(value).toBeCloseTo(given.spacing[n] as number, 6)
        expect(volume.sopInstanceUids).toEqual(['2.25.200', '2.25.201', '2.25.202', '2.25.203'])
        expect([volume.seriesInstanceUid, volume.frameOfReferenceUid]).toEqual(['2.25.1002', '2.25.1003'])
      }),
    )
  })

  it('has the values of the scanner: rescale applied, whole numbers kept where they fit', () => {
    const withRescale = (slope: string, intercept: string) =>
      changed('RescaleSlope', ds(slope)).map((slice) => new Map(slice).set(tag('RescaleIntercept'), ds(intercept)))
    const float = volumeOf(withRescale('0.5', '-10')).data
    expect(float).toBeInstanceOf(Float32Array)
    expect(Array.from(float)).toEqual(Array.from(given.data, (value) => value * 0.5 - 10))
    expect(volumeOf(withRescale('1', '-1024')).data).toBeInstanceOf(Float32Array)
    const twelveBits = withRescale('1', '-1024').map((slice) =>
      new Map(slice).set(tag('BitsStored'), us(12)).set(tag('HighBit'), us(11)),
    )
    expect(volumeOf(twelveBits).data).toEqual(Int16Array.from(given.data, (value) => value - 1024))
  })

  it('does not take the bits above the stored ones for values', () => {
    const words = Uint16Array.from(given.data.subarray(0, 35), (value) => (value & 0x0fff) | 0xf000)
    const one = (signed: number) =>
      [new Map(series[0] as Dataset)].map((slice) =>
        slice
          .set(tag('PixelData'), { vr: 'OW', bytes: new Uint8Array(words.buffer) })
          .set(tag('BitsStored'), us(12))
          .set(tag('HighBit'), us(11))
          .set(tag('PixelRepresentation'), us(signed)),
      )
    expect(Array.from(volumeOf(one(1)).data)).toEqual(Array.from(given.data.subarray(0, 35)))
    expect(Array.from(volumeOf(one(0)).data)).toEqual(Array.from(given.data.subarray(0, 35), (value) => value & 0x0fff))
  })

  it('takes one image with its thickness, and refuses one without', () => {
    expect(volumeOf(series.slice(1, 2)).spacing[2]).toBe(2.5)
    const bare = new Map(series[0])
    bare.delete(tag('SliceThickness'))
    bare.delete(tag('SpacingBetweenSlices'))
    expect(volumeFromSlices([bare])).toMatchObject({ ok: false, problem: { code: 'unknown-spacing' } })
  })

  const moved = (k: number, by: readonly [number, number, number]) => {
    const at = (series[k]?.get(tag('ImagePositionPatient'))?.strings ?? []).map(Number)
    return changed('ImagePositionPatient', ds(...at.map((value, n) => value + (by[n] as number))), k)
  }
  const tilted = series.map((slice, k) => {
    const at = (slice.get(tag('ImagePositionPatient'))?.strings ?? []).map(Number)
    return new Map(slice).set(
      tag('ImagePositionPatient'),
      ds(...at.map((value, n) => value + 0.5 * k * ([0.6, 0.8, 0][n] as number))),
    )
  })
  const frames = { vr: 'SQ', items: [new Map()] }

  it.each<[string, readonly (Dataset | Uint8Array)[], string, string]>([
    ['nothing', [], 'no-slices', 'no images'],
    [
      'a missing slice',
      series.filter((_, k) => k !== 1),
      'irregular-spacing',
      '1 image(s) are missing between image 1 and 2',
    ],
    ['an uneven slice', moved(2, [0.32, -0.24, 0.3]), 'irregular-spacing', '2.50 mm'],
    ['the same slice twice', [...series, series[2] as Dataset], 'duplicate-slice', 'same position'],
    ['a tilted gantry', tilted, 'sheared', 'tilted gantry'],
    ['one slice moved aside', moved(3, [0.6, 0.8, 0]), 'sheared', 'straight above'],
    [
      'another frame of reference',
      changed('FrameOfReferenceUID', ui('2.25.9'), 3),
      'mixed-geometry',
      'frames of reference',
    ],
    ['no frame of reference', changed('FrameOfReferenceUID', undefined), 'no-frame-of-reference', 'names no frame'],
    ['two series', changed('SeriesInstanceUID', ui('2.25.9'), 1), 'mixed-series', 'more than one series'],
    ['a slice of other spacing', changed('PixelSpacing', ds(1.25, 0.76), 1), 'mixed-geometry', 'spacing'],
    [
      'a slice turned the other way',
      changed('ImageOrientationPatient', ds(1, 0, 0, 0, 1, 0), 1),
      'mixed-geometry',
      'orientation',
    ],
    [
      'directions that are none',
      changed('ImageOrientationPatient', ds(1, 0, 0, 1, 0, 0)),
      'not-an-image',
      'right angles',
    ],
    ['spacing of nought', changed('PixelSpacing', ds(0, 1)), 'not-an-image', 'above zero'],
    ['no position', changed('ImagePositionPatient', undefined, 2), 'not-an-image', 'position and orientation'],
    [
      'a position that is no number',
      changed('ImagePositionPatient', ds('a', 1, 2), 2),
      'not-an-image',
      'position and orientation',
    ],
    [
      'frames of which nobody knows where they lie',
      changed('NumberOfFrames', { vr: 'IS', strings: ['2'] }),
      'multi-frame',
      'where each of them lies',
    ],
    [
      'an enhanced object that does not describe each of its frames',
      changed('NumberOfFrames', { vr: 'IS', strings: ['2'] }).map((slice) =>
        new Map(slice).set(tag('PerFrameFunctionalGroupsSequence'), frames),
      ),
      'multi-frame',
      'describe each',
    ],
    [
      'an enhanced object that describes a frame without its place',
      changed('PerFrameFunctionalGroupsSequence', frames),
      'not-an-image',
      'position and orientation',
    ],
    ['colour', changed('SamplesPerPixel', us(3)), 'not-an-image', 'colour'],
    ['32 bits', changed('BitsAllocated', us(32)), 'not-an-image', '32 bits'],
    ['pixels cut off', changed('PixelData', { vr: 'OW', bytes: new Uint8Array(68) }, 1), 'pixel-length', 'not as long'],
    [
      'too many pixels',
      changed('PixelData', { vr: 'OW', bytes: new Uint8Array(140) }, 1),
      'pixel-length',
      'not as long',
    ],
    ['no pixels', changed('PixelData', undefined, 0), 'pixel-length', 'not as long'],
    ['compressed pixels', changed('PixelData', { vr: 'OB', fragments: [] }), 'compressed', 'Decode'],
    [
      'compressed files',
      series.map((slice) => writeFile(slice, { transferSyntax: '1.2.840.10008.1.2.4.90' })),
      'compressed',
      'Decode',
    ],
    ['a file that is no DICOM', [Buffer.from('not DICOM at all, but long enough')], 'unreadable', ''],
  ])('is refused for %s', (_name, slices, code, words) => {
    const result = volumeFromSlices(slices)
    expect(result).toMatchObject({ ok: false, problem: { code, message: expect.stringContaining(words) } })
  })

  it('names no patient when it refuses', () => {
    const problems = [
      changed('PixelData', undefined),
      changed('FrameOfReferenceUID', undefined),
      series.slice(1).concat(series.slice(1)),
    ]
    for (const slices of problems) {
      const result = volumeFromSlices(slices)
      expect(result.ok || /Prøve|3102999999|Åse/.test(result.problem.message)).toBe(false)
    }
  })

  it('keeps a sub-millimetre stack that was written with rounded decimals', () => {
    const volume = obliqueVolume({ dims: [3, 3, 120], data: new Int16Array(1080) })
    const rounded = obliqueSeries(volume).map((slice) => {
      const at = (slice.get(tag('ImagePositionPatient'))?.strings ?? []).map((one) => Number(one).toFixed(2))
      return new Map(slice).set(tag('ImagePositionPatient'), ds(...at))
    })
    expect(volumeOf(rounded).spacing[2]).toBeCloseTo(2.5, 4)
    expect(number(rounded[0] as Dataset, tag('Rows'))).toBe(3)
  })
})
