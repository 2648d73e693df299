import { z } from 'zod'
import { profileDetailSchema } from './deidentify.ts'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema } from './ids.ts'

const clinic = ['clinic'] as const
const profileId = z.object({ profileId: idSchema })
/** A profile as plain JSON, as `./clic deidentify --profile FILE` takes it; what it may say is checked by the library. */
const documentSchema = z.record(z.string(), z.unknown())
const reason = z.string().trim().min(10).max(500)

export const profileTagSchema = z.object({
  /** Eight hexadecimal digits. */
  tag: z.string(),
  keyword: z.string(),
  vr: z.string(),
  /** Basic code of its row in table E.1-1; null where the table has none. */
  code: z.string().nullable(),
  /** Why no rule of its own is possible; null when one is. */
  fixed: z.string().nullable(),
})

const tagRuleSchema = z.object({
  by: z.enum(['override', 'option', 'row', 'unlisted', 'engine', 'sequence']),
  action: z.string().optional(),
  code: z.string().optional(),
  options: z.array(z.string()),
  reason: z.string().optional(),
})

const shownValueSchema = z.object({
  text: z.string(),
  cut: z.boolean(),
  bytes: z.number(),
  items: z.number().nullable(),
  digest: z.string().nullable(),
})

const previewRowSchema = z.object({
  /** Tags and item numbers from the top: `00400275/0/00080100`. */
  path: z.string(),
  tag: z.string(),
  keyword: z.string(),
  vr: z.string(),
  depth: z.number(),
  before: shownValueSchema.nullable(),
  after: shownValueSchema.nullable(),
  outcome: z.enum(['kept', 'changed', 'emptied', 'removed', 'added']),
  rule: tagRuleSchema,
  /** What was done, by the names that a proof counts. */
  did: z.array(z.string()),
})

export const profilePreviewSchema = z.object({
  status: z.enum(['released', 'quarantined']),
  /** Digest of the rules that were followed. */
  hash: sha256Schema,
  object: z.object({ sha256: sha256Schema, modality: z.string(), bytes: z.number() }),
  /** Why it would stay; null when it would leave. */
  kept: z.object({ code: z.string(), reason: z.string(), next: z.string() }).nullable(),
  rows: z.array(previewRowSchema),
  counts: z.object({
    kept: z.number(),
    changed: z.number(),
    emptied: z.number(),
    removed: z.number(),
    added: z.number(),
  }),
  /** Rows of kept elements that are not told of, in an object of very many. */
  leftOut: z.number(),
  /** What was done to the file as a whole. */
  whole: z.array(z.string()),
  outputSha256: sha256Schema.nullable(),
})

export const previewObjectSchema = z.object({
  sha256: sha256Schema,
  modality: z.string(),
  /** Name of its SOP class. */
  kind: z.string(),
  bytes: z.number(),
  /** Series and place in it, counted from 1 in the order of arrival. */
  series: z.number(),
  number: z.number(),
})

export const profileComparisonSchema = z.object({
  options: z.array(z.object({ option: z.string(), from: z.boolean(), to: z.boolean() })),
  overrides: z.array(
    z.object({
      tag: z.string(),
      keyword: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** Elements of the table that are treated in another way. */
  tags: z.array(z.object({ tag: z.string(), keyword: z.string(), from: z.string(), to: z.string() })),
  description: z.boolean(),
})

/** Writing, releasing and trying out profiles. */
export const profileEndpoints = {
  draft: endpoint({
    id: 'profile.draft',
    zones: clinic,
    method: 'POST',
    path: '/api/profiles',
    summary: 'Save a profile as a new draft version',
    action: 'profile.write',
    body: z.object({ document: documentSchema, basedOn: idSchema.optional() }),
    reply: profileDetailSchema,
  }),
  save: endpoint({
    id: 'profile.save',
    zones: clinic,
    method: 'PUT',
    path: '/api/profiles/:profileId',
    summary: 'Change a draft',
    action: 'profile.write',
    params: profileId,
    body: z.object({
      document: documentSchema,
      /** Digest of the draft that was changed: nobody overwrites what they have not read. */
      was: sha256Schema,
    }),
    reply: profileDetailSchema,
  }),
  discard: endpoint({
    id: 'profile.discard',
    zones: clinic,
    method: 'DELETE',
    path: '/api/profiles/:profileId',
    summary: 'Throw a draft away',
    action: 'profile.write',
    params: profileId,
    reply: z.object({ discarded: z.boolean() }),
  }),
  submit: endpoint({
    id: 'profile.submit',
    zones: clinic,
    method: 'POST',
    path: '/api/profiles/:profileId/submit',
    summary: 'Submit a draft for release; from then on it cannot be changed',
    action: 'profile.write',
    params: profileId,
    body: z.object({ reason, was: sha256Schema }),
    reply: profileDetailSchema,
  }),
  release: endpoint({
    id: 'profile.release',
    zones: clinic,
    method: 'POST',
    path: '/api/profiles/:profileId/release',
    summary: 'Release a submitted version, as another person than those who wrote it',
    action: 'profile.release',
    params: profileId,
    reply: profileDetailSchema,
  }),
  refuse: endpoint({
    id: 'profile.refuse',
    zones: clinic,
    method: 'POST',
    path: '/api/profiles/:profileId/refuse',
    summary: 'Refuse a submitted version, with the reason',
    action: 'profile.release',
    params: profileId,
    body: z.object({ reason }),
    reply: profileDetailSchema,
  }),
  retire: endpoint({
    id: 'profile.retire',
    zones: clinic,
    method: 'POST',
    path: '/api/profiles/:profileId/retire',
    summary: 'Take a released version out of use; no study leaves by it any more',
    action: 'profile.release',
    params: profileId,
    body: z.object({ reason }),
    reply: profileDetailSchema,
  }),
  exported: endpoint({
    id: 'profile.export',
    zones: clinic,
    method: 'GET',
    path: '/api/profiles/:profileId/document',
    summary: 'The profile as a file for ./clic deidentify --profile FILE',
    action: 'profile.read',
    params: profileId,
    reply: documentSchema,
  }),
  compare: endpoint({
    id: 'profile.compare',
    zones: clinic,
    method: 'GET',
    path: '/api/profiles/:profileId/compare/:otherId',
    summary: 'What a version does in another way than an earlier one',
    action: 'profile.read',
    params: z.object({ profileId: idSchema, otherId: idSchema }),
    reply: profileComparisonSchema,
  }),
  tags: endpoint({
    id: 'profile.tags',
    zones: clinic,
    method: 'GET',
    path: '/api/profile-tags',
    summary: 'Elements of the standard by name, keyword or tag number',
    action: 'profile.read',
    query: z.object({
      search: z.string().trim().min(2).max(64),
      limit: z.coerce.number().int().min(1).max(100).default(25),
    }),
    reply: z.array(profileTagSchema),
  }),
  previewObjects: endpoint({
    id: 'profile.preview-objects',
    zones: clinic,
    method: 'GET',
    path: '/api/profile-previews/:studyId/objects',
    summary: 'Objects of a study that a profile can be tried on',
    action: 'study.read',
    params: z.object({ studyId: idSchema }),
    reply: z.array(previewObjectSchema),
  }),
  preview: endpoint({
    id: 'profile.preview',
    zones: clinic,
    method: 'POST',
    path: '/api/profile-previews',
    summary: 'What a profile does to a real object, before and after; recorded as access to identified data',
    action: 'profile.preview',
    body: z.object({
      document: documentSchema,
      /** The project whose pseudonym and dates are used. */
      permitId: idSchema,
      studyId: idSchema,
      /** Digest of the object; the first of the study when absent. */
      sha256: sha256Schema.optional(),
    }),
    reply: profilePreviewSchema,
  }),
  changeAssignment: endpoint({
    id: 'assignment.profile',
    zones: clinic,
    method: 'PUT',
    path: '/api/assignments/:assignmentId/profile',
    summary: 'De-identify the further studies of an assignment by another released profile',
    action: 'study.deidentify',
    params: z.object({ assignmentId: idSchema }),
    body: z.object({ permitId: idSchema, profileId: idSchema }),
    reply: z.object({ assignmentId: idSchema, profile: z.object({ name: z.string(), version: z.string() }) }),
  }),
} as const
