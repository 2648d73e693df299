import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

const research = ['research'] as const

export const labelVersionSchema = z.object({
  version: z.number(),
  state: z.enum(['proposed', 'accepted', 'rejected', 'superseded']),
  author: z.string(),
  madeAt: z.string(),
  /** `started`: an empty mask, to be drawn. */
  origin: z.enum(['imported', 'browser', 'uploaded', 'started']),
  changedVoxels: z.number().nullable(),
  /** Said by the person who made it. */
  comment: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
  segments: z.array(z.object({ number: z.number(), label: z.string(), voxels: z.number() })),
})

export const labelSchema = z.object({
  id: idSchema,
  studyId: idSchema,
  permitId: idSchema,
  pseudonym: z.string(),
  studyDescription: z.string(),
  state: z.enum(['proposed', 'accepted', 'rejected']),
  versions: z.array(labelVersionSchema),
})

/** A mask that could not be taken, and why. */
export const refusedMaskSchema = z.object({ studyId: idSchema, at: z.string(), reason: z.string(), next: z.string() })

/** A structure to draw: its number in the mask and its name. */
export const structureSchema = z.object({
  number: z.number().int().min(1).max(255),
  label: z.string().trim().min(1).max(64),
})

/** The structures that masks of this project are made of elsewhere: where from, and which. */
export const labelSetSchema = z.object({
  from: z.enum(['dataset', 'masks', 'product']),
  /** Of the dataset version or the product; empty for the masks of the project. */
  name: z.string(),
  structures: z.array(structureSchema),
})

const labelId = z.object({ labelId: idSchema })
const version = z.object({ labelId: idSchema, version: z.coerce.number().int().positive() })

export const annotateEndpoints = {
  labels: endpoint({
    id: 'label.list',
    zones: research,
    method: 'GET',
    path: '/api/labels',
    summary: 'Labels and reading tasks',
    action: 'label.read',
    query: z.object({
      permitId: idSchema.optional(),
      studyId: idSchema.optional(),
      state: z.enum(['proposed', 'accepted', 'rejected']).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(300),
    }),
    reply: z.array(labelSchema),
  }),
  refusedMasks: endpoint({
    id: 'label.refused',
    zones: research,
    method: 'GET',
    path: '/api/labels/refused',
    summary: 'Masks that were not taken, and why',
    action: 'label.read',
    reply: z.array(refusedMaskSchema),
  }),
  voxels: endpoint({
    id: 'label.voxels',
    zones: research,
    method: 'GET',
    path: '/api/labels/:labelId/versions/:version/voxels',
    summary: 'Label of each voxel in the order of the volume (gzip)',
    action: 'label.read',
    params: version,
    media: 'application/gzip',
  }),
  decide: endpoint({
    id: 'label.decide',
    zones: research,
    method: 'POST',
    path: '/api/labels/:labelId/decision',
    summary: 'Accept or reject a version',
    action: 'label.write',
    params: labelId,
    body: z.object({
      version: z.number().int().positive(),
      decision: z.enum(['accepted', 'rejected']),
      reason: z.string().max(1000).default(''),
    }),
    reply: labelSchema,
  }),
  acceptMany: endpoint({
    id: 'label.accept-many',
    zones: research,
    method: 'POST',
    path: '/api/labels/accept-imported',
    summary: 'Accept the imported reference masks of a project, with a reason',
    action: 'label.write',
    body: z.object({ permitId: idSchema, reason: z.string().min(10).max(1000) }),
    reply: z.object({ accepted: z.number() }),
  }),
  edit: endpoint({
    id: 'label.edit',
    zones: research,
    method: 'POST',
    path: '/api/labels/:labelId/versions',
    summary: 'A new version from the browser',
    action: 'label.write',
    params: labelId,
    maxBodyBytes: 64 * 1024 * 1024,
    body: z.object({
      fromVersion: z.number().int().positive(),
      voxelsGzipBase64: z.string().max(60_000_000),
      comment: z.string().max(1000).default(''),
    }),
    reply: labelSchema,
  }),
  sets: endpoint({
    id: 'label.sets',
    zones: research,
    method: 'GET',
    path: '/api/linked-studies/:studyId/label-sets',
    summary:
      'Sets of structures to choose from for a first mask: of the project’s datasets, its masks, and of products',
    action: 'label.read',
    params: z.object({ studyId: idSchema }),
    reply: z.array(labelSetSchema),
  }),
  start: endpoint({
    id: 'label.start',
    zones: research,
    method: 'POST',
    path: '/api/linked-studies/:studyId/label',
    summary: 'Start the mask of a study that has none: an empty first version with the structures to draw',
    action: 'label.write',
    params: z.object({ studyId: idSchema }),
    body: z.object({ structures: z.array(structureSchema).min(1).max(255) }),
    reply: labelSchema,
  }),
  segmentation: endpoint({
    id: 'label.segmentation',
    zones: research,
    method: 'GET',
    path: '/api/labels/:labelId/versions/:version/segmentation',
    summary: 'A version as DICOM SEG',
    action: 'label.read',
    params: version,
    media: 'application/dicom',
  }),
  upload: endpoint({
    id: 'label.upload',
    zones: research,
    method: 'POST',
    path: '/api/linked-studies/:studyId/masks',
    summary: 'Upload a DICOM SEG made elsewhere (the body is the file)',
    action: 'label.write',
    params: z.object({ studyId: idSchema }),
    media: 'application/json',
  }),
} as const
