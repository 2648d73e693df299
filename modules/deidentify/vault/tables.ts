import type { Generated } from 'kysely'

export interface VaultTables {
  'vault.project': { permit_id: string; key_version: number; begun_at: Date }
  'vault.key_check': { key_version: number; check_value: string }
  'vault.subject': {
    permit_id: string
    patient_tag: string
    pseudonym: string
    sealed_patient: string
    given_at: Date
    /** Pseudonym and patient are then gone. */
    erased_at: Generated<Date | null>
  }
  'vault.reidentification': {
    id: string
    permit_id: string
    pseudonym: string
    reason: string
    state: 'requested' | 'approved' | 'refused'
    requested_by: string
    requested_at: Date
    decided_by: string | null
    decided_at: Date | null
  }
  'vault.log': {
    seq: Generated<number>
    at: Date
    operation: string
    outcome: string
    permit_id: string | null
    person: string | null
    subject: string | null
  }
}
