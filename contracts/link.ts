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
  /** Content addresses of the slices, in the order of the volume. */
  slices: z.array(sha256Schema),
})

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
