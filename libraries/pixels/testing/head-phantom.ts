import type { HeadVolume, Vector } from '../src/defacing/head-volume.ts'

/** What a point of the phantom is made of. */
type Tissue = 'air' | 'brain' | 'fluid' | 'bone' | 'scalp' | 'muscle' | 'eye'
type Contrast = 'CT' | 'T1' | 'T2'

const values: Record<Contrast, Record<Tissue, number>> = {
  CT: { air: -1000, brain: 34, fluid: 8, bone: 900, scalp: -60, muscle: 55, eye: 12 },
  T1: { air: 12, brain: 620, fluid: 180, bone: 50, scalp: 900, muscle: 420, eye: 190 },
  T2: { air: 12, brain: 420, fluid: 980, bone: 40, scalp: 520, muscle: 210, eye: 940 },
}

/** How the slices lie: directions of a row, of a column and from slice to slice, LPS. */
const planes = {
  axial: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  sagittal: [
    [0, 1, 0],
    [0, 0, -1],
    [-1, 0, 0],
  ],
  coronal: [
    [1, 0, 0],
    [0, 0, -1],
    [0, 1, 0],
  ],
  oblique: [
    [1, 0, 0],
    [0, Math.cos(0.25), Math.sin(0.25)],
    [0, -Math.sin(0.25), Math.cos(0.25)],
  ],
} as const satisfies Record<string, Vector[]>

export interface HeadToMake {
  contrast: Contrast
  plane: keyof typeof planes
  /** mm of columns, rows and slices. */
  spacing: Vector
  /** 1 is an adult head of common size. */
  size?: number
  /** Degrees that the chin is raised. */
  nod?: number
  /** Lowest and highest place along the patient, mm from the middle of the head. */
  extent?: [number, number]
  /** Without scalp, skull and face, as after skull stripping. */
  stripped?: boolean
  seed?: number
}

const inside = (p: Vector, centre: Vector, radii: Vector, grown = 0) =>
  ((p[0] - centre[0]) / (radii[0] + grown)) ** 2 +
    ((p[1] - centre[1]) / (radii[1] + grown)) ** 2 +
    ((p[2] - centre[2]) / (radii[2] + grown)) ** 2 <=
  1

const brain = (p: Vector, grown = 0) =>
  inside(p, [0, 5, 20], [65, 84, 62], grown) || inside(p, [0, 45, -32], [46, 32, 24], grown)
const eyes = (p: Vector, grown = 0) => inside([Math.abs(p[0]), p[1], p[2]], [32, -76, -36], [12, 12, 12], grown)

/** The tissue at a point of a head that looks to −y, mm. */
function tissueAt(p: Vector): Tissue {
  if (brain(p)) return 'brain'
  if (brain(p, 4)) return 'fluid'
  // The spinal canal.
  if (Math.hypot(p[0], p[1] - 22) < 9 && p[2] < -30) return 'fluid'
  if (brain(p, 11) || (Math.hypot(p[0], p[1] - 22) < 15 && p[2] < -30)) return 'bone'
  if (eyes(p)) return 'eye'
  if (inside(p, [0, -62, -92], [42, 28, 12])) return 'bone'
  // The hollows of nose and mouth.
  if (inside(p, [0, -62, -52], [12, 30, 12])) return 'air'
  const face =
    inside(p, [0, -42, -58], [66, 56, 70]) ||
    inside(p, [0, -104, -52], [13, 17, 20]) ||
    inside(p, [0, -97, -88], [24, 10, 10]) ||
    eyes(p, 4)
  const neck = Math.hypot(p[0] / 60, (p[1] - 12) / 62) < 1 && p[2] < -10
  if (brain(p, 17)) return 'scalp'
  return face || neck ? 'muscle' : 'air'
}

export type PhantomVolume = Omit<HeadVolume, 'affine' | 'data'> & {
  affine: number[]
  data: Float32Array
  tissues: Tissue[]
}

/** A head as a volume, with noise; `tissues` says what each voxel is. Made by formulas alone: no part of any person. */
export function headPhantom(given: HeadToMake): PhantomVolume {
  const { contrast, plane, spacing, size = 1, nod = 0, extent = [-132, 102], stripped, seed = 1 } = given
  const [across, down, between] = planes[plane] as unknown as [Vector, Vector, Vector]
  const low: Vector = [-98 * size, -130 * size, extent[0] * size]
  const high: Vector = [98 * size, 120 * size, extent[1] * size]
  const middle = low.map((one, n) => (one + high[n]!) / 2) as Vector
  const span = (direction: Vector) => direction.reduce((sum, one, n) => sum + Math.abs(one) * (high[n]! - low[n]!), 0)
  const dims = [across, down, between].map((one, n) => Math.ceil(span(one) / spacing[n]!)) as Vector
  const steps = [across, down, between].map((one, n) => one.map((part) => part * spacing[n]!) as Vector)
  const origin = middle.map(
    (one, n) => one - steps.reduce((sum, step, axis) => sum + (step[n]! * (dims[axis]! - 1)) / 2, 0),
  )
  const random = noise(seed)
  const data = new Float32Array(dims[0] * dims[1] * dims[2])
  const tissues: Tissue[] = new Array(data.length)
  const [cos, sin] = [Math.cos((nod * Math.PI) / 180), Math.sin((nod * Math.PI) / 180)]
  let at = 0
  for (let k = 0; k < dims[2]; k++)
    for (let j = 0; j < dims[1]; j++)
      for (let i = 0; i < dims[0]; i++, at++) {
        const [x, y, z] = origin.map(
          (one, n) => (one + steps[0]![n]! * i + steps[1]![n]! * j + steps[2]![n]! * k) / size,
        )
        const found = tissueAt([x!, y! * cos + z! * sin, z! * cos - y! * sin])
        const tissue = stripped && found !== 'brain' ? 'air' : found
        tissues[at] = tissue
        const value = values[contrast][tissue] + (random() - 0.5) * (contrast === 'CT' ? 20 : 40)
        data[at] = contrast === 'CT' ? value : Math.max(0, value)
      }
  const affine = [0, 1, 2].flatMap((n) => [...steps.map((step) => step[n]!), origin[n]!]).concat(0, 0, 0, 1)
  return { modality: contrast === 'CT' ? 'CT' : 'MR', dims, affine, data, tissues }
}

/** Place of a voxel, LPS mm. */
export function placeOf({ dims, affine }: Pick<HeadVolume, 'dims' | 'affine'>, at: number): Vector {
  const i = at % dims[0]
  const j = Math.floor(at / dims[0]) % dims[1]
  const k = Math.floor(at / (dims[0] * dims[1]))
  return [0, 4, 8].map(
    (row) => affine[row]! * i + affine[row + 1]! * j + affine[row + 2]! * k + affine[row + 3]!,
  ) as Vector
}

/**
 * Voxels of the face that one sees from the front: the first of the head in each line from front to back, from the brows to the chin and as
 * wide as the eyes. `head` says whether a voxel is one.
 */
export function faceSurface(volume: PhantomVolume, head: (at: number) => boolean, size = 1): number[] {
  const first = new Map<string, [number, number]>()
  const step = Math.max(
    ...[0, 1, 2].map((n) => Math.hypot(volume.affine[n]!, volume.affine[4 + n]!, volume.affine[8 + n]!)),
  )
  for (let at = 0; at < volume.data.length; at++) {
    if (!head(at)) continue
    const [x, y, z] = placeOf(volume, at)
    if (Math.abs(x) > 46 * size || z > -24 * size || z < -104 * size || y > -40 * size) continue
    const line = `${Math.round(x / step)} ${Math.round(z / step)}`
    const known = first.get(line)
    if (!known || y < known[1]) first.set(line, [at, y])
  }
  return [...first.values()].map(([at]) => at)
}

/** Even numbers from 0 to 1, the same for the same seed. */
function noise(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
