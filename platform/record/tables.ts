import type { Generated } from 'kysely'

export interface LedgerTables {
  'ledger.event': {
    seq: number
    id: string
    at: Date
    actor: string
    action: string
    subject_kind: string
    subject_id: string
    envelope: string
    leaf: Buffer
    payload: string | null
    salt: string | null
  }
  'ledger.frontier': { one: Generated<boolean>; size: number; state: string }
  'ledger.head': { size: number; at: Date; envelope: string }
  'ledger.offered': { size: number; at: Date; parcel_id: string }
  'ledger.witnessed': { zone: string; size: number; at: Date; envelope: string }
}
