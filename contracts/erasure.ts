import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'
import { zoneNames } from './zones.ts'

const clinic = ['clinic'] as const

/** What was erased where. A place is a module; a permit is named where the place is a project's. */
export const erasurePlaceSchema = z.object({
  zone: z.enum(zoneNames),
  place: z.string(),
  permitId: idSchema.nullable(),
  state: z.enum(['waiting', 'done']),
  /** How many of what, by word. */
  counts: z.record(z.string(), z.number()),
  at: z.string().nullable(),
})

export const erasureSchema = z.object({
  id: idSchema,
  /** `running`: agreed to, and not everywhere done yet. */
  state: z.enum(['requested', 'running', 'done', 'refused']),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  doneAt: z.string().nullable(),
  /** Key of the patient in this zone while there is a patient. */
  patientKey: idSchema.nullable(),
  studies: z.number(),
  places: z.array(erasurePlaceSchema),
})
export type Erasure = z.infer<typeof erasureSchema>

/** Header of the parcel `erasure`: whom the research zone has to forget. Parcels that were taken back may have arrived in part. */
export const erasureHeaderSchema = z.object({
  permitId: idSchema,
  erasureId: idSchema,
  pseudonym: z.string().min(4).max(64),
  withdrawn: z.array(idSchema),
})

/** Header of the parcel `erasure-done`. It names nobody. */
export const erasureDoneHeaderSchema = z.object({
  permitId: idSchema,
  erasureId: idSchema,
  places: z.array(z.object({ place: z.string(), counts: z.record(z.string(), z.number()) })),
})

const erasureId = z.object({ erasureId: idSchema })

export const erasureEndpoints = {
  list: endpoint({
    id: 'erasure.list',
    zones: clinic,
    method: 'GET',
    path: '/api/erasures',
    summary: 'Erasures of patients, newest first, and what was erased where',
    action: 'erasure.read',
    reply: z.array(erasureSchema),
  }),
  request: endpoint({
    id: 'erasure.request',
    zones: clinic,
    method: 'POST',
    path: '/api/erasures',
    summary: 'Ask that everything of a patient is erased, in both zones',
    action: 'erasure.request',
    // In the body, never in the address: addresses are logged.
    body: z
      .object({
        studyId: idSchema.optional(),
        /** As it is written on the patient’s papers; a CPR number with or without the hyphen. */
        patientNumber: z.string().min(4).max(64).optional(),
        reason: z.string().min(10).max(1000),
      })
      .refine((body) => (body.studyId === undefined) !== (body.patientNumber === undefined), {
        message: 'name the patient by a study or by a number, not by both',
      }),
    reply: erasureSchema,
  }),
  approve: endpoint({
    id: 'erasure.approve',
    zones: clinic,
    method: 'POST',
    path: '/api/erasures/:erasureId/approve',
    summary: 'Agree to an erasure, as a second person; it begins at once',
    action: 'erasure.approve',
    params: erasureId,
    reply: erasureSchema,
  }),
  refuse: endpoint({
    id: 'erasure.refuse',
    zones: clinic,
    method: 'POST',
    path: '/api/erasures/:erasureId/refuse',
    summary: 'Refuse an erasure',
    action: 'erasure.approve',
    params: erasureId,
    reply: erasureSchema,
  }),
} as const
