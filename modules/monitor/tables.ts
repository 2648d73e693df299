import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface MonitorTables {
  'monitor.observation': {
    run_id: string
    release_id: string
    study_id: string
    seq: Generated<number>
    at: Date
    input: Json<Record<string, number>>
    output: Json<Record<string, number>>
  }
  'monitor.watch': { release_id: string; since_seq: number }
  'monitor.evaluation': {
    release_id: string
    signal: string
    direction: 'input' | 'output'
    first_seq: number
    last_seq: number
    n: number
    from_at: Date
    to_at: Date
    psi: number
    ks: number
    p: number
    alarm: boolean
  }
  'monitor.finding': {
    id: string
    release_id: string
    signal: string
    last_seq: number
    opened_at: Date
    state: 'open' | 'closed'
    in_a_row: number
    suspended: boolean
    what: string
    closed_at: Date | null
    closed_by: string | null
    conclusion: string | null
  }
  'monitor.feedback': {
    id: string
    run_id: string
    release_id: string
    verdict: 'accepted' | 'rejected'
    comment: string
    person_id: string
    person: string
    at: Date
  }
  'monitor.recall': {
    id: string
    release_id: string
    reason: string
    by_id: string
    by_name: string
    at: Date
    told_by: string | null
  }
  'monitor.recall_handled': {
    run_id: string
    recall_id: string
    what: string
    by_id: string
    by_name: string
    at: Date
  }
}
