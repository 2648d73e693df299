import { z } from 'zod'
import { permitStates } from './authority.ts'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

export const phases = ['develop', 'validate', 'retrain', 'operate', 'monitor'] as const
export type Phase = (typeof phases)[number]

/** GDPR Art. 6 and 9 as a pair, with the national paragraph that it stands on; one per phase, never free text alone. */
export const legalBasisSchema = z.object({
  phase: z.enum(phases),
  article6: z.enum(['6(1)(a)', '6(1)(c)', '6(1)(d)', '6(1)(e)', '6(1)(f)']),
  article9: z.enum(['9(2)(a)', '9(2)(g)', '9(2)(h)', '9(2)(i)', '9(2)(j)']),
  national: z.string().min(3),
})

/** What a permit says. It is signed as a whole and valid in any zone that trusts its signer. */
export const permitTermsSchema = z.object({
  title: z.string().min(3).max(120),
  purpose: z.string().min(10).max(2000),
  /** `project`: one use. `standing-source`: reception from a source. `standing-release`: clinical operation of a release. */
  kind: z.enum(['project', 'standing-source', 'standing-release']),
  phases: z.array(legalBasisSchema),
  controllers: z.array(z.string().min(2)).min(1),
  /**
   * Which studies leave: DICOM modality, and Body Part Examined (0018,0015) where the list names any; an empty list means any. A study
   * that does not name its body part leaves only when the permit names none. `maxSubjects` counts persons, not studies.
   */
  cohort: z.object({
    modalities: z.array(z.string()),
    bodyParts: z.array(z.string()).default([]),
    maxSubjects: z.number().int().positive(),
  }),
  /** DICOM keywords and FHIR resource types that may be used. */
  columns: z.array(z.string()).min(1),
  /** Ids of the people who may use it. */
  people: z.array(z.string()),
  /** Source AE title or product id for standing permits. */
  about: z.string().optional(),
  expiresAt: z.iso.datetime(),
  secondaryFindings: z.enum(['not-possible', 'possible-with-ethics-decision']),
  ethicsDecision: z.string().optional(),
})
export type PermitTerms = z.infer<typeof permitTermsSchema>

export const permitSchema = z.object({
  id: idSchema,
  state: z.enum(permitStates),
  terms: permitTermsSchema,
  proposedBy: z.object({ id: z.string(), name: z.string() }),
  approvedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  requestedAt: z.string(),
  decidedAt: z.string().nullable(),
  /** Findings of the screening rules. */
  screening: z.array(z.object({ rule: z.string(), ok: z.boolean(), reason: z.string(), citation: z.string() })),
  signed: z.boolean(),
})
export type Permit = z.infer<typeof permitSchema>

export const decisionSchema = z.object({
  id: idSchema,
  gate: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  open: z.boolean(),
  at: z.string(),
  actor: z.string(),
  evidence: z.string(),
  findings: z.array(
    z.object({ rule: z.string(), ok: z.boolean(), reason: z.string(), citation: z.string(), who: z.string() }),
  ),
})
export type Decision = z.infer<typeof decisionSchema>

const both = ['clinic', 'research'] as const
const permitId = z.object({ permitId: idSchema })

export const permitEndpoints = {
  list: endpoint({
    id: 'permit.list',
    zones: both,
    method: 'GET',
    path: '/api/permits',
    summary: 'All permits this zone knows',
    action: 'permit.read',
    reply: z.array(permitSchema),
  }),
  read: endpoint({
    id: 'permit.read',
    zones: both,
    method: 'GET',
    path: '/api/permits/:permitId',
    summary: 'One permit',
    action: 'permit.read',
    params: permitId,
    reply: permitSchema,
  }),
  request: endpoint({
    id: 'permit.request',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/permits',
    summary: 'Ask for a permit',
    action: 'permit.request',
    body: permitTermsSchema,
    reply: permitSchema,
  }),
  screen: endpoint({
    id: 'permit.screen',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/permits/:permitId/screen',
    summary: 'Run the screening rules',
    action: 'permit.screen',
    params: permitId,
    reply: permitSchema,
  }),
  approve: endpoint({
    id: 'permit.approve',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/permits/:permitId/approve',
    summary: 'Approve and sign a permit',
    action: 'permit.approve',
    params: permitId,
    reply: permitSchema,
  }),
  refuse: endpoint({
    id: 'permit.refuse',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/permits/:permitId/refuse',
    summary: 'Refuse a permit',
    action: 'permit.approve',
    params: permitId,
    body: z.object({ reason: z.string().min(5) }),
    reply: permitSchema,
  }),
  suspend: endpoint({
    id: 'permit.suspend',
    zones: ['clinic'],
    method: 'POST',
    path: '/api/permits/:permitId/suspend',
    summary: 'Suspend an active permit',
    action: 'permit.suspend',
    params: permitId,
    body: z.object({ reason: z.string().min(5) }),
    reply: permitSchema,
  }),
} as const

export const governEndpoints = {
  decisions: endpoint({
    id: 'decision.list',
    zones: both,
    method: 'GET',
    path: '/api/decisions',
    summary: 'Gate decisions, newest first',
    action: 'decision.read',
    query: z.object({
      gate: z.string().optional(),
      open: z.enum(['true', 'false']).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.array(decisionSchema),
  }),
  rules: endpoint({
    id: 'rule.list',
    zones: both,
    method: 'GET',
    path: '/api/rules',
    summary: 'The rules behind every gate, with their sources and dates',
    action: 'decision.read',
    reply: z.array(
      z.object({
        gate: z.string(),
        rule: z.string(),
        sentence: z.string(),
        citation: z.string(),
        source: z.string(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
        who: z.string(),
      }),
    ),
  }),
  ledger: endpoint({
    id: 'ledger.list',
    zones: both,
    method: 'GET',
    path: '/api/ledger',
    summary: 'The zone’s ledger, newest first',
    action: 'ledger.read',
    query: z.object({
      action: z.string().optional(),
      kind: z.string().optional(),
      id: z.string().optional(),
      before: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.array(
      z.object({
        seq: z.number(),
        at: z.string(),
        actor: z.string(),
        action: z.string(),
        subject: z.object({ kind: z.string(), id: z.string() }),
        payload: z.unknown(),
        erased: z.boolean(),
      }),
    ),
  }),
  verify: endpoint({
    id: 'ledger.verify',
    zones: both,
    method: 'POST',
    path: '/api/ledger/verify',
    summary: 'Recompute the whole ledger',
    action: 'ledger.read',
    reply: z.object({
      ok: z.boolean(),
      size: z.number(),
      root: z.string(),
      faults: z.array(z.string()),
      erased: z.array(z.string()),
    }),
  }),
  heads: endpoint({
    id: 'ledger.heads',
    zones: both,
    method: 'GET',
    path: '/api/ledger/heads',
    summary: 'Signed heads of this zone’s ledger, who co-signed them, and heads of the other zone witnessed here',
    action: 'ledger.read',
    reply: z.object({
      own: z.array(z.object({ size: z.number(), root: z.string(), at: z.string(), coSignedBy: z.array(z.string()) })),
      witnessed: z.array(z.object({ zone: z.string(), size: z.number(), root: z.string(), at: z.string() })),
      /** Heads that the other zone refused to witness: its log and ours disagree about the past. */
      disputed: z.array(z.object({ size: z.number(), at: z.string(), reason: z.string() })),
    }),
  }),
  parcels: endpoint({
    id: 'parcel.list',
    zones: both,
    method: 'GET',
    path: '/api/parcels',
    summary: 'Everything that crossed this zone’s doors',
    action: 'parcel.read',
    query: z.object({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      before: z.iso.datetime().optional(),
    }),
    reply: z.array(
      z.object({
        id: z.string(),
        direction: z.enum(['in', 'out']),
        kind: z.string(),
        permitId: z.string(),
        sha256: z.string(),
        size: z.number(),
        at: z.string(),
        state: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  }),
} as const
