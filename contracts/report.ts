import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idSchema } from './ids.ts'

export const reportSchema = z.object({
  id: idSchema,
  title: z.string(),
  protocolId: idSchema,
  validations: z.array(z.string()),
  language: z.enum(['da', 'en']),
  madeBy: z.string(),
  madeAt: z.string(),
  /** `erased`: it held a case of a person who was erased since; its files are gone. */
  state: z.enum(['making', 'ready', 'failed', 'refused', 'erased']),
  reason: z.string().nullable(),
  /** SHA-256 of the JSON that stands inside the PDF. */
  hash: z.string().nullable(),
  pdfSha256: z.string().nullable(),
  bundleSha256: z.string().nullable(),
})

const reportId = z.object({ reportId: idSchema })

export const reportEndpoints = {
  list: endpoint({
    id: 'report.list',
    zones: ['research'],
    method: 'GET',
    path: '/api/reports',
    summary: 'Reports, newest first',
    action: 'report.read',
    reply: z.array(reportSchema),
  }),
  read: endpoint({
    id: 'report.read',
    zones: ['research'],
    method: 'GET',
    path: '/api/reports/:reportId',
    summary: 'One report',
    action: 'report.read',
    params: reportId,
    reply: reportSchema,
  }),
  make: endpoint({
    id: 'report.make',
    zones: ['research'],
    method: 'POST',
    path: '/api/reports',
    summary: 'Make the report and the signed evidence bundle of a protocol',
    action: 'report.make',
    body: z.object({
      protocolId: idSchema,
      title: z.string().min(3).max(120),
      language: z.enum(['da', 'en']).default('da'),
    }),
    reply: reportSchema,
  }),
  pdf: endpoint({
    id: 'report.pdf',
    zones: ['research'],
    method: 'GET',
    path: '/api/reports/:reportId/pdf',
    summary: 'The report as PDF/A-3 with its JSON inside',
    action: 'report.read',
    params: reportId,
    media: 'application/pdf',
  }),
  bundle: endpoint({
    id: 'report.bundle',
    zones: ['research'],
    method: 'GET',
    path: '/api/reports/:reportId/bundle',
    summary: 'The signed evidence bundle',
    action: 'report.read',
    params: reportId,
    media: 'application/zip',
  }),
} as const
