import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { text } from '../dataset.ts'
import { tag } from '../dictionary.ts'
import { readDataset } from '../read-dataset.ts'
import { writeFile } from '../write-file.ts'
import { decimal } from './build-dataset.ts'
import { obliqueSeries, obliqueVolume, volumeOf } from './fixtures/phantom-series.ts'
import { withSlicesReversed } from './nifti.ts'
import { wordsOfVoxels } from './words-of-voxels.ts'

describe('an MR series written from a volume', () => {
  it('holds fractions within half a step of its rescale', () => {
    const data = Float32Array.from({ length: 140 }, (_, n) => Math.sin(n) * 1234.5)
    const volume = volumeOf(obliqueSeries(obliqueVolume({ data })))
    const step = 2469 / 65535
    for (const [n, value] of volume.data.entries())
      expect(Math.abs(value - (data[n] as number))).toBeLessThan(step / 2 + 1e-3)
  })

  it('keeps whole numbers to the bit, also from float and from bytes', () => {
    const values = Array.from({ length: 140 }, (_, n) => (n * 7) % 256)
    for (const data of [
      Uint8Array.from(values),
      Uint16Array.from(values),
      Int16Array.from(values),
      Float32Array.from(values),
    ])
      expect(Array.from(volumeOf(obliqueSeries(obliqueVolume({ data }))).data)).toEqual(values)
    const below = Float32Array.from({ length: 140 }, (_, n) => n - 70)
    expect(volumeOf(obliqueSeries(obliqueVolume({ data: below }))).data).toBeInstanceOf(Int16Array)
  })

  it('scales any finite values into words that stay within half a step', () => {
    const values = fc.array(
      fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(-1e30), max: Math.fround(1e30) }),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(values, (list) => {
        const data = Float32Array.from(list)
        const { words, slope, intercept } = wordsOfVoxels(data)
        const [largest, spread] = [Math.max(...data.map(Math.abs)), Math.max(...data) - Math.min(...data)]
        for (const [n, word] of words.entries())
          expect(Math.abs(word * slope + intercept - (data[n] as number))).toBeLessThanOrEqual(
            0.51 * (spread / 65535) + 1e-8 * largest + 0.5,
          )
        expect(decimal(slope).length <= 16 && decimal(intercept).length <= 16).toBe(true)
      }),
    )
    expect(() => wordsOfVoxels(Float32Array.of(Number.NaN))).toThrow(RangeError)
    expect(Array.from(wordsOfVoxels(Float32Array.of(Number.NaN, 0.5, 1)).words)).toEqual([0, 0, 65535])
  })

  it('keeps a Danish name in Latin-1 and in UTF-8', () => {
    for (const characterSet of ['ISO_IR 100', 'ISO_IR 192'] as const) {
      const read = readDataset(writeFile(obliqueSeries(obliqueVolume(), { characterSet })[0] ?? new Map()))
      expect(
        read.ok && [text(read.dataset, tag('PatientName')), text(read.dataset, tag('SpecificCharacterSet'))],
      ).toEqual(['Prøve^Ærlig Åse', characterSet])
    }
  })

  it('lies in space where the volume does, also when its slices run the other way', () => {
    const volume = obliqueVolume()
    const back = volumeOf(obliqueSeries(withSlicesReversed(volume)))
    expect(back.data).toEqual(volume.data)
    for (const [n, value] of back.affine.entries()) expect(value).toBeCloseTo(volume.affine[n] as number, 6)
  })

  it('is not written from a sheared volume or from voxels that do not fill it', () => {
    const volume = obliqueVolume()
    expect(() =>
      obliqueSeries({ ...volume, affine: volume.affine.map((value, n) => (n === 1 ? value + 0.5 : value)) }),
    ).toThrow('right angles')
    expect(() => obliqueSeries({ ...volume, data: volume.data.subarray(1) as Int16Array })).toThrow('fill')
  })

  it('writes decimals of at most 16 characters that read back the same to seven digits', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
        const written = decimal(value)
        expect(written.length).toBeLessThanOrEqual(16)
        expect(Math.abs(Number(written) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-7)
      }),
    )
    expect(() => decimal(Number.NaN)).toThrow(RangeError)
  })
})
