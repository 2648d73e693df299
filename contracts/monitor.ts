import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

export const signalPointSchema = z.object({ runId: z.string(), at: z.string(), value: z.number() })

/** One monitored number of a release: its reference, its recent windows and where the alarm lies. */
export const signalSchema = z.object({
  name: z.string(),
  direction: z.enum(['input', 'output']),
  unit: z.string(),
  reference: z.object({ n: z.number(), mean: z.number(), sd: z.number() }).nullable(),
  points: z.array(signalPointSchema),
  /** Windows of consecutive runs against the reference. */
  windows: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      n: z.number(),
      psi: z.number(),
      ks: z.number(),
      p: z.number(),
      alarm: z.boolean(),
    }),
  ),
  threshold: z.object({ psi: z.number(), p: z.number() }),
})

export const findingSchema = z.object({
  id: idSchema,
  releaseId: idSchema,
  signal: z.string(),
  openedAt: z.string(),
  state: z.enum(['open', 'closed']),
  /** Alarms in a row when it was opened; the second suspends the release. */
  inARow: z.number(),
  suspended: z.boolean(),
  what: z.string(),
  closedAt: z.string().nullable(),
  conclusion: z.string().nullable(),
})

export const feedbackSchema = z.object({
  id: idSchema,
  runId: idSchema,
  releaseId: idSchema,
  verdict: z.enum(['accepted', 'rejected']),
  comment: z.string(),
  person: z.string(),
  at: z.string(),
})

/** A release that was taken back, and every result that came from it. */
export const recallSchema = z.object({
  id: idSchema,
  releaseId: idSchema,
  reason: z.string(),
  by: z.string(),
  at: z.string(),
  results: z.array(
    z.object({
      runId: idSchema,
      /** Null once the patient was erased. */
      studyId: idSchema.nullable(),
      at: z.string(),
      /** What was done about it, once somebody has said so. */
      handled: z.object({ what: z.string(), by: z.string(), at: z.string() }).nullable(),
    }),
  ),
})
export type Recall = z.infer<typeof recallSchema>

const releaseId = z.object({ releaseId: idSchema })

export const monitorEndpoints = {
  signals: endpoint({
    id: 'signal.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/monitor/:releaseId',
    summary: 'Input and output drift of a release',
    action: 'monitor.read',
    params: releaseId,
    reply: z.object({
      releaseId: idSchema,
      referenceRuns: z.number(),
      windowRuns: z.number(),
      runs: z.number(),
      signals: z.array(signalSchema),
      feedback: z.object({ accepted: z.number(), rejected: z.number() }),
    }),
  }),
  findings: endpoint({
    id: 'finding.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/findings',
    summary: 'Findings of the monitoring',
    action: 'monitor.read',
    reply: z.array(findingSchema),
  }),
  closeFinding: endpoint({
    id: 'finding.close',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/findings/:findingId/close',
    summary: 'Close a finding with a conclusion',
    action: 'finding.close',
    params: z.object({ findingId: idSchema }),
    body: z.object({ conclusion: z.string().min(5) }),
    reply: findingSchema,
  }),
  resume: endpoint({
    id: 'release.resume',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/monitor/:releaseId/resume',
    summary: 'Put a suspended release back into operation',
    action: 'finding.close',
    params: releaseId,
    reply: z.object({ releaseId: idSchema, state: z.string() }),
  }),
  recalls: endpoint({
    id: 'recall.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/recalls',
    summary: 'Recalled releases, and what was done about each result that came from them',
    action: 'monitor.read',
    reply: z.array(recallSchema),
  }),
  recall: endpoint({
    id: 'release.recall',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/monitor/:releaseId/recall',
    summary: 'Take a release back for good: it stops at once and its results are listed',
    action: 'release.recall',
    params: releaseId,
    body: z.object({ reason: z.string().trim().min(10).max(1000) }),
    reply: recallSchema,
  }),
  handle: endpoint({
    id: 'recall.handle',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/recalls/:recallId/results/:runId/handled',
    summary: 'Say what was done about a result of a recalled release',
    action: 'recall.handle',
    params: z.object({ recallId: idSchema, runId: idSchema }),
    body: z.object({ what: z.string().trim().min(5).max(1000) }),
    reply: recallSchema,
  }),
  feedback: endpoint({
    id: 'feedback.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/feedback',
    summary: 'What clinicians said of results',
    action: 'monitor.read',
    reply: z.array(feedbackSchema),
  }),
  give: endpoint({
    id: 'feedback.give',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/runs/:runId/feedback',
    summary: 'Accept or reject a result',
    action: 'feedback.write',
    params: z.object({ runId: idSchema }),
    body: z.object({ verdict: z.enum(['accepted', 'rejected']), comment: z.string().max(2000).default('') }),
    reply: feedbackSchema,
  }),
} as const
