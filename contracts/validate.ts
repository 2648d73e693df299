import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

/** What a validation will measure, fixed before anybody sees the test part. Its hash and time stand in the ledger. */
export const protocolDocumentSchema = z.object({
  title: z.string().min(3).max(120),
  permitId: idSchema,
  datasetId: idSchema,
  primary: z
    .array(z.object({ metric: z.literal('dice'), structure: z.string(), threshold: z.number().min(0).max(1) }))
    .min(1),
  secondary: z.array(z.object({ metric: z.enum(['hd95']), structure: z.string() })).default([]),
  subgroups: z.array(z.enum(['sex', 'age'])).default(['sex', 'age']),
  ageBands: z.array(z.number().int().positive()).default([60, 70]),
  bootstrap: z
    .object({
      replicates: z.number().int().min(200).max(20_000).default(2000),
      seed: z.number().int().default(1),
      level: z.number().min(0.8).max(0.999).default(0.95),
    })
    .prefault({}),
  /** How often the sealed part may be opened, over all products. */
  maxOpenings: z.number().int().min(1).max(50).default(2),
})

export const protocolSchema = z.object({
  id: idSchema,
  hash: z.string(),
  registeredAt: z.string(),
  registeredBy: z.string(),
  openings: z.number(),
  document: protocolDocumentSchema,
})

export const summarySchema = z.object({
  metric: z.enum(['dice', 'hd95']),
  structure: z.string(),
  n: z.number(),
  missing: z.number(),
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
  threshold: z.number().optional(),
  passed: z.boolean().optional(),
})
export const subgroupSchema = z.object({
  by: z.string(),
  group: z.string(),
  metric: z.string(),
  structure: z.string(),
  n: z.number(),
  suppressed: z.boolean(),
  estimate: z.number().optional(),
  lower: z.number().optional(),
  upper: z.number().optional(),
})

export const validationSchema = z.object({
  id: idSchema,
  protocolId: idSchema,
  protocolHash: z.string(),
  releaseId: idSchema,
  productName: z.string(),
  version: z.string(),
  kind: z.enum(['home-made', 'bought']),
  state: z.enum(['waiting', 'running', 'finished', 'failed']),
  done: z.number(),
  total: z.number(),
  verdict: z.enum(['accepted', 'refused']).nullable(),
  reason: z.string().nullable(),
  opening: z.number().nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  summary: z.array(summarySchema),
  subgroups: z.array(subgroupSchema),
  /** Cases without a name or pseudonym: for the plot. */
  cases: z.array(z.object({ structure: z.string(), dice: z.number(), hd95: z.number().nullable() })),
  /** Cases that are gone because their person was erased since; what was summed over them stays. */
  erased: z.array(z.object({ item: z.string(), by: z.string() })),
  findings: z.array(z.object({ rule: z.string(), ok: z.boolean(), reason: z.string(), citation: z.string() })),
  /** True when age and sex in the subgroups are invented for this data set. */
  invented: z.boolean(),
})
export type Validation = z.infer<typeof validationSchema>

export const validateEndpoints = {
  protocols: endpoint({
    id: 'protocol.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/protocols',
    summary: 'Registered protocols',
    action: 'protocol.read',
    reply: z.array(protocolSchema),
  }),
  register: endpoint({
    id: 'protocol.register',
    zones: ['research'],
    method: 'POST',
    path: '/api/protocols',
    summary: 'Register a protocol, before the test part is opened',
    action: 'protocol.register',
    body: protocolDocumentSchema,
    reply: protocolSchema,
  }),
  run: endpoint({
    id: 'validation.run',
    zones: ['research'],
    method: 'POST',
    path: '/api/validations',
    summary: 'Open the sealed test part and measure a release by a protocol',
    action: 'validation.run',
    body: z.object({ protocolId: idSchema, releaseId: idSchema }),
    reply: validationSchema,
  }),
  validations: endpoint({
    id: 'validation.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/validations',
    summary: 'Validations, newest first; products side by side',
    action: 'protocol.read',
    reply: z.array(validationSchema),
  }),
  validation: endpoint({
    id: 'validation.read',
    zones: ['research'],
    method: 'GET',
    path: '/api/validations/:validationId',
    summary: 'One validation',
    action: 'protocol.read',
    params: z.object({ validationId: idSchema }),
    reply: validationSchema,
  }),
} as const
