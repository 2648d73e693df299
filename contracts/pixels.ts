import { z } from 'zod'

/** How the frames of an object are given, to be drawn. */
export const pixelSideSchema = z.object({
  rows: z.number(),
  columns: z.number(),
  frames: z.number(),
  /** 1 grey, 3 colour (red, green, blue of each pixel together). */
  samples: z.union([z.literal(1), z.literal(3)]),
  /** Bits of one sample as the frames come; little endian. */
  bits: z.union([z.literal(8), z.literal(16)]),
  signed: z.boolean(),
  /** Low values are white (MONOCHROME1). */
  inverted: z.boolean(),
})

export type PixelSide = z.infer<typeof pixelSideSchema>
