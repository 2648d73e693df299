import type { Volume } from '@clic/dicom'
import { z } from 'zod'

const perAxis = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()])

/** What the training volumes measured, along left–right, back–front, foot–head, in mm; from the bundle's metadata. */
export const envelopeSchema = z.object({
  spacing_mm: z.object({ least: perAxis, most: perAxis }),
  extent_mm: z.object({ least: perAxis, most: perAxis }),
})

export type Envelope = z.infer<typeof envelopeSchema>

/** As far beyond the training volumes as a study may be: half of the least, twice the most. */
const tolerance = 2

const axes = ['left to right', 'back to front', 'foot to head'] as const

/** Why a volume is of another kind than those that the release was trained on; undefined when it is not. */
export function outsideEnvelope(
  volume: Pick<Volume, 'dims' | 'spacing' | 'affine'>,
  envelope: Envelope | undefined,
): string | undefined {
  if (!envelope) return 'the release does not say what kind of volume it was trained on'
  const measured = alongBody(volume)
  for (const [n, axis] of axes.entries()) {
    for (const [what, value, range] of [
      ['voxels', measured.spacing[n], envelope.spacing_mm],
      ['the volume', measured.extent[n], envelope.extent_mm],
    ] as const) {
      const [least, most] = [(range.least[n] as number) / tolerance, (range.most[n] as number) * tolerance]
      if (value === undefined || value < least || value > most)
        return `${what} measure${what === 'voxels' ? '' : 's'} ${value?.toFixed(1)} mm from ${axis}; the release takes ${least.toFixed(1)} to ${most.toFixed(1)} mm`
    }
  }
  return undefined
}

/** Spacing and extent by axis of the body instead of by axis of the array. */
function alongBody({ dims, spacing, affine }: Pick<Volume, 'dims' | 'spacing' | 'affine'>): {
  spacing: number[]
  extent: number[]
} {
  const found = { spacing: [] as number[], extent: [] as number[] }
  for (const n of [0, 1, 2] as const) {
    const column = [0, 1, 2].map((row) => Math.abs(affine[4 * row + n] as number))
    const axis = column.indexOf(Math.max(...column))
    found.spacing[axis] = spacing[n]
    found.extent[axis] = spacing[n] * dims[n]
  }
  return found
}
