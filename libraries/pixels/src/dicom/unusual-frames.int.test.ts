import { build, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { maskObject } from './mask-object.ts'
import { readFrames } from './read-frames.ts'
import { readImage } from './read-image.ts'

const rows = 4
const columns = 6

function object(more: Parameters<typeof build>[0], fragments?: Uint8Array[], transferSyntax = '1.2.840.10008.1.2.1') {
  const dataset = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.7',
    SOPInstanceUID: '1.2.208.4711.91.1',
    Rows: rows,
    Columns: columns,
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
    PixelRepresentation: 0,
    ...more,
  })
  if (fragments) dataset.set(0x7fe00010, { vr: 'OB', fragments })
  return new Uint8Array(writeFile(dataset, { transferSyntax }))
}

async function frameOf(bytes: Uint8Array, index = 0): Promise<number[]> {
  const frames = await readFrames(bytes)
  if (!frames || !('frame' in frames)) throw new Error('no frames')
  const frame = await frames.frame(index)
  if (!(frame instanceof Uint8Array)) throw new Error('no frame')
  return [...frame]
}

const box = { kind: 'text' as const, x: 1, y: 1, width: 2, height: 1 }

/** Where a masked pixel lies whose place is given. */
const inside = (x: number, y: number, from: number, to: number) => y === 1 && x >= from && x < to

describe('frames in forms that are seldom met', () => {
  it('two pixels with one colour (YBR_FULL_422, native) are shown, and masked in whole pairs', async () => {
    // Grey: Y Y Cb Cr, with the colours in the middle.
    const pairs = Array.from({ length: (rows * columns) / 2 }, (_, n) => [10 * n, 10 * n + 5, 128, 128]).flat()
    const bytes = object({
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'YBR_FULL_422',
      PlanarConfiguration: 0,
      PixelData: Uint8Array.from(pairs),
    })
    const grey = Array.from({ length: rows * columns }, (_, n) => 10 * (n >> 1) + 5 * (n % 2))
    expect(await frameOf(bytes)).toEqual(grey.flatMap((value) => [value, value, value]))
    const masked = await maskObject(bytes, [{ from: 1, to: 1, boxes: [box] }])
    if (!masked.ok) throw new Error(masked.reason)
    const black = grey.map((value, n) => (inside(n % columns, Math.floor(n / columns), 0, 4) ? 0 : value))
    expect(await frameOf(masked.bytes)).toEqual(black.flatMap((value) => [value, value, value]))
    expect(masked.bytes.length - bytes.length).toBeLessThan(200)
  })

  it('32 bits a sample are shown by their highest bits, and what is not masked keeps all of its bits', async () => {
    const view = new DataView(new ArrayBuffer(rows * columns * 12))
    const value = (n: number) => ((n + 130) << 24) | 0x00ab_cdef
    for (let n = 0; n < rows * columns * 3; n++) view.setUint32(4 * n, value(n) >>> 0, true)
    const bytes = object({
      SamplesPerPixel: 3,
      PhotometricInterpretation: 'RGB',
      PlanarConfiguration: 0,
      BitsAllocated: 32,
      BitsStored: 32,
      HighBit: 31,
      PixelData: new Uint8Array(view.buffer),
    })
    expect(await frameOf(bytes)).toEqual(Array.from({ length: rows * columns * 3 }, (_, n) => n + 130))
    const masked = await maskObject(bytes, [{ from: 1, to: 1, boxes: [box] }])
    if (!masked.ok) throw new Error(masked.reason)
    const before = readImage(bytes)!.coded[0]!
    const after = readImage(masked.bytes)!.coded[0]!
    for (let n = 0; n < rows * columns; n++) {
      const at = [12 * n, 12 * n + 12] as const
      if (inside(n % columns, Math.floor(n / columns), 1, 3))
        expect(after.subarray(...at).every((byte) => byte === 0)).toBe(true)
      else expect([...after.subarray(...at)]).toEqual([...before.subarray(...at)])
    }
  })

  it('a palette written as lines and repeats is the palette that it stands for', async () => {
    const words = (...values: number[]) => Uint8Array.from(values.flatMap((value) => [value & 255, value >> 8]))
    // Two entries; a line of three up to FF00; the first segment again.
    const segments = words(0, 2, 0x0100, 0x0200, 1, 3, 0xff00, 2, 1, 0, 0)
    const bytes = object({
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'PALETTE COLOR',
      RedPaletteColorLookupTableDescriptor: [7, 0, 16],
      GreenPaletteColorLookupTableDescriptor: [7, 0, 16],
      BluePaletteColorLookupTableDescriptor: [7, 0, 16],
      SegmentedRedPaletteColorLookupTableData: segments,
      SegmentedGreenPaletteColorLookupTableData: segments,
      SegmentedBluePaletteColorLookupTableData: segments,
      PixelData: Uint8Array.from({ length: rows * columns }, (_, n) => n % 7),
    })
    const entries = [1, 2, 0x56, 0xaa, 0xff, 1, 2]
    const shown = Array.from({ length: rows * columns }, (_, n) => entries[n % 7]!)
    expect(await frameOf(bytes)).toEqual(shown.flatMap((value) => [value, value, value]))
  })

  it('frames cut into many fragments, with no table of offsets, are told apart by where they begin and end', () => {
    const frame = (n: number) => [
      Uint8Array.from([0xff, 0xd8, 0xff, 0xda, n, n]),
      Uint8Array.from([7, 0xff, 0x00, 0xd9]),
      Uint8Array.from([0xff, 0xd9, 0, 0]),
    ]
    const many = (frames: number) =>
      object(
        { SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', NumberOfFrames: frames },
        [...frame(1), ...frame(2)],
        '1.2.840.10008.1.2.4.50',
      )
    expect(readImage(many(2))!.coded).toEqual([Buffer.concat(frame(1)), Buffer.concat(frame(2))])
    expect(() => readImage(many(3))).toThrow('told apart')
  })

  it('the fragments of a compressed icon are none of the picture’s', () => {
    const [icon, picture] = [Uint8Array.from([0xff, 0xd8, 1, 1]), Uint8Array.from([0xff, 0xd8, 2, 2])]
    const small = build({ Rows: 2, Columns: 2 }).set(0x7fe00010, { vr: 'OB', fragments: [icon] })
    const bytes = object(
      { SamplesPerPixel: 1, PhotometricInterpretation: 'MONOCHROME2', IconImageSequence: [small] },
      [picture],
      '1.2.840.10008.1.2.4.70',
    )
    expect(readImage(bytes)!.coded).toEqual([picture])
  })
})
