import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'
import { frameMaskSchema } from './masks.ts'
import { pixelSideSchema } from './pixels.ts'

const clinic = ['clinic'] as const

/** At most this rate of leaks, as a number above 0 and below 1; `none`: studies leave without a sample before them. */
const leakLimitSchema = z.union([z.literal('none'), z.number().gt(0).lt(1)])

/**
 * The sampling of an assignment. `limit`: studies are held until two people have reviewed so many that the upper 95 % bound on the leak
 * rate is at or under it. `every`: afterwards about one study in so many is reviewed after it left; 0 is none.
 */
export const samplingPolicySchema = z.object({
  limit: leakLimitSchema,
  every: z.number().int().min(0).max(100_000),
})
export type SamplingPolicy = z.infer<typeof samplingPolicySchema>

/** What of a person was seen, never the value. */
export const identifierKinds = ['name', 'number', 'date', 'address', 'contact', 'staff', 'face', 'other'] as const

export const samplingSchema = z.object({
  id: idSchema,
  assignmentId: idSchema,
  permitId: idSchema,
  permitTitle: z.string(),
  source: z.string(),
  profile: z.object({ name: z.string(), version: z.string() }),
  /** From 1; a restart begins the next one, and counts anew. */
  epoch: z.number(),
  /** `holding`: the bound is not there yet. `open`: studies leave. `stopped`: an identifier was seen. */
  state: z.enum(['holding', 'open', 'stopped']),
  policy: samplingPolicySchema,
  /** Objects that have to be reviewed without a leak; 0 without a limit. */
  needed: z.number(),
  drawn: z.number(),
  /** A draw is being worked on. */
  drawing: z.boolean(),
  /** Reviewed by two people, or found to leak. */
  reviewed: z.number(),
  leaks: z.number(),
  /** Exact one-sided upper 95 % bound on the leak rate (Clopper-Pearson); 1 before the first review. */
  bound: z.number(),
  /** The bound after 1, 2, … reviewed objects without a leak: what the line on the screen is drawn from. */
  curve: z.array(z.number()),
  studies: z.object({ held: z.number(), left: z.number() }),
  /** Samples that this person has not answered and that still need an answer. */
  waitsForMe: z.number(),
  /** Samples that still need an answer of anybody. */
  waits: z.number(),
  /** False for who assigned the source or released the profile: another person looks. */
  mayReview: z.boolean(),
  startedAt: z.string(),
  startedBy: z.object({ id: z.string(), name: z.string() }),
  stoppedAt: z.string().nullable(),
  /** Why it was started anew, in the words of who did. */
  reason: z.string().nullable(),
})

export const sampleSchema = z.object({
  id: idSchema,
  samplingId: idSchema,
  /** From 1, in the order of the draw. */
  n: z.number(),
  modality: z.string(),
  /** `held`: drawn before its study may leave. `left`: drawn when it left. */
  drawnAs: z.enum(['held', 'left']),
  at: z.string(),
  /** How many people answered; what they said is told to nobody before both did. */
  answers: z.number(),
  mine: z.enum(['nothing-seen', 'seen']).nullable(),
  state: z.enum(['waiting', 'clean', 'leak']),
})

const pieceSchema = z.object({ text: z.string(), same: z.boolean() })

export const comparedSchema = z.object({
  sample: sampleSchema,
  objectsOfStudy: z.number(),
  profile: z.object({ name: z.string(), version: z.string() }),
  rows: z.array(
    z.object({
      path: z.string(),
      name: z.string(),
      vr: z.string(),
      kind: z.enum(['words', 'code', 'date', 'uid', 'number']),
      change: z.enum(['kept', 'changed', 'removed', 'added']),
      before: z.array(pieceSchema),
      after: z.array(pieceSchema),
    }),
  ),
  others: z.object({ kept: z.number(), changed: z.number(), removed: z.number(), added: z.number() }),
  pixels: z.object({
    original: pixelSideSchema.nullable(),
    result: pixelSideSchema.nullable(),
    /** Why there is no picture. */
    reason: z.string().nullable(),
  }),
  /** What is masked in the result; null where its pixels did not need a look. */
  masks: z.array(frameMaskSchema).nullable(),
})

const samplingId = z.object({ samplingId: idSchema })
const sampleId = z.object({ sampleId: idSchema })

const verdictSchema = z.discriminatedUnion('seen', [
  z.object({ seen: z.literal(false) }),
  z.object({
    seen: z.literal(true),
    kind: z.enum(identifierKinds),
    where: z.discriminatedUnion('part', [
      /** Tags from the outside in, as in the rows of the comparison. */
      z.object({
        part: z.literal('header'),
        path: z
          .string()
          .max(200)
          .regex(/^(preamble|(\([0-9A-F]{4},[0-9A-F]{4}\)(\[\d{1,6}\] )?)+)$/),
      }),
      z.object({
        part: z.literal('pixels'),
        /** From 0. */
        frame: z.number().int().min(0),
        x: z.number().int().min(0),
        y: z.number().int().min(0),
        width: z.number().int().min(1),
        height: z.number().int().min(1),
      }),
    ]),
    /** The place is masked in this object, on its frame or on all of them, whenever it leaves from now on. */
    mask: z.enum(['frame', 'all-frames']).optional(),
  }),
])

export const samplingEndpoints = {
  list: endpoint({
    id: 'sampling.list',
    zones: clinic,
    method: 'GET',
    path: '/api/sampling',
    summary: 'Each project’s sampling: what is held, what was reviewed, and the bound on its leak rate',
    action: 'sampling.read',
    reply: z.array(samplingSchema),
  }),
  draw: endpoint({
    id: 'sampling.draw',
    zones: clinic,
    method: 'POST',
    path: '/api/sampling/:samplingId/draw',
    summary: 'Draw as many held studies at random as the bound still needs',
    action: 'sample.review',
    params: samplingId,
    reply: z.object({ drawId: idSchema, pool: z.number(), size: z.number() }),
  }),
  restart: endpoint({
    id: 'sampling.restart',
    zones: clinic,
    method: 'POST',
    path: '/api/sampling/:samplingId/restart',
    summary: 'Begin a sampling anew, counting from nothing: after a leak, or with another limit',
    action: 'sampling.restart',
    params: samplingId,
    body: z.object({ reason: z.string().min(10).max(500), policy: samplingPolicySchema.optional() }),
    reply: samplingSchema,
  }),
  parcels: endpoint({
    id: 'sampling.parcels',
    zones: clinic,
    method: 'GET',
    path: '/api/sampling/:samplingId/parcels',
    summary: 'What left by this profile for this project: the list to recall by',
    action: 'sampling.read',
    params: samplingId,
    reply: z.array(
      z.object({
        id: z.string(),
        studyId: idSchema,
        state: z.enum(['posted', 'delivered', 'refused']),
        objects: z.number(),
        at: z.string(),
      }),
    ),
  }),
  samples: endpoint({
    id: 'sample.list',
    zones: clinic,
    method: 'GET',
    path: '/api/sampling/:samplingId/samples',
    summary: 'The samples of a project, without what is in them',
    action: 'sample.review',
    params: samplingId,
    reply: z.array(sampleSchema),
  }),
  compare: endpoint({
    id: 'sample.compare',
    zones: clinic,
    method: 'GET',
    path: '/api/samples/:sampleId',
    summary: 'An object as it was received beside what leaves of it; every look is recorded',
    action: 'sample.review',
    params: sampleId,
    reply: comparedSchema,
  }),
  pixels: endpoint({
    id: 'sample.pixels',
    zones: clinic,
    method: 'GET',
    path: '/api/samples/:sampleId/pixels',
    summary: 'One frame of the original or of the result, as `sample.compare` describes it',
    action: 'sample.review',
    params: sampleId,
    query: z.object({ side: z.enum(['original', 'result']), frame: z.coerce.number().int().min(0).default(0) }),
    media: 'application/octet-stream',
  }),
  answer: endpoint({
    id: 'sample.answer',
    zones: clinic,
    method: 'POST',
    path: '/api/samples/:sampleId/answer',
    summary: 'Say whether an identifier is seen, and where; the value is not told',
    action: 'sample.review',
    params: sampleId,
    body: verdictSchema,
    reply: z.object({ sample: sampleSchema, sampling: samplingSchema }),
  }),
} as const

export type SampleAnswer = z.infer<typeof verdictSchema>
export type Sampling = z.infer<typeof samplingSchema>
export type Sample = z.infer<typeof sampleSchema>
export type Compared = z.infer<typeof comparedSchema>
