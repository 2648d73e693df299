import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import golden from '../../golden/nifti.golden.json' with { type: 'json' }
import { obliqueVolume } from './fixtures/phantom-series.ts'
import { columnOf, isRightHanded, slicePosition } from './geometry.ts'
import { labelsOnVolume } from './labels-on-volume.ts'
import { type Nifti, reversedSlices, volumeFromNifti, withSlicesReversed } from './nifti.ts'
import { readNifti } from './read-nifti.ts'
import { niftiFromVolume } from './write-nifti.ts'

function read(file: Uint8Array): Nifti {
  const result = readNifti(file)
  if (!result.ok) throw new Error(result.problem.message)
  return result.nifti
}

const near = (found: readonly number[], wanted: readonly number[], within: number) =>
  expect(Math.max(...found.map((value, n) => Math.abs(value - (wanted[n] as number))))).toBeLessThanOrEqual(within)

describe('NIfTI-1 files', () => {
  it.each(golden)('reads $name as nibabel does', (one) => {
    const nifti = read(Buffer.from(one.file, 'base64'))
    expect(nifti.dims).toEqual(one.dims)
    expect(nifti.orientation).toBe(one.orientation)
    near(nifti.affine, one.affine, 1e-5)
    expect(Array.from(nifti.data as ArrayLike<number>)).toEqual(one.voxels)
  })

  it('writes what it reads: voxels, geometry and kind of number, packed or not', () => {
    const volume = obliqueVolume()
    const values = Array.from(volume.data, (value) => Math.abs(value) % 200)
    const kinds = [Uint8Array.from(values), Int16Array.from(values), Uint16Array.from(values), Int32Array.from(values)]
    for (const data of [...kinds, Float32Array.from(values), Float64Array.from(values)]) {
      for (const gzip of [false, true]) {
        const nifti = read(niftiFromVolume({ ...volume, data }, { gzip }))
        expect(nifti.data).toEqual(data)
        expect(nifti.dims).toEqual(volume.dims)
        near(volumeFromNifti(nifti).affine, volume.affine, 1e-5)
        near(nifti.spacing, volume.spacing, 1e-6)
      }
    }
  })

  it('says the same in sform and qform, also for a left-handed image', () => {
    for (const volume of [obliqueVolume(), withSlicesReversed(obliqueVolume())]) {
      const file = Buffer.from(niftiFromVolume(volume))
      file.writeInt16LE(0, 254)
      const nifti = read(file)
      expect(nifti.orientation).toBe('qform')
      near(volumeFromNifti(nifti).affine, volume.affine, 1e-5)
    }
  })

  it('has no orientation when the header gives none, and takes lengths in metres as millimetres', () => {
    const file = Buffer.from(niftiFromVolume(obliqueVolume()))
    file.writeInt16LE(0, 252)
    file.writeInt16LE(0, 254)
    expect(read(file).orientation).toBe('none')
    file.writeUInt8(1, 123)
    near(read(file).spacing, [750, 1250, 2500], 1e-3)
  })

  it('turns slices round without moving a voxel in space', () => {
    const volume = obliqueVolume()
    const turned = withSlicesReversed(volume)
    expect(isRightHanded(volume.affine)).toBe(true)
    expect(isRightHanded(turned.affine)).toBe(false)
    near(slicePosition(turned, 0), slicePosition(volume, 3), 1e-12)
    expect(turned.data.subarray(0, 35)).toEqual(volume.data.subarray(105))
    expect(withSlicesReversed(turned).data).toEqual(volume.data)
    expect(reversedSlices(Uint8Array.of(1, 2, 3, 4, 5, 6), 2)).toEqual(Uint8Array.of(5, 6, 3, 4, 1, 2))
  })

  it.each([
    ['an empty file', new Uint8Array(), 'not-nifti'],
    ['text', Buffer.from('x'.repeat(400)), 'not-nifti'],
    ['half a gzip', niftiFromVolume(obliqueVolume(), { gzip: true }).subarray(0, 60), 'truncated'],
    ['a file without its last voxel', niftiFromVolume(obliqueVolume()).subarray(0, -2), 'truncated'],
    ['a header and image pair', patched((file) => file.write('ni1', 344)), 'unsupported'],
    ['NIfTI-2', patched((file) => file.writeInt32LE(540, 0)), 'unsupported'],
    ['complex numbers', patched((file) => file.writeInt16LE(32, 70)), 'unsupported'],
    ['a time series', patched((file) => file.writeInt16LE(4, 40) && file.writeInt16LE(9, 48)), 'unsupported'],
    ['a dimension below nought', patched((file) => file.writeInt16LE(-7, 42)), 'not-nifti'],
    ['voxels that begin nowhere', patched((file) => file.writeFloatLE(Number.NaN, 108)), 'not-nifti'],
    ['an affine of nought', patched((file) => file.fill(0, 280, 328)), 'bad-geometry'],
    ['an affine that is no number', patched((file) => file.writeFloatLE(Number.NaN, 284)), 'bad-geometry'],
  ])('refuses %s', (_name, file, code) => {
    expect(readNifti(file)).toMatchObject({ ok: false, problem: { code } })
  })

  it('answers any damage with an image or a problem and never throws', () => {
    const file = niftiFromVolume(obliqueVolume())
    const damage = fc.array(fc.tuple(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 })), { maxLength: 12 })
    fc.assert(
      fc.property(damage, fc.nat({ max: file.length }), (changes, length) => {
        const bytes = Uint8Array.from(file)
        for (const [at, value] of changes) bytes[at] = value
        const result = readNifti(bytes.subarray(0, Math.max(length, 300)))
        if (result.ok)
          expect(result.nifti.data.length).toBe(result.nifti.dims[0] * result.nifti.dims[1] * result.nifti.dims[2])
      }),
      { numRuns: 500 },
    )
  })
})

function patched(change: (file: Buffer) => unknown): Uint8Array {
  const file = Buffer.from(niftiFromVolume(obliqueVolume()))
  change(file)
  return file
}

describe('a label map that came as NIfTI', () => {
  const volume = obliqueVolume()
  const labels = Uint8Array.from(volume.data as ArrayLike<number>, (_, n) => n % 251)
  const asNifti = (change: (nifti: Nifti) => Nifti = (nifti) => nifti) =>
    change(read(niftiFromVolume({ ...volume, data: labels })))

  it('comes back on the voxels of the series', () => {
    expect(labelsOnVolume(asNifti(), volume)).toEqual({ ok: true, labels })
  })

  it('comes back when the model swapped and turned the axes', () => {
    const orders = [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const
    for (const order of orders) {
      for (let flips = 0; flips < 8; flips++) {
        const moved = rearranged(volume.dims, volume.affine, labels, order, flips)
        expect(labelsOnVolume(read(niftiFromVolume(moved)), volume)).toEqual({ ok: true, labels })
      }
    }
  })

  it('is refused when it lies elsewhere, has another size, or does not say where it lies', () => {
    const shifted = (by: number) =>
      asNifti((nifti) => ({ ...nifti, affine: nifti.affine.map((value, n) => (n === 3 ? value + by : value)) }))
    expect(labelsOnVolume(shifted(0.05), volume).ok).toBe(true)
    const scaled = (by: number) =>
      asNifti((nifti) => ({ ...nifti, affine: nifti.affine.map((value, n) => (n % 4 === 1 ? value * by : value)) }))
    for (const other of [
      shifted(0.2),
      scaled(1.01),
      asNifti((nifti) => ({ ...nifti, dims: [5, 7, 4] })),
      asNifti((nifti) => ({ ...nifti, orientation: 'none' })),
    ])
      expect(labelsOnVolume(other, volume)).toMatchObject({ ok: false, problem: { code: 'other-geometry' } })
  })

  it('is refused when it holds probabilities or more than 255 labels', () => {
    for (const value of [0.5, -1, 256, Number.NaN]) {
      const data = Float64Array.from(labels)
      data[17] = value
      expect(
        labelsOnVolume(
          asNifti((nifti) => ({ ...nifti, data })),
          volume,
        ),
      ).toMatchObject({ ok: false, problem: { code: 'not-labels' } })
    }
  })
})

/** The same labels in another order of axes, bit n of `flips` turning axis n, written out voxel by voxel. */
function rearranged(
  dims: readonly number[],
  affine: readonly number[],
  labels: Uint8Array,
  order: readonly [number, number, number],
  flips: number,
) {
  const size = order.map((axis) => dims[axis] as number) as [number, number, number]
  const data = new Uint8Array(labels.length)
  const old = (index: readonly number[]) =>
    order.map((axis, n) => ({
      axis,
      at: (flips >> n) & 1 ? (size[n] as number) - 1 - (index[n] as number) : (index[n] as number),
    }))
  const original = (index: readonly number[]) =>
    [0, 1, 2].map((axis) => old(index).find((one) => one.axis === axis)?.at as number) as [number, number, number]
  for (let k = 0, n = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++)
      for (let i = 0; i < size[0]; i++, n++) {
        const [a, b, c] = original([i, j, k])
        data[n] = labels[a + (dims[0] as number) * (b + (dims[1] as number) * c)] as number
      }
  const place = (index: readonly number[]) =>
    [0, 1, 2].map((row) =>
      original(index).reduce(
        (sum, value, axis) => sum + value * (affine[4 * row + axis] as number),
        affine[4 * row + 3] as number,
      ),
    )
  const origin = place([0, 0, 0])
  const columns = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ].map((index) => place(index).map((value, row) => value - (origin[row] as number)))
  const moved = [0, 1, 2].flatMap((row) => [...columns.map((column) => column[row] as number), origin[row] as number])
  const spacing = [0, 1, 2].map((n) => Math.hypot(...columnOf([...moved, 0, 0, 0, 1], n as 0 | 1 | 2))) as [
    number,
    number,
    number,
  ]
  return { dims: size, spacing, affine: [...moved, 0, 0, 0, 1], data }
}
