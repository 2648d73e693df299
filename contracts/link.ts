import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema } from './ids.ts'

const research = ['research'] as const

export const personFactSchema = z.object({
  kind: z.enum(['Condition', 'Observation']),
  system: z.string(),
  code: z.string(),
  display: z.string(),
  value: z.number().optional(),
  unit: z.string().optional(),
  date: z.string().optional(),
})

export const linkedPersonSchema = z.object({
  pseudonym: z.string(),
  permitId: idSchema,
  sex: z.enum(['female', 'male', 'other', 'unknown']),
  age: z.number().optional(),
  /** Age and sex are invented for this data set. */
  invented: z.boolean(),
  facts: z.array(personFactSchema),
  studies: z.number(),
})

export const linkedStudySchema = z.object({
  id: idSchema,
  permitId: idSchema,
  pseudonym: z.string(),
  studyInstanceUid: z.string(),
  studyDescription: z.string(),
  modalities: z.array(z.string()),
  arrivedAt: z.string(),
  hasRecord: z.boolean(),
  series: z.array(
    z.object({ seriesInstanceUid: z.string(), modality: z.string(), description: z.string(), objects: z.number() }),
  ),
})

export const viewerSeriesSchema = z.object({
  studyId: idSchema,
  seriesInstanceUid: z.string(),
  modality: z.string(),
  description: z.string(),
  dims: z.tuple([z.number(), z.number(), z.number()]),
  spacing: z.tuple([z.number(), z.number(), z.number()]),
  affine: z.array(z.number()),
  /** What the rescaled values are in, e.g. HU; absent where the images do not say. */
  unit: z.string().optional(),
  /** Content addresses of the slices, in the order of the volume; of a multi-frame image the same one for each frame. */
  slices: z.array(sha256Schema),
  /** Present when the pictures come decoded, frame by frame (`linked-study.frames`): multi-frame, compressed, colour, no volume. */
  frames: z
    .object({
      /** Frame of each slice within its object, from 0. */
      numbers: z.array(z.number()),
      samples: z.union([z.literal(1), z.literal(3)]),
      bits: z.union([z.literal(8), z.literal(16)]),
      signed: z.boolean(),
      /** Low values are white. */
      inverted: z.boolean(),
      /** Of each slice: what it measures is slope × stored value + intercept. */
      rescale: z.array(z.object({ slope: z.number(), intercept: z.number() })),
      /** How the modality shows it, in what the slices measure; absent when it does not say. */
      window: z.object({ center: z.number(), width: z.number() }).optional(),
      /** Pictures a second of a film; absent for what is no film. */
      rate: z.number().optional(),
    })
    .optional(),
  /** Present for frames beside each other: one plane, no third dimension, no place in the patient. */
  stack: z
    .object({
      /** True when `spacing` is millimetres; else it is the shape of a pixel. */
      measured: z.boolean(),
      /** Why it is no volume: a sentence. */
      why: z.string(),
      /** Where rows and columns run to (Patient Orientation, letters as DICOM has them), where all pictures say the same. */
      right: z.string().optional(),
      bottom: z.string().optional(),
    })
    .optional(),
})

/** Bytes of frames that are asked for at once; at least one frame is given. */
export const mostFrameBytes = 16 * 1024 * 1024

const byPermit = z.object({
  permitId: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

export const linkEndpoints = {
  persons: endpoint({
    id: 'person.pseudonymous',
    zones: research,
    method: 'GET',
    path: '/api/persons',
    summary: 'Pseudonymous persons with their facts',
    action: 'person.read',
    query: byPermit,
    reply: z.array(linkedPersonSchema),
  }),
  studies: endpoint({
    id: 'linked-study.list',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies',
    summary: 'De-identified studies',
    action: 'person.read',
    query: byPermit,
    reply: z.array(linkedStudySchema),
  }),
  study: endpoint({
    id: 'linked-study.read',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies/:studyId',
    summary: 'One de-identified study',
    action: 'person.read',
    params: z.object({ studyId: idSchema }),
    reply: linkedStudySchema,
  }),
  volume: endpoint({
    id: 'linked-study.volume',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies/:studyId/volume',
    summary: 'Geometry and slices of the study’s image series, for the viewer',
    action: 'image.read',
    params: z.object({ studyId: idSchema }),
    reply: viewerSeriesSchema,
  }),
  object: endpoint({
    id: 'linked-object.read',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies/:studyId/objects/:sha256',
    summary: 'One DICOM object',
    action: 'image.read',
    params: z.object({ studyId: idSchema, sha256: sha256Schema }),
    media: 'application/dicom',
  }),
  frames: endpoint({
    id: 'linked-study.frames',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies/:studyId/objects/:sha256/frames',
    summary: 'Frames of one DICOM object, decoded: `linked-study.volume` says how they are laid out',
    action: 'image.read',
    params: z.object({ studyId: idSchema, sha256: sha256Schema }),
    query: z.object({
      /** From 0. */
      from: z.coerce.number().int().min(0).default(0),
      count: z.coerce.number().int().min(1).max(1000).default(1),
      /** 3: grey frames too as red, green and blue. */
      samples: z.enum(['1', '3']).default('1'),
    }),
    media: 'application/octet-stream',
  }),
  erase: endpoint({
    id: 'person.erase',
    zones: research,
    method: 'POST',
    path: '/api/persons/erasure',
    summary: 'Erase a pseudonymous person of a project: images, facts, labels and dataset items',
    action: 'person.erase',
    // In the body, never in the address: addresses are logged.
    body: z.object({ permitId: idSchema, pseudonym: z.string().min(4).max(128), reason: z.string().min(10).max(1000) }),
    reply: z.object({ erasureId: idSchema, studies: z.number(), objects: z.number(), facts: z.number() }),
  }),
} as const
