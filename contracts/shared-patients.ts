import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

const clinic = ['clinic'] as const
const byWhom = z.object({ id: z.string(), name: z.string() })

/** Two regions count together under the name of a project that both wrote down. */
const projectSchema = z
  .string()
  .min(3)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** With whom this zone counts shared patients, and under which of its own permits. */
export const sharedAgreementSchema = z.object({
  id: idSchema,
  project: projectSchema,
  /** Name of the other region's clinic zone. */
  partner: z.string(),
  url: z.string(),
  /** The partner's zone key, PEM, and what two people compare by telephone: SHA-256 of it, hexadecimal. */
  publicKey: z.string(),
  fingerprint: z.string(),
  permitId: idSchema,
  state: z.enum(['proposed', 'active', 'ended']),
  proposedBy: byWhom,
  approvedBy: byWhom.nullable(),
  /** Counts of today (UTC): how many may still be asked for and answered, of so many a day each. */
  left: z.object({ asked: z.number(), answered: z.number(), aDay: z.number() }),
})

export const sharedRunSchema = z.object({
  id: idSchema,
  agreementId: idSchema,
  partner: z.string(),
  project: z.string(),
  direction: z.enum(['asked', 'answered']),
  /** Asked or answered by files that people carry, not from zone to zone. */
  byFile: z.boolean(),
  /** Why it was asked for; null where the partner asked. */
  reason: z.string().nullable(),
  state: z.enum(['waiting', 'answered', 'done', 'refused', 'failed']),
  at: z.string(),
  /** Sets as the other side sees them: filled up to whole hundreds. */
  sizes: z.object({ own: z.number().nullable(), partner: z.number().nullable() }),
  /** Patients in both sets; null before the end, and where it is suppressed. */
  count: z.number().nullable(),
  /** Why there is no count: fewer than ten are shared, or fewer than ten are not. */
  suppressed: z.enum(['fewer-than-10', 'fewer-than-10-others']).nullable(),
  problem: z.string().nullable(),
})

const masked = z.base64().max(8 * 1024 * 1024)

/** What one clinic zone asks of another. Signed with the zone's key; `to` is the fingerprint of the key that it is meant for. */
export const sharedQuestionSchema = z.object({
  runId: idSchema,
  project: projectSchema,
  to: z.string().regex(/^[0-9a-f]{64}$/),
  /** Elements, filled up to whole hundreds. */
  size: z.number().int().positive().multipleOf(100),
  /** Request of OpenMined PSI: points of a curve under a key of this run alone. */
  elements: masked,
})

export const sharedAnswerSchema = z.object({
  runId: idSchema,
  /** Elements of the answering set, filled up to whole hundreds. */
  size: z.number().int().positive(),
  setup: z.base64(),
  response: z.base64(),
})

export const sharedOutcomeSchema = z.object({
  runId: idSchema,
  to: z.string().regex(/^[0-9a-f]{64}$/),
  /** Null when it is suppressed. */
  count: z.number().int().min(10).nullable(),
})

/** What a file between two regions says: signed by the zone that made it, for the one whose key is named in `to`. */
export const sharedFileContentSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('question'), at: z.iso.datetime(), message: sharedQuestionSchema }),
  z.object({
    kind: z.literal('answer'),
    at: z.iso.datetime(),
    message: sharedAnswerSchema.extend({ to: sharedQuestionSchema.shape.to }),
  }),
  z.object({ kind: z.literal('outcome'), at: z.iso.datetime(), message: sharedOutcomeSchema }),
])

export const sharedFileType = 'application/vnd.clic.shared-patients+json'

/** A file between two regions: a DSSE envelope over its content. */
export const sharedFileSchema = z.object({
  payload: z.base64().max(24 * 1024 * 1024),
  payloadType: z.literal(sharedFileType),
  signatures: z
    .array(z.object({ keyid: z.string().max(200), sig: z.base64().max(200) }))
    .min(1)
    .max(4),
})

const agreementId = z.object({ agreementId: idSchema })

export const sharedPatientsEndpoints = {
  agreements: endpoint({
    id: 'shared-patients.agreements',
    zones: clinic,
    method: 'GET',
    path: '/api/shared-patients/agreements',
    summary: 'Regions that count shared patients with this one, and the key by which they know this zone',
    action: 'shared-patients.read',
    reply: z.object({ publicKey: z.string(), fingerprint: z.string(), agreements: z.array(sharedAgreementSchema) }),
  }),
  propose: endpoint({
    id: 'shared-patients.propose',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/agreements',
    summary: 'Propose to count shared patients with another region, under a permit of this one',
    action: 'shared-patients.propose',
    body: z.object({
      project: projectSchema,
      partner: z.string().trim().min(2).max(80),
      /** Address of the partner's clinic zone: https, or this machine. */
      url: z.url().max(200),
      publicKey: z.string().max(1000),
      permitId: idSchema,
    }),
    reply: sharedAgreementSchema,
  }),
  approve: endpoint({
    id: 'shared-patients.approve',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/agreements/:agreementId/approve',
    summary: 'Agree to count with this region: by another person than the one who proposed it',
    action: 'shared-patients.approve',
    params: agreementId,
    reply: sharedAgreementSchema,
  }),
  end: endpoint({
    id: 'shared-patients.end',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/agreements/:agreementId/end',
    summary: 'End an agreement: nothing is asked or answered under it any more',
    action: 'shared-patients.approve',
    params: agreementId,
    reply: sharedAgreementSchema,
  }),
  count: endpoint({
    id: 'shared-patients.count',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/runs',
    summary: 'Count the patients of a permit that the other region has as well',
    action: 'shared-patients.count',
    body: z.object({ agreementId: idSchema, permitId: idSchema, reason: z.string().min(10).max(500) }),
    reply: sharedRunSchema,
  }),
  requestFile: endpoint({
    id: 'shared-patients.request-file',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/request-files',
    summary: 'Ask for a count by a file, for a region that this zone cannot reach: it counts as one of the day',
    action: 'shared-patients.count',
    body: z.object({ agreementId: idSchema, permitId: idSchema, reason: z.string().min(10).max(500) }),
    reply: z.object({ run: sharedRunSchema, file: sharedFileSchema }),
  }),
  readFile: endpoint({
    id: 'shared-patients.read-file',
    zones: clinic,
    method: 'POST',
    path: '/api/shared-patients/files',
    summary: 'Read a file of the other region: a question is answered, an answer is counted, an outcome is noted',
    action: 'shared-patients.count',
    body: z.object({ agreementId: idSchema, permitId: idSchema, file: sharedFileSchema }),
    maxBodyBytes: 32 * 1024 * 1024,
    reply: z.object({
      kind: z.enum(['question', 'answer', 'outcome']),
      run: sharedRunSchema,
      /** What the other region is to be given next; null when it has all. */
      file: sharedFileSchema.nullable(),
    }),
  }),
  runs: endpoint({
    id: 'shared-patients.runs',
    zones: clinic,
    method: 'GET',
    path: '/api/shared-patients/runs',
    summary: 'Counts that were asked for and answered here',
    action: 'shared-patients.read',
    reply: z.array(sharedRunSchema),
  }),
  answer: endpoint({
    id: 'shared-patients.answer',
    zones: clinic,
    method: 'POST',
    path: '/door/shared-patients',
    summary: 'Another region asks: masked elements in, masked elements out, both signed',
    action: 'public',
    body: sharedQuestionSchema,
    maxBodyBytes: 8 * 1024 * 1024,
    media: 'application/json',
  }),
  outcome: endpoint({
    id: 'shared-patients.outcome',
    zones: clinic,
    method: 'POST',
    path: '/door/shared-patients/outcome',
    summary: 'The region that asked says what it counted, or that it is suppressed',
    action: 'public',
    body: sharedOutcomeSchema,
    reply: z.object({ noted: z.boolean() }),
  }),
} as const

export type SharedAgreement = z.infer<typeof sharedAgreementSchema>
export type SharedRun = z.infer<typeof sharedRunSchema>
export type SharedQuestion = z.infer<typeof sharedQuestionSchema>
export type SharedAnswer = z.infer<typeof sharedAnswerSchema>
export type SharedFile = z.infer<typeof sharedFileSchema>
export type SharedFileContent = z.infer<typeof sharedFileContentSchema>
export type SharedOutcome = z.infer<typeof sharedOutcomeSchema>
