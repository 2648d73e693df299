import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema } from './ids.ts'

export const trainingStates = ['waiting', 'running', 'finished', 'cancelled', 'failed'] as const

/** How a training is set up. What is not given takes the recipe's own value. */
export const trainingConfigSchema = z.object({
  /** What is not given is chosen by the recipe from the number of items. */
  epochs: z.number().int().min(1).max(2000).optional(),
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(20261124),
  learningRate: z.number().positive().max(1).optional(),
  batch: z.number().int().min(1).max(64).optional(),
})

export const epochSchema = z.object({
  epoch: z.number(),
  loss: z.number(),
  dice: z.number().nullable(),
  diceByStructure: z.record(z.string(), z.number()),
  seconds: z.number(),
})

export const trainingRunSchema = z.object({
  id: idSchema,
  name: z.string(),
  permitId: idSchema,
  datasetId: idSchema,
  dataRoot: z.string(),
  state: z.enum(trainingStates),
  config: trainingConfigSchema,
  startedBy: z.string(),
  startedByName: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  epochs: z.array(epochSchema),
  reason: z.string().nullable(),
  next: z.string().nullable(),
  candidateId: z.string().nullable(),
})
export type TrainingRun = z.infer<typeof trainingRunSchema>

export const candidateSchema = z.object({
  id: idSchema,
  runId: idSchema,
  permitId: idSchema,
  datasetId: idSchema,
  dataRoot: z.string(),
  weightsSha256: sha256Schema,
  bundleSha256: sha256Schema,
  codeCommit: z.string(),
  environmentLock: z.string(),
  seed: z.number(),
  builder: z.string(),
  tuneDice: z.number().nullable(),
  madeAt: z.string(),
})

const runId = z.object({ runId: idSchema })

export const developEndpoints = {
  list: endpoint({
    id: 'training.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/training',
    summary: 'Training runs, newest first',
    action: 'training.read',
    reply: z.array(trainingRunSchema),
  }),
  read: endpoint({
    id: 'training.read',
    zones: ['research'],
    method: 'GET',
    path: '/api/training/:runId',
    summary: 'One training run with its epochs so far',
    action: 'training.read',
    params: runId,
    reply: trainingRunSchema,
  }),
  start: endpoint({
    id: 'training.start',
    zones: ['research'],
    method: 'POST',
    path: '/api/training',
    summary: 'Train on a frozen dataset version',
    action: 'training.start',
    body: z.object({
      permitId: idSchema,
      datasetId: idSchema,
      name: z.string().min(2).max(80),
      config: trainingConfigSchema.prefault({}),
    }),
    reply: trainingRunSchema,
  }),
  cancel: endpoint({
    id: 'training.cancel',
    zones: ['research'],
    method: 'POST',
    path: '/api/training/:runId/cancel',
    summary: 'Stop a training run',
    action: 'training.start',
    params: runId,
    reply: trainingRunSchema,
  }),
  candidates: endpoint({
    id: 'candidate.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/candidates',
    summary: 'What training made: weights bound to data, code, environment and seed',
    action: 'training.read',
    reply: z.array(candidateSchema),
  }),
} as const
