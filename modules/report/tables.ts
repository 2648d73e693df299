import type { ColumnType } from 'kysely'

export interface ReportTables {
  'report.report': {
    id: string
    title: string
    protocol_id: string
    language: 'da' | 'en'
    validations: ColumnType<string[], string | undefined, string>
    made_by: string
    made_by_name: string
    made_at: Date
    state: 'making' | 'ready' | 'failed' | 'refused' | 'erased'
    reason: string | null
    hash: string | null
    pdf_sha256: string | null
    bundle_sha256: string | null
  }
}
