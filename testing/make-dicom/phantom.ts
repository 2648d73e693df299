import type { Volume } from '@clic/dicom'
import { seeded } from './seeded.ts'

export interface Case {
  image: Pick<Volume, 'dims' | 'spacing' | 'affine' | 'data'>
  labels: Uint8Array
}

const dims: [number, number, number] = [32, 48, 32]

/** Two adjoining ellipsoids, brighter than their surroundings, with noise and a bias field: a shape that a small network learns. */
export function phantomCase(seed: string): Case {
  const random = seeded(`phantom ${seed}`)
  const jitter = (size: number) => (random() - 0.5) * size
  const centre = [dims[0] / 2 + jitter(4), dims[1] / 2 + jitter(4), dims[2] / 2 + jitter(4)] as const
  const radius = [6.5 + jitter(1.5), 13 + jitter(3), 6 + jitter(1.5)] as const
  const border = centre[1] + jitter(2)
  const scale = 1 + random()
  const data = new Uint16Array(dims[0] * dims[1] * dims[2])
  const labels = new Uint8Array(data.length)
  for (let z = 0, i = 0; z < dims[2]; z++) {
    for (let y = 0; y < dims[1]; y++) {
      for (let x = 0; x < dims[0]; x++, i++) {
        const inside =
          ((x - centre[0]) / radius[0]) ** 2 + ((y - centre[1]) / radius[1]) ** 2 + ((z - centre[2]) / radius[2]) ** 2 <
          1
        const label = inside ? (y < border ? 1 : 2) : 0
        const bias = 1 + 0.15 * (x / dims[0]) + 0.1 * (z / dims[2])
        labels[i] = label
        data[i] = Math.max(
          0,
          Math.round(scale * bias * ([90, 190, 170][label] as number) + 24 * (random() + random() - 1)),
        )
      }
    }
  }
  return {
    image: { dims, spacing: [1, 1, 1], affine: [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], data },
    labels,
  }
}

/** The same image as another scanner might give it: `value × gain + offset`, and noise of at most `noise` either way. */
export function shiftIntensity<T extends Case['image']>(
  image: T,
  shift: { gain: number; offset: number; noise: number; seed: string },
): T {
  const random = seeded(`shift ${shift.seed}`)
  const data = Uint16Array.from(image.data as ArrayLike<number>, (value) =>
    Math.min(
      65535,
      Math.max(0, Math.round(value * shift.gain + shift.offset + shift.noise * (random() + random() - 1))),
    ),
  )
  return { ...image, data }
}
