import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema } from './ids.ts'
import { frameMaskSchema } from './masks.ts'
import { samplingPolicySchema } from './sampling.ts'

const clinic = ['clinic'] as const

export const profileSchema = z.object({
  id: idSchema,
  name: z.string(),
  version: z.string(),
  /** Only a draft can be changed, and only `released` is used. */
  state: z.enum(['draft', 'submitted', 'refused', 'released', 'retired']),
  /** SHA-256 of the profile's rules. */
  hash: sha256Schema,
  releasedAt: z.string().nullable(),
  description: z.string(),
  /** The last step: who, when and why. Nobody for what the platform brings with it. */
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  at: z.string(),
  /** Assignments whose studies are de-identified by it. */
  assignments: z.number(),
})

const profileStepSchema = z.object({
  by: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  reason: z.string().nullable(),
})

export const profileDetailSchema = profileSchema.extend({
  /** The profile as the library states it. */
  document: z.record(z.string(), z.unknown()),
  /** Everybody who wrote on it; none of them may release it. */
  authors: z.array(z.object({ id: z.string(), name: z.string() })),
  /** The version that it was made from. */
  basedOn: idSchema.nullable(),
  drafted: profileStepSchema.nullable(),
  submitted: profileStepSchema.nullable(),
  /** Released or refused. */
  decided: profileStepSchema.nullable(),
  retired: profileStepSchema.nullable(),
})

export const assignmentSchema = z.object({
  id: idSchema,
  permitId: idSchema,
  permitTitle: z.string(),
  permitState: z.string(),
  sourceId: idSchema,
  /** Title of the source. */
  source: z.string(),
  profile: z.object({ name: z.string(), version: z.string() }),
  addedBy: z.object({ id: z.string(), name: z.string() }),
  addedAt: z.string(),
  sampling: samplingPolicySchema,
  studies: z.object({
    waiting: z.number(),
    held: z.number(),
    left: z.number(),
    refused: z.number(),
    quarantined: z.number(),
  }),
})

export const proofSchema = z.object({
  id: idSchema,
  /** What the object is, told by its content. */
  kind: z.string(),
  studyId: idSchema,
  permitId: idSchema,
  profile: z.object({ name: z.string(), version: z.string(), hash: sha256Schema }),
  at: z.string(),
  /** Digest of the object as it was received and as it left. */
  inputSha256: sha256Schema,
  outputSha256: sha256Schema,
  /** UID as it left: safe to show and to join with the research zone. */
  sopInstanceUid: z.string(),
  sopClassUid: z.string(),
  modality: z.string(),
  /** How often each rule acted. */
  rules: z.record(z.string(), z.number()),
  residual: z.object({ scannedBytes: z.number(), certain: z.number(), possible: z.number() }),
  /** Null where the pixels did not need a look; empty where one found nothing to mask. */
  masks: z.array(frameMaskSchema).nullable(),
})

export const quarantinedSchema = z.object({
  id: idSchema,
  studyId: idSchema,
  permitId: idSchema,
  /** Digest of the object as received; the object itself stays where it is. */
  inputSha256: sha256Schema,
  modality: z.string(),
  /** It waits for a look at its pixels: a person may mask it and let it go on. */
  maskable: z.boolean(),
  code: z.string(),
  reason: z.string(),
  next: z.string(),
  at: z.string(),
})

export const deidentificationRunSchema = z.object({
  studyId: idSchema,
  permitId: idSchema,
  /** `held`: not yet let go by the sampling of its project. */
  state: z.enum(['waiting', 'held', 'left', 'refused', 'quarantined', 'failed']),
  reason: z.string().nullable(),
  next: z.string().nullable(),
  objectsReleased: z.number(),
  objectsQuarantined: z.number(),
  parcelId: z.string().nullable(),
  seconds: z.number().nullable(),
  at: z.string(),
})

export const progressSchema = z.object({
  studies: z.object({
    waiting: z.number(),
    held: z.number(),
    left: z.number(),
    refused: z.number(),
    quarantined: z.number(),
    failed: z.number(),
  }),
  objects: z.object({ released: z.number(), quarantined: z.number(), bytes: z.number() }),
  facts: z.object({ left: z.number(), refused: z.number(), waiting: z.number() }),
  /** Over the last ten minutes in which anything was done; null before. */
  objectsPerSecond: z.number().nullable(),
  vault: z.object({ up: z.boolean(), reason: z.string().nullable(), next: z.string().nullable() }),
  /** Whether a module of this server receives studies at all. */
  studySource: z.object({ up: z.boolean(), reason: z.string().nullable(), next: z.string().nullable() }),
  /** Newest first, at most 50. */
  runs: z.array(deidentificationRunSchema),
})

export const reidentificationSchema = z.object({
  id: idSchema,
  permitId: idSchema,
  pseudonym: z.string(),
  reason: z.string(),
  state: z.enum(['requested', 'approved', 'refused']),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
})

const studyId = z.object({ studyId: idSchema })

export const deidentifyEndpoints = {
  profiles: endpoint({
    id: 'profile.list',
    zones: clinic,
    method: 'GET',
    path: '/api/profiles',
    summary: 'De-identification profiles',
    action: 'profile.read',
    reply: z.array(profileSchema),
  }),
  profile: endpoint({
    id: 'profile.read',
    zones: clinic,
    method: 'GET',
    path: '/api/profiles/:profileId',
    summary: 'One profile with its rules',
    action: 'profile.read',
    params: z.object({ profileId: idSchema }),
    reply: profileDetailSchema,
  }),
  assignments: endpoint({
    id: 'assignment.list',
    zones: clinic,
    method: 'GET',
    path: '/api/assignments',
    summary: 'Which source’s studies are de-identified for which project',
    action: 'profile.read',
    reply: z.array(assignmentSchema),
  }),
  addAssignment: endpoint({
    id: 'assignment.add',
    zones: clinic,
    method: 'POST',
    path: '/api/assignments',
    summary: 'De-identify the studies of a source for a project',
    action: 'study.deidentify',
    body: z.object({
      permitId: idSchema,
      sourceId: idSchema,
      /** A released profile; the newest of the installation's own when absent. */
      profileId: idSchema.optional(),
      /** Studies are held until two people have reviewed 59 objects without a leak; then about one study in 20 is looked at. */
      sampling: samplingPolicySchema.default({ limit: 0.05, every: 20 }),
    }),
    reply: assignmentSchema,
  }),
  proofs: endpoint({
    id: 'proof.list',
    zones: clinic,
    method: 'GET',
    path: '/api/studies/:studyId/proofs',
    summary: 'What was changed in each object of a study, by which rule',
    action: 'proof.read',
    params: studyId,
    reply: z.array(proofSchema),
  }),
  rules: endpoint({
    id: 'proof.rules',
    zones: clinic,
    method: 'GET',
    path: '/api/proofs/rules',
    summary: 'How often each rule acted',
    action: 'proof.read',
    reply: z.array(z.object({ rule: z.string(), times: z.number(), objects: z.number() })),
  }),
  quarantine: endpoint({
    id: 'quarantine.list',
    zones: clinic,
    method: 'GET',
    path: '/api/quarantine',
    summary: 'Objects that cannot leave, and why',
    action: 'quarantine.read',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(quarantinedSchema),
  }),
  progress: endpoint({
    id: 'deidentify.progress',
    zones: clinic,
    method: 'GET',
    path: '/api/deidentify/progress',
    summary: 'Throughput, what waits, and whether the vault answers',
    action: 'profile.read',
    reply: progressSchema,
  }),
  retry: endpoint({
    id: 'deidentify.retry',
    zones: clinic,
    method: 'POST',
    path: '/api/deidentify/retry',
    summary: 'Try a refused study again for a project',
    action: 'study.deidentify',
    body: z.object({ permitId: idSchema, studyId: idSchema }),
    reply: z.object({ queued: z.boolean() }),
  }),
  reidentifications: endpoint({
    id: 'reidentification.list',
    zones: clinic,
    method: 'GET',
    path: '/api/reidentifications',
    summary: 'Who asked to re-identify whom, and who agreed',
    action: 'reidentification.read',
    reply: z.array(reidentificationSchema),
  }),
  requestReidentification: endpoint({
    id: 'reidentification.request',
    zones: clinic,
    method: 'POST',
    path: '/api/reidentifications',
    summary: 'Ask for a re-identification',
    action: 'reidentification.request',
    body: z.object({ permitId: idSchema, pseudonym: z.string().min(4).max(64), reason: z.string().min(10).max(500) }),
    reply: reidentificationSchema,
  }),
  approveReidentification: endpoint({
    id: 'reidentification.approve',
    zones: clinic,
    method: 'POST',
    path: '/api/reidentifications/:reidentificationId/approve',
    summary: 'Agree, as a second person, and learn which patient it is',
    action: 'reidentification.approve',
    params: z.object({ reidentificationId: idSchema }),
    reply: reidentificationSchema.extend({ patientKey: z.string() }),
  }),
} as const
