import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brushVoxels, strokePlaces } from '../src/viewer/brush.ts'
import {
  cross,
  directionOf,
  type Grid,
  nearestVoxel,
  numberOf,
  orientationLetters,
  type Plane,
  pixelOf,
  planesOf,
  sizeOf,
  type Vector,
  voxelAt,
  worldOf,
} from '../src/viewer/geometry.ts'
import { countChanged, countLabels, createLabelEdit } from '../src/viewer/label-edit.ts'
import { placementOf, toCanvasPoint, toPixel } from '../src/viewer/placement.ts'
import { differenceColours, differencePixels, labelPixels, outline, sliceLabels } from '../src/viewer/plane-pixels.ts'
import { dragged, levelOf, windowPresets } from '../src/viewer/window.ts'

/** Axes swapped and turned, as sagittal and coronal series are; spacing differs along each. */
const grids: Record<string, Grid> = {
  axial: grid(
    [5, 4, 3],
    [2, 1, 3],
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ),
  'axial, turned by 180°': grid(
    [5, 4, 3],
    [1, 1, 1],
    [
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ],
  ),
  sagittal: grid(
    [5, 4, 3],
    [1, 1.5, 2],
    [
      [0, 1, 0],
      [0, 0, -1],
      [-1, 0, 0],
    ],
  ),
  coronal: grid(
    [5, 4, 3],
    [1, 1, 4],
    [
      [1, 0, 0],
      [0, 0, -1],
      [0, 1, 0],
    ],
  ),
  oblique: grid(
    [5, 4, 3],
    [0.8, 0.8, 2.5],
    [
      [0.8, 0.6, 0],
      [-0.6, 0.8, 0],
      [0, 0, 1],
    ],
  ),
}

function grid(dims: [number, number, number], spacing: [number, number, number], axes: Vector[]): Grid {
  const origin = [-10, 20, 5]
  const rows = [0, 1, 2].flatMap((row) => [
    ...axes.map((axis, n) => (axis[row] as number) * (spacing[n] as number)),
    origin[row] as number,
  ])
  return { dims, spacing, affine: [...rows, 0, 0, 0, 1] }
}

describe('the planes of a volume', () => {
  it.each(Object.entries(grids))('lie as radiologists read them: %s', (_, one) => {
    const [axial, coronal, sagittal] = planesOf(one) as [Plane, Plane, Plane]
    const toward = (side: Plane['right']) => orientationLetters(directionOf(one, side))[0]
    expect([axial, coronal, sagittal].map((plane) => [plane.name, toward(plane.right), toward(plane.down)])).toEqual([
      ['axial', 'L', 'P'],
      ['coronal', 'L', 'I'],
      ['sagittal', 'P', 'I'],
    ])
    for (const plane of [axial, coronal, sagittal])
      expect(new Set([plane.right.axis, plane.down.axis, plane.through]).size).toBe(3)
  })

  it('cover every voxel exactly once, and each place leads back to its voxel', () => {
    for (const one of Object.values(grids)) {
      for (const plane of planesOf(one)) {
        const { width, height, slices } = sizeOf(one, plane)
        const seen = new Set<number>()
        for (let s = 0; s < slices; s++) {
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const voxel = voxelAt(one, plane, [x, y], s)
              expect(pixelOf(one, plane, voxel)).toEqual([x, y])
              seen.add(numberOf(one, voxel))
            }
          }
        }
        expect(seen.size).toBe(5 * 4 * 3)
        expect(seen.has(-1)).toBe(false)
      }
    }
  })

  it('show the labels of the voxels that lie there, also where axes are turned', () => {
    const labels = Uint8Array.from({ length: 60 }, (_, n) => n)
    for (const one of Object.values(grids)) {
      for (const plane of planesOf(one)) {
        const { width, slices } = sizeOf(one, plane)
        for (let s = 0; s < slices; s++) {
          sliceLabels(one, plane, s, labels).forEach((label, n) => {
            expect(label).toBe(numberOf(one, voxelAt(one, plane, [n % width, Math.floor(n / width)], s)))
          })
        }
      }
    }
  })

  it('are one only, as it was taken, when the study is one image', () => {
    const planes = planesOf({ ...(grids['axial, turned by 180°'] as Grid), dims: [5, 4, 1] })
    expect(planes).toEqual([{ name: 'axial', right: { axis: 0, sign: 1 }, down: { axis: 1, sign: 1 }, through: 2 }])
  })

  it('have a normal that turns right into up', () => {
    // Cornerstone takes `up × normal` for right: a wrong sign would mirror the patient.
    for (const one of Object.values(grids)) {
      for (const plane of planesOf(one)) {
        const [right, down] = [directionOf(one, plane.right), directionOf(one, plane.down)]
        const up: Vector = [-down[0], -down[1], -down[2]]
        const again = cross(up, cross(right, up))
        again.forEach((part, n) => {
          expect(part).toBeCloseTo(right[n] as number, 9)
        })
      }
    }
  })

  it('names oblique directions by their parts, the larger first', () => {
    expect(orientationLetters([0.8, 0.6, 0])).toBe('LP')
    expect(orientationLetters([0.1, -0.3, -0.9])).toBe('IA')
    expect(orientationLetters([-1, 0, 0])).toBe('R')
  })
})

describe('the place of a slice on the canvas', () => {
  it('is taken from the projection of the image, and leads back to the pixel', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 20, noNaN: true }),
        fc.double({ min: -300, max: 300, noNaN: true }),
        fc.double({ min: -3, max: 8, noNaN: true }),
        fc.double({ min: -3, max: 8, noNaN: true }),
        (zoom, pan, x, y) => {
          const one = grids['oblique'] as Grid
          const plane = planesOf(one)[0] as Plane
          const right = directionOf(one, plane.right)
          const down = directionOf(one, plane.down)
          const project = (world: Vector): [number, number] =>
            [right, down].map(
              (side) => pan + zoom * world.reduce((sum, part, n) => sum + part * (side[n] as number), 0),
            ) as [number, number]
          const placement = placementOf(one, plane, 1, project)
          const there = project(worldOf(one, voxelAt(one, plane, [x, y], 1)))
          const here = toCanvasPoint(placement, [x, y])
          expect(here[0]).toBeCloseTo(there[0], 6)
          expect(here[1]).toBeCloseTo(there[1], 6)
          const back = toPixel(placement, here)
          expect(back[0]).toBeCloseTo(x, 6)
          expect(back[1]).toBeCloseTo(y, 6)
        },
      ),
    )
  })
})

describe('the brush', () => {
  const flat = grids['axial'] as Grid

  it('paints the voxels within its radius in millimetres, however large a voxel is', () => {
    // Columns are 2 mm, rows 1 mm apart.
    const found = brushVoxels(flat, [2, 2, 1], 2, { kind: 'disc', through: 2 })
    const inPlane = found.map((n) => [n % 5, Math.floor(n / 5) % 4, Math.floor(n / 20)])
    expect(inPlane).toEqual([
      [2, 0, 1],
      [2, 1, 1],
      [1, 2, 1],
      [2, 2, 1],
      [3, 2, 1],
      [2, 3, 1],
    ])
  })

  it('paints one voxel when it is the smallest, and nothing outside the volume', () => {
    expect(brushVoxels(flat, [1.4, 1.4, 0], 0.1, { kind: 'disc', through: 2 })).toEqual([numberOf(flat, [1, 1, 0])])
    expect(brushVoxels(flat, [-4, 0, 0], 1, { kind: 'disc', through: 2 })).toEqual([])
    for (const n of brushVoxels(flat, [0, 0, 0], 50, { kind: 'ball', through: 2 })) expect(n).toBeGreaterThanOrEqual(0)
  })

  it('reaches the neighbouring slices as a ball and not as a disc', () => {
    const slices = (kind: 'disc' | 'ball') =>
      new Set(brushVoxels(flat, [2, 2, 1], 3, { kind, through: 2 }).map((n) => Math.floor(n / 20)))
    expect(slices('disc')).toEqual(new Set([1]))
    expect(slices('ball')).toEqual(new Set([0, 1, 2]))
  })

  it('leaves no gap in a quick stroke', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })),
        fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })),
        (a, b) => {
          const places = [[...a, 0] as Vector, ...strokePlaces([...a, 0], [...b, 0])]
          for (let n = 1; n < places.length; n++)
            for (const axis of [0, 1])
              expect(Math.abs((places[n]?.[axis] as number) - (places[n - 1]?.[axis] as number))).toBeLessThanOrEqual(
                0.5 + 1e-9,
              )
          expect(places.at(-1)).toEqual([...b, 0])
        },
      ),
    )
  })
})

describe('an edit of a mask', () => {
  it('takes strokes back one by one and does them again, whatever was painted', () => {
    const stroke = fc.record({
      voxels: fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 20 }),
      label: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 12 }), (strokes) => {
        const edit = createLabelEdit(Uint8Array.from({ length: 60 }, (_, n) => n % 3))
        const states = [edit.labels.slice()]
        for (const one of strokes) {
          edit.begin()
          edit.paint(one.voxels, one.label, () => true)
          edit.end()
          if (countChanged(edit.labels, states.at(-1) as Uint8Array) > 0) states.push(edit.labels.slice())
        }
        for (let n = states.length - 1; n > 0; n--) {
          expect(edit.labels).toEqual(states[n])
          edit.undo()
        }
        expect(edit.labels).toEqual(states[0])
        expect(edit.canUndo).toBe(false)
        while (edit.canRedo) edit.redo()
        expect(edit.labels).toEqual(states.at(-1))
      }),
    )
  })

  it('is one step of undo for one drag, though the brush passed the same voxel twice', () => {
    const edit = createLabelEdit(new Uint8Array(10))
    edit.begin()
    edit.paint([1, 2], 1, () => true)
    edit.paint([2, 3], 2, () => true)
    edit.end()
    edit.undo()
    expect(edit.labels).toEqual(new Uint8Array(10))
    edit.redo()
    expect([...edit.labels.slice(0, 5)]).toEqual([0, 1, 2, 2, 0])
  })

  it('leaves what is locked alone', () => {
    const edit = createLabelEdit(Uint8Array.from([0, 1, 2]))
    edit.begin()
    edit.paint([0, 1, 2], 2, (held) => held !== 1)
    edit.end()
    expect([...edit.labels]).toEqual([2, 1, 2])
    expect(countLabels(edit.labels)[2]).toBe(2)
  })

  it('forgets its strokes when another version is opened, and never touches the mask it was given', () => {
    const given = new Uint8Array(4)
    const edit = createLabelEdit(given)
    edit.begin()
    edit.paint([0], 1, () => true)
    edit.end()
    expect([...given]).toEqual([0, 0, 0, 0])
    edit.replace(Uint8Array.from([3, 3, 3, 3]))
    expect(edit.canUndo).toBe(false)
    expect([...edit.labels]).toEqual([3, 3, 3, 3])
  })

  it('tells those who draw it of every change, and of the end of each stroke', () => {
    const edit = createLabelEdit(new Uint8Array(4))
    const seen: [number, number][] = []
    edit.subscribe(() => seen.push([edit.revision, edit.settled]))
    edit.begin()
    edit.paint([0], 1, () => true)
    edit.paint([1], 1, () => true)
    edit.end()
    expect(seen).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ])
  })
})

describe('what is drawn of a mask', () => {
  it('hides what is hidden', () => {
    const pixels = labelPixels(Uint8Array.from([0, 1, 2]), new Set([2]))
    expect([3, 7, 11].map((n) => pixels[n])).toEqual([0, 255, 0])
  })

  it('tells added, removed and changed voxels apart', () => {
    const pixels = differencePixels(Uint8Array.from([1, 0, 2, 1]), Uint8Array.from([0, 1, 1, 1]))
    const at = (n: number) => [...pixels.slice(n * 4, n * 4 + 4)]
    expect([0, 1, 2, 3].map(at)).toEqual([
      [...differenceColours.added, 255],
      [...differenceColours.removed, 255],
      [...differenceColours.changed, 255],
      [0, 0, 0, 0],
    ])
  })

  it('outlines a structure at the borders of its voxels', () => {
    expect(outline(Uint8Array.from([0, 0, 0, 0, 1, 0, 0, 0, 0]), 3, 1)).toHaveLength(16)
    expect(outline(Uint8Array.from([1, 1, 1, 1]), 2, 1)).toHaveLength(8 * 4)
    expect(outline(Uint8Array.from([0, 0]), 2, 1)).toEqual([])
  })
})

describe('the grey-value window', () => {
  it('begins with what was recorded, then offers the windows of CT for Hounsfield units, and windows of its own values for all else', () => {
    const values = Float32Array.from({ length: 1000 }, (_, n) => n)
    expect(windowPresets('HU', values).map((one) => one.name)).toEqual([
      'brain',
      'soft',
      'lung',
      'bone',
      'auto',
      'full',
    ])
    const [first] = windowPresets('HU', values, { recorded: { center: -500, width: 1600 } })
    expect(first).toEqual({ name: 'recorded', window: { lower: -1300, upper: 300 } })
    const air = Float32Array.from({ length: 1000 }, (_, n) => n / 10 - 900)
    expect(windowPresets('HU', air).map((one) => one.name)).toEqual(['auto', 'brain', 'soft', 'lung', 'bone', 'full'])
    const [auto, full] = windowPresets(undefined, values)
    expect(full?.window).toEqual({ lower: 0, upper: 999 })
    expect(auto?.window.lower).toBeGreaterThan(0)
    expect(auto?.window.upper).toBeLessThan(999)
    expect(windowPresets('mg/ml', values).map((one) => one.name)).toEqual(['auto', 'full', 'contrast'])
  })

  it('never becomes empty, for an even image or a long drag', () => {
    for (const one of windowPresets(undefined, new Float32Array(100).fill(7)))
      expect(one.window.upper).toBeGreaterThan(one.window.lower)
    expect(levelOf(dragged({ lower: 0, upper: 100 }, -10_000, 0, 1000)).width).toBeGreaterThan(0)
  })

  it('keeps the crosshair inside the volume', () => {
    expect(nearestVoxel(grids['axial'] as Grid, [-3, 9.6, 1.4])).toEqual([0, 3, 1])
  })
})
