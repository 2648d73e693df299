import type { protocolDocumentSchema, ValidationResult } from '@clic/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { z } from 'zod'

type Json<T> = ColumnType<T, string, string>
type Filled<T> = ColumnType<T, string | undefined, string>

export type ProtocolDocument = z.output<typeof protocolDocumentSchema>
type Case = ValidationResult['cases'][number]
export type Summary = ValidationResult['summary'][number]
type Subgroup = ValidationResult['subgroups'][number]

export interface ValidateTables {
  'validate.protocol': {
    id: string
    hash: string
    document: Json<ProtocolDocument>
    registered_by: string
    registered_at: Date
  }
  'validate.result': {
    id: string
    protocol_id: string
    release_id: string
    product_name: string
    version: string
    kind: 'home-made' | 'bought'
    state: 'waiting' | 'running' | 'finished' | 'failed'
    done: Generated<number>
    total: Generated<number>
    verdict: 'accepted' | 'refused' | null
    reason: string | null
    /** Number of this opening among those of the test part; reserved when the validation starts. */
    opening: number | null
    opened_at: Date | null
    decision_id: string
    started_by: string
    started_at: Date
    finished_at: Date | null
    weights_sha256: string | null
    dataset_root: string | null
    masks_sha256: string | null
    cases: Filled<Case[]>
    summary: Filled<Summary[]>
    subgroups: Filled<Subgroup[]>
    findings: Filled<{ rule: string; ok: boolean; reason: string; citation: string }[]>
    invented: Generated<boolean>
    erased: Filled<ValidationResult['erased']>
  }
}
