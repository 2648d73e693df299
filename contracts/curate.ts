import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

const research = ['research'] as const

/** Who belongs to a cohort. What is not given does not restrict. */
export const cohortRuleSchema = z.object({
  permitId: idSchema,
  modality: z.string().min(2),
  sex: z.enum(['female', 'male']).optional(),
  ageFrom: z.number().int().optional(),
  ageTo: z.number().int().optional(),
  needsAcceptedLabel: z.boolean().default(true),
})

/** `null` stands for a count that is suppressed because it, or one that would reveal it, is below five. */
export const cohortCountsSchema = z.object({
  persons: z.number().nullable(),
  studies: z.number().nullable(),
  rows: z.array(z.object({ age: z.string(), female: z.number().nullable(), male: z.number().nullable() })),
  suppressedBelow: z.number(),
  invented: z.boolean(),
})

export const cohortSchema = z.object({
  id: idSchema,
  name: z.string(),
  rule: cohortRuleSchema,
  definedBy: z.string(),
  definedAt: z.string(),
})

export const datasetSchema = z.object({
  id: idSchema,
  name: z.string(),
  version: z.number(),
  cohortId: idSchema,
  permitId: idSchema,
  state: z.enum(['freezing', 'frozen', 'failed', 'superseded']),
  done: z.number(),
  total: z.number(),
  reason: z.string().nullable(),
  root: z.string().nullable(),
  frozenAt: z.string().nullable(),
  frozenBy: z.string(),
  structures: z.array(z.object({ value: z.number(), name: z.string() })),
  parts: z.object({ train: z.number(), tune: z.number(), test: z.number() }),
  testOpenings: z.number(),
  leftOut: z.array(z.object({ studyId: z.string(), reason: z.string() })),
})

const datasetId = z.object({ datasetId: idSchema })
const part = z.enum(['train', 'tune', 'test'])

export const curateEndpoints = {
  preview: endpoint({
    id: 'cohort.preview',
    zones: research,
    method: 'POST',
    path: '/api/cohorts/preview',
    summary: 'Counts of a cohort rule, small cells suppressed',
    action: 'cohort.define',
    body: cohortRuleSchema,
    reply: cohortCountsSchema,
  }),
  cohorts: endpoint({
    id: 'cohort.list',
    zones: research,
    method: 'GET',
    path: '/api/cohorts',
    summary: 'Cohorts',
    action: 'cohort.read',
    reply: z.array(cohortSchema),
  }),
  define: endpoint({
    id: 'cohort.define',
    zones: research,
    method: 'POST',
    path: '/api/cohorts',
    summary: 'Define a cohort',
    action: 'cohort.define',
    body: z.object({ name: z.string().min(2).max(80), rule: cohortRuleSchema }),
    reply: cohortSchema,
  }),
  datasets: endpoint({
    id: 'dataset.list',
    zones: research,
    method: 'GET',
    path: '/api/datasets',
    summary: 'Dataset versions',
    action: 'cohort.read',
    reply: z.array(datasetSchema),
  }),
  dataset: endpoint({
    id: 'dataset.read',
    zones: research,
    method: 'GET',
    path: '/api/datasets/:datasetId',
    summary: 'One dataset version',
    action: 'cohort.read',
    params: datasetId,
    reply: datasetSchema,
  }),
  freeze: endpoint({
    id: 'dataset.freeze',
    zones: research,
    method: 'POST',
    path: '/api/datasets',
    summary: 'Freeze a cohort into a dataset version, split by patient',
    action: 'dataset.freeze',
    body: z.object({
      permitId: idSchema,
      cohortId: idSchema,
      name: z.string().min(2).max(80),
      split: z
        .object({
          test: z.number().min(0.05).max(0.5).default(0.25),
          tune: z.number().min(0.02).max(0.3).default(0.06),
          /** The same seed gives the same split. Patients of an earlier version of the same name keep their part, whatever the seed. */
          seed: z.number().int().default(1),
        })
        .prefault({}),
      /** Parts given by the caller instead of the seeded split, one row a study. */
      parts: z.array(z.object({ studyId: idSchema, part })).optional(),
    }),
    reply: datasetSchema,
  }),
  croissant: endpoint({
    id: 'dataset.croissant',
    zones: research,
    method: 'GET',
    path: '/api/datasets/:datasetId/croissant',
    summary: 'Croissant 1.0 metadata',
    action: 'cohort.read',
    params: datasetId,
    reply: z.record(z.string(), z.unknown()),
  }),
  verify: endpoint({
    id: 'dataset.verify',
    zones: research,
    method: 'POST',
    path: '/api/datasets/:datasetId/verify',
    summary: 'Hash every item again and compare with the Merkle root',
    action: 'cohort.read',
    params: datasetId,
    reply: z.object({
      ok: z.boolean(),
      items: z.number(),
      root: z.string(),
      faults: z.array(z.string()),
      /** Items whose files are gone on purpose, one sentence each: “item …: erased by event 41”. They are no fault; the root still covers them. */
      erased: z.array(z.string()),
    }),
  }),
} as const
