import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'
import { pixelSideSchema } from './pixels.ts'

const clinic = ['clinic'] as const

const maskBoxSchema = z.object({
  /** Found as text, found as a face, or drawn by a person. */
  kind: z.enum(['text', 'face', 'person']),
  x: z.number().int().min(0),
  y: z.number().int().min(0),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
})

/** Boxes that are black on the frames from `from` to `to`, both counted from 1, in pixels. Never what stood there. */
export const frameMaskSchema = z.object({
  from: z.number().int().min(1),
  to: z.number().int().min(1),
  boxes: z.array(maskBoxSchema).max(1000),
})

const quarantinedId = z.object({ quarantinedId: idSchema })
const masks = z.array(frameMaskSchema).max(1000)
/** From 0. */
const frame = z.coerce.number().int().min(0).default(0)

/** Looking at an object that waits for a look at its pixels, masking it, and letting it go on. */
export const maskEndpoints = {
  look: endpoint({
    id: 'quarantine.look',
    zones: clinic,
    method: 'GET',
    path: '/api/quarantine/:quarantinedId',
    summary: 'An object that waits for a look at its pixels: its frames; every look is recorded',
    action: 'sample.review',
    params: quarantinedId,
    reply: z.object({
      id: idSchema,
      studyId: idSchema,
      permitId: idSchema,
      modality: z.string(),
      code: z.string(),
      reason: z.string(),
      next: z.string(),
      /** Null where they cannot be drawn here. */
      pixels: pixelSideSchema.nullable(),
      /** Boxes that a person drew for this object before. */
      masks,
    }),
  }),
  pixels: endpoint({
    id: 'quarantine.pixels',
    zones: clinic,
    method: 'GET',
    path: '/api/quarantine/:quarantinedId/pixels',
    summary: 'One frame as it was received, as `quarantine.look` describes it',
    action: 'sample.review',
    params: quarantinedId,
    query: z.object({ frame }),
    media: 'application/octet-stream',
  }),
  find: endpoint({
    id: 'quarantine.find',
    zones: clinic,
    method: 'POST',
    path: '/api/quarantine/:quarantinedId/find',
    summary: 'The text and faces that the reader finds on one frame: boxes, never what they say',
    action: 'sample.review',
    params: quarantinedId,
    body: z.object({ frame }),
    reply: z.object({
      boxes: z.array(maskBoxSchema),
      /** Readable text was left after the reader’s last look: a person finds the rest. */
      remains: z.boolean(),
    }),
  }),
  trial: endpoint({
    id: 'quarantine.try',
    zones: clinic,
    method: 'POST',
    path: '/api/quarantine/:quarantinedId/try',
    summary:
      'De-identify the object with these boxes, and keep nothing of it: whether it would leave, and how its frames would look',
    action: 'sample.review',
    params: quarantinedId,
    body: z.object({ masks }),
    reply: z.object({
      /** Null when it would leave. */
      kept: z.object({ code: z.string(), reason: z.string(), next: z.string() }).nullable(),
      pixels: pixelSideSchema.nullable(),
    }),
  }),
  tried: endpoint({
    id: 'quarantine.tried',
    zones: clinic,
    method: 'POST',
    path: '/api/quarantine/:quarantinedId/tried',
    summary: 'One frame as it would leave with these boxes',
    action: 'sample.review',
    params: quarantinedId,
    body: z.object({ masks, frame }),
    media: 'application/octet-stream',
  }),
  draw: endpoint({
    id: 'quarantine.mask',
    zones: clinic,
    method: 'POST',
    path: '/api/quarantine/:quarantinedId/masks',
    summary: 'Mask an object that needs a look as a person has drawn, and let it go on; who has not looked may not',
    action: 'sample.review',
    params: quarantinedId,
    body: z.object({ masks }),
    reply: z.object({ studyId: idSchema, permitId: idSchema, boxes: z.number() }),
  }),
} as const
