import type { PermitState, PermitTerms } from '@clic/contracts'
import type { ColumnType } from 'kysely'

/** jsonb: read as an object, written as text. */
type Json<T> = ColumnType<T, string, string>

export interface GovernTables {
  'govern.permit': {
    id: string
    state: PermitState
    terms: Json<PermitTerms>
    proposed_by: Json<{ id: string; name: string }>
    approved_by: ColumnType<{ id: string; name: string } | null, string | null, string | null>
    requested_at: Date
    decided_at: Date | null
    screening: Json<{ rule: string; ok: boolean; reason: string; citation: string }[]>
    envelope: string | null
  }
  'govern.decision': {
    id: string
    gate: string
    subject_kind: string
    subject_id: string
    open: boolean
    at: Date
    actor: string
    evidence: string
    findings: Json<{ rule: string; ok: boolean; reason: string; citation: string; who: string }[]>
  }
}
