import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema } from './ids.ts'

export const intendedUseSchema = z.object({
  summary: z.string().min(10).max(2000),
  modalities: z.array(z.string()).min(1),
  bodyPart: z.string().min(2),
  users: z.string().min(2).default('radiologists'),
  limits: z.string().default(''),
  structures: z.array(z.object({ value: z.number().int().min(1).max(255), name: z.string().min(1) })).min(1),
})

export const productSchema = z.object({
  id: idSchema,
  name: z.string().min(2).max(80),
  kind: z.enum(['home-made', 'bought']),
  manufacturer: z.string().min(2),
  regulatoryPath: z.enum(['mdr-5-5', 'ce-marked', 'clinical-investigation', 'research-only']),
  intendedUse: intendedUseSchema,
  registeredBy: z.string(),
  registeredAt: z.string(),
})

export const approvalRoles = ['clinical-lead', 'regulatory-lead', 'dpo'] as const
export const releaseStates = ['registered', 'accepted', 'refused', 'approved', 'sent', 'withdrawn'] as const

export const releaseSchema = z.object({
  id: idSchema,
  productId: idSchema,
  productName: z.string(),
  kind: z.enum(['home-made', 'bought']),
  version: z.string(),
  state: z.enum(releaseStates),
  weightsSha256: sha256Schema,
  mapSha256: sha256Schema,
  bundleName: z.string().nullable(),
  candidateId: z.string().nullable(),
  /** Ids of those who built it; they neither test nor approve it. */
  builders: z.array(z.string()),
  registeredAt: z.string(),
  mapFindings: z.array(z.object({ level: z.enum(['error', 'warning']), message: z.string() })),
  verdict: z
    .object({
      resultId: z.string(),
      verdict: z.enum(['accepted', 'refused']),
      protocolHash: z.string(),
      at: z.string(),
    })
    .nullable(),
  approvals: z.array(z.object({ role: z.enum(approvalRoles), personId: z.string(), name: z.string(), at: z.string() })),
  missingApprovals: z.array(z.enum(approvalRoles)),
  /** When a clinic took it back for good; why is said there, for the reason may be about patients. */
  recalledAt: z.string().nullable(),
})
export type Release = z.infer<typeof releaseSchema>

/** Header of the parcel `release-recalled`. Not the reason: a person wrote it in the clinic, and it may name someone. */
export const releaseRecalledHeaderSchema = z.object({ releaseId: idSchema, at: z.iso.datetime() })

const releaseId = z.object({ releaseId: idSchema })

export const registerEndpoints = {
  products: endpoint({
    id: 'product.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/products',
    summary: 'AI products, home-made and bought',
    action: 'product.read',
    reply: z.array(productSchema),
  }),
  addProduct: endpoint({
    id: 'product.add',
    zones: ['research'],
    method: 'POST',
    path: '/api/products',
    summary: 'Register a product with its intended use',
    action: 'product.register',
    body: productSchema.omit({ id: true, registeredBy: true, registeredAt: true }),
    reply: productSchema,
  }),
  releases: endpoint({
    id: 'release.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/releases',
    summary: 'Releases of all products',
    action: 'product.read',
    reply: z.array(releaseSchema),
  }),
  release: endpoint({
    id: 'release.read',
    zones: ['research'],
    method: 'GET',
    path: '/api/releases/:releaseId',
    summary: 'One release',
    action: 'product.read',
    params: releaseId,
    reply: releaseSchema,
  }),
  addFromCandidate: endpoint({
    id: 'release.add',
    zones: ['research'],
    method: 'POST',
    path: '/api/releases',
    summary: 'Register a trained candidate as a release, packaged as a MAP',
    action: 'product.register',
    body: z.object({ productId: idSchema, candidateId: idSchema, version: z.string().regex(/^\d+\.\d+\.\d+$/) }),
    reply: releaseSchema,
  }),
  /** The body is a tar of a MAP's root file system; 2 GiB at most. */
  addBought: endpoint({
    id: 'release.upload',
    zones: ['research'],
    method: 'POST',
    path: '/api/products/:productId/maps',
    summary: 'Register a bought release: upload its MAP (tar)',
    action: 'product.register',
    params: z.object({ productId: idSchema }),
    query: z.object({ version: z.string().regex(/^\d+\.\d+\.\d+$/) }),
    media: 'application/json',
  }),
  approve: endpoint({
    id: 'release.approve',
    zones: ['research'],
    method: 'POST',
    path: '/api/releases/:releaseId/approvals',
    summary: 'Approve an accepted release in one of the three roles',
    action: 'release.approve',
    params: releaseId,
    body: z.object({ role: z.enum(approvalRoles) }),
    reply: releaseSchema,
  }),
  send: endpoint({
    id: 'release.send',
    zones: ['research'],
    method: 'POST',
    path: '/api/releases/:releaseId/send',
    summary: 'Send an approved release through the door, under the permit that covers its operation',
    action: 'release.approve',
    params: releaseId,
    body: z.object({ permitId: idSchema }),
    reply: releaseSchema,
  }),
} as const
