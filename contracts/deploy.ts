import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

export const deployedReleaseSchema = z.object({
  id: idSchema,
  productName: z.string(),
  version: z.string(),
  state: z.enum(['received', 'active', 'suspended', 'retired']),
  reason: z.string().nullable(),
  weightsSha256: z.string(),
  permitId: z.string().nullable(),
  approvals: z.array(z.object({ role: z.string(), personId: z.string(), name: z.string(), at: z.string() })),
  verdict: z.string(),
  receivedAt: z.string(),
  activatedAt: z.string().nullable(),
  worker: z.enum(['cold', 'warming', 'warm', 'failed']),
  runs: z.number(),
})

export const destinationSchema = z.object({
  host: z.string(),
  port: z.number().int().min(1).max(65535),
  aeTitle: z.string().min(1).max(16),
})

export const routeSchema = z.object({
  id: idSchema,
  name: z.string(),
  releaseId: idSchema,
  /** A study goes this way when all that is given here matches. */
  when: z.object({ source: z.string().optional(), modality: z.string(), descriptionContains: z.string().optional() }),
  /** Where SEG and SR go: the sender's own address unless given. */
  destination: destinationSchema,
  active: z.boolean(),
})

export const runSchema = z.object({
  id: idSchema,
  releaseId: idSchema,
  productName: z.string(),
  version: z.string(),
  studyId: idSchema,
  state: z.enum(['waiting', 'running', 'sending', 'returned', 'refused', 'failed']),
  reason: z.string().nullable(),
  next: z.string().nullable(),
  studyReceivedAt: z.string(),
  startedAt: z.string(),
  returnedAt: z.string().nullable(),
  /** From the arrival of the study to the last object accepted by the destination. */
  secondsFromArrival: z.number().nullable(),
  volumes: z.array(z.object({ structure: z.string(), mm3: z.number() })),
  objects: z.array(z.object({ kind: z.enum(['SEG', 'SR']), sopInstanceUid: z.string(), sha256: z.string() })),
})

export const deployEndpoints = {
  releases: endpoint({
    id: 'deployed.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/deployed',
    summary: 'Releases in this clinic',
    action: 'route.read',
    reply: z.array(deployedReleaseSchema),
  }),
  activate: endpoint({
    id: 'deployed.activate',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/deployed/:releaseId/activate',
    summary: 'Put a received release into operation under a standing permit',
    action: 'release.deploy',
    params: z.object({ releaseId: idSchema }),
    body: z.object({ permitId: idSchema }),
    reply: deployedReleaseSchema,
  }),
  routes: endpoint({
    id: 'route.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/routes',
    summary: 'Which studies go to which release',
    action: 'route.read',
    reply: z.array(routeSchema),
  }),
  addRoute: endpoint({
    id: 'route.add',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/routes',
    summary: 'Add a route',
    action: 'route.manage',
    body: routeSchema.omit({ id: true, active: true }),
    reply: routeSchema,
  }),
  runs: endpoint({
    id: 'run.list',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/runs',
    summary: 'Studies on their way through a release, newest first',
    action: 'run.read',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(runSchema),
  }),
  run: endpoint({
    id: 'run.read',
    zones: ['clinic'],
    method: 'GET',
    path: '/api/runs/:runId',
    summary: 'One run',
    action: 'run.read',
    params: z.object({ runId: idSchema }),
    reply: runSchema,
  }),
} as const
