import type { Generated } from 'kysely'

export interface DoorTables {
  'doors.outbox': {
    id: string
    seq: Generated<number>
    kind: string
    permit_id: string
    header: unknown
    sha256: string
    size: number
    signature: string
    created_at: Date
    sent_at: Date | null
    state: Generated<string>
    reason: string | null
  }
  'doors.inbox': {
    id: string
    kind: string
    permit_id: string
    header: unknown
    sha256: string
    size: number
    from_zone: string
    received_at: Date
    state: string
    reason: string | null
  }
}
