import { type AnyDatabase, tables } from '@clic/platform/db'
import type { ReportTables } from './tables.ts'

export async function listReports(db: AnyDatabase, only?: string) {
  let query = tables<ReportTables>(db).selectFrom('report.report').selectAll().orderBy('made_at', 'desc')
  if (only) query = query.where('id', '=', only)
  return (await query.execute()).map((row) => ({
    id: row.id,
    title: row.title,
    protocolId: row.protocol_id,
    validations: row.validations,
    language: row.language,
    madeBy: row.made_by_name,
    madeAt: row.made_at.toISOString(),
    state: row.state,
    reason: row.reason,
    hash: row.hash,
    pdfSha256: row.pdf_sha256,
    bundleSha256: row.bundle_sha256,
  }))
}

export async function readReport(db: AnyDatabase, id: string) {
  return (await listReports(db, id))[0]
}
