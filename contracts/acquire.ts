import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema, sha256Schema, uidSchema } from './ids.ts'

const clinic = ['clinic'] as const

/** AE title of a DICOM sender (16 characters of the default repertoire, PS3.5 6.2), or the account name of a STOW-RS sender. */
const senderSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'printable ASCII without spaces at the ends')
  .regex(/^[^\\]*$/, 'no backslash')

export const sourceAddressSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.number().int().min(1).max(65535),
  aeTitle: z.string().min(1).max(16),
})

export const newSourceSchema = z
  .object({
    name: z.string().min(2).max(80),
    /** What the sender calls itself; the standing permit is about this title. */
    aeTitle: senderSchema,
    kind: z.enum(['dimse', 'stow']),
    /** Where results for studies of this source go. */
    returnTo: sourceAddressSchema.optional(),
  })
  .refine((source) => source.kind === 'stow' || source.aeTitle.length <= 16, {
    path: ['aeTitle'],
    message: 'an AE title has at most 16 characters',
  })

export const sourceSchema = z.object({
  id: idSchema,
  name: z.string(),
  aeTitle: z.string(),
  kind: z.enum(['dimse', 'stow']),
  returnTo: sourceAddressSchema.nullable(),
  addedAt: z.string(),
  /** The standing permit about this title, the newest; null when nobody has asked for one. */
  permit: z.object({ id: idSchema, state: z.string(), expiresAt: z.string() }).nullable(),
  /** What a person has to do before the source can send; null when it can. */
  next: z.string().nullable(),
  studies: z.number(),
  instances: z.number(),
  lastReceivedAt: z.string().nullable(),
})

export const refusedReceptionSchema = z.object({
  id: idSchema,
  way: z.enum(['dimse', 'stow', 'upload', 'fhir']),
  /** As the sender called itself. */
  callingAe: z.string(),
  calledAe: z.string().nullable(),
  peer: z.string(),
  reason: z.string(),
  next: z.string(),
  /** How often, when the same sender was refused for the same reason. */
  times: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
})

export const refusedObjectSchema = z.object({
  id: idSchema,
  at: z.string(),
  source: z.string(),
  way: z.enum(['dimse', 'stow', 'upload']),
  /** `quarantined`: not a readable object. `conflict`: the UID is taken by other bytes. Both are kept and go no further. */
  state: z.enum(['quarantined', 'conflict']),
  code: z.string(),
  reason: z.string(),
  next: z.string(),
  /** Place in the request: part of a STOW body, entry of a zip file; null for C-STORE. */
  position: z.number().nullable(),
  sopInstanceUid: z.string().nullable(),
  studyId: idSchema.nullable(),
  sha256: sha256Schema,
  size: z.number(),
})

export const stageSchema = z.object({
  stage: z.enum(['received', 'deidentified', 'left', 'routed', 'inferred', 'returned']),
  state: z.enum(['done', 'waiting', 'running', 'refused', 'quarantined', 'failed']),
  reason: z.string().nullable(),
  next: z.string().nullable(),
  at: z.string(),
})

export const studySummarySchema = z.object({
  id: idSchema,
  /** Title of the source. */
  source: z.string(),
  modalities: z.array(z.string()),
  description: z.string(),
  series: z.number(),
  instances: z.number(),
  bytes: z.number(),
  firstAt: z.string(),
  receivedAt: z.string(),
  /** False while objects are still arriving. */
  complete: z.boolean(),
  conflicts: z.number(),
  /** Where it is: the newest state of each stage, in the order of the way. */
  stages: z.array(stageSchema),
  hasHealthRecord: z.boolean(),
})

export const studyDetailSchema = studySummarySchema.extend({
  studyInstanceUid: uidSchema,
  studyDate: z.string(),
  bodyPart: z.string(),
  /** Only here, and never in an address: for those who may read studies in this zone. */
  patient: z.object({ key: idSchema, name: z.string(), idMasked: z.string(), birthYear: z.string(), sex: z.string() }),
  seriesList: z.array(
    z.object({
      seriesInstanceUid: uidSchema,
      modality: z.string(),
      description: z.string(),
      instances: z.number(),
      bytes: z.number(),
    }),
  ),
  /** Every row ever written of this study, oldest first. */
  timeline: z.array(stageSchema),
  healthRecord: z.array(z.object({ resourceType: z.string(), resources: z.number(), receivedAt: z.string() })),
})

export const receptionSchema = z.object({
  aeTitle: z.string(),
  host: z.string(),
  /** Port of the DICOM listener; null when it does not run. */
  port: z.number().nullable(),
  openAssociations: z.number(),
  arrived: z.object({ studies: z.number(), instances: z.number(), bytes: z.number(), healthRecords: z.number() }),
  /** Studies whose newest stage row is done, by stage. */
  processed: z.array(z.object({ stage: z.string(), state: z.string(), studies: z.number() })),
  open: z.number(),
  quarantined: z.number(),
  conflicts: z.number(),
  refused: z.number(),
})

export const receivedRecordSchema = z.object({
  patients: z.number(),
  resources: z.array(z.object({ resourceType: z.string(), stored: z.number(), unchanged: z.number() })),
  /** Kinds that this version does not keep, so that nobody thinks they arrived. */
  leftOut: z.array(z.object({ resourceType: z.string(), resources: z.number() })),
})

export const uploadReportSchema = z.object({
  entries: z.number(),
  stored: z.number(),
  duplicates: z.number(),
  refused: z.array(z.object({ position: z.number(), code: z.string(), reason: z.string(), next: z.string() })),
  studies: z.array(idSchema),
})

const sender = z.object({
  /** Title of a registered source of kind `stow`; the signed-in person's id when absent. */
  source: z.string().max(64).optional(),
})

export const acquireEndpoints = {
  sources: endpoint({
    id: 'source.list',
    zones: clinic,
    method: 'GET',
    path: '/api/sources',
    summary: 'Who may send to this clinic, and under which permit',
    action: 'source.read',
    reply: z.array(sourceSchema),
  }),
  addSource: endpoint({
    id: 'source.add',
    zones: clinic,
    method: 'POST',
    path: '/api/sources',
    summary: 'Register a source',
    action: 'source.manage',
    body: newSourceSchema,
    reply: sourceSchema,
  }),
  reception: endpoint({
    id: 'reception.read',
    zones: clinic,
    method: 'GET',
    path: '/api/reception',
    summary: 'The listener and its counters',
    action: 'study.read',
    reply: receptionSchema,
  }),
  refusedReceptions: endpoint({
    id: 'reception.refused',
    zones: clinic,
    method: 'GET',
    path: '/api/reception/refused',
    summary: 'Senders that were turned away, and why',
    action: 'source.read',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(refusedReceptionSchema),
  }),
  refusedObjects: endpoint({
    id: 'reception.quarantine',
    zones: clinic,
    method: 'GET',
    path: '/api/reception/quarantine',
    summary: 'Objects that were kept apart, and why',
    action: 'quarantine.read',
    query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
    reply: z.array(refusedObjectSchema),
  }),
  studies: endpoint({
    id: 'study.list',
    zones: clinic,
    method: 'GET',
    path: '/api/studies',
    summary: 'Received studies, newest first, and where each is',
    action: 'study.read',
    query: z.object({
      source: z.string().optional(),
      before: z.iso.datetime().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    reply: z.array(studySummarySchema),
  }),
  study: endpoint({
    id: 'study.read',
    zones: clinic,
    method: 'GET',
    path: '/api/studies/:studyId',
    summary: 'One study with its way through the platform',
    action: 'study.read',
    params: z.object({ studyId: idSchema }),
    reply: studyDetailSchema,
  }),
  upload: endpoint({
    id: 'study.upload',
    zones: clinic,
    method: 'POST',
    path: '/api/uploads',
    summary: 'Send DICOM files in a zip file (the body is the file)',
    action: 'study.send',
    query: sender,
    media: 'application/json',
  }),
  stow: endpoint({
    id: 'dicomweb.store',
    zones: clinic,
    method: 'POST',
    path: '/dicomweb/studies',
    summary: 'STOW-RS: store instances (PS3.18 10.5)',
    action: 'study.send',
    query: sender,
    media: 'application/dicom+json',
  }),
  stowStudy: endpoint({
    id: 'dicomweb.store-study',
    zones: clinic,
    method: 'POST',
    path: '/dicomweb/studies/:studyUid',
    summary: 'STOW-RS: store instances of one study',
    action: 'study.send',
    params: z.object({ studyUid: uidSchema }),
    query: sender,
    media: 'application/dicom+json',
  }),
  qido: endpoint({
    id: 'dicomweb.search-studies',
    zones: clinic,
    method: 'GET',
    path: '/dicomweb/studies',
    summary: 'QIDO-RS: studies by UID, modality and source (PS3.18 10.6)',
    action: 'study.read',
    query: z.object({
      StudyInstanceUID: uidSchema.optional(),
      ModalitiesInStudy: z.string().max(16).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      offset: z.coerce.number().int().min(0).default(0),
    }),
    media: 'application/dicom+json',
  }),
  fhir: endpoint({
    id: 'health-record.send',
    zones: clinic,
    method: 'POST',
    path: '/fhir',
    summary: 'Send a FHIR R4 bundle (transaction, batch or collection)',
    action: 'health-record.send',
    query: sender,
    media: 'application/json',
  }),
} as const

export interface RegisteredSource {
  id: string
  name: string
  /** AE title or account name: what `ReceivedStudy.source` holds. */
  aeTitle: string
  kind: 'dimse' | 'stow'
  returnTo?: { host: string; port: number; aeTitle: string }
}

/** port `acquire.sources` */
export interface SourceView {
  source(id: string): Promise<RegisteredSource | undefined>
  sources(): Promise<RegisteredSource[]>
}
