import type { Erasure } from '@clic/contracts'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as an object, written as text. */
type Json<T> = ColumnType<T, string, string>
type Filled<T> = ColumnType<T, string | undefined, string>

export interface ErasureTables {
  'acquire.erasure': {
    id: string
    /** Null once it is done. */
    patient_key: string | null
    study_ids: Filled<string[]>
    studies: number
    reason: string
    state: Erasure['state']
    requested_by: string
    requested_at: Date
    decided_by: string | null
    decided_at: Date | null
    done_at: Date | null
  }
  'acquire.erasure_place': {
    erasure_id: string
    zone: 'clinic' | 'research'
    place: string
    /** Empty for a place that is no project's. */
    permit_id: Generated<string>
    state: 'waiting' | 'done'
    counts: Json<Record<string, number>>
    at: Date | null
  }
}
