import type { ColumnType } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface IntendedUse {
  summary: string
  modalities: string[]
  bodyPart: string
  users: string
  limits: string
  structures: { value: number; name: string }[]
}

export interface Verdict {
  resultId: string
  verdict: 'accepted' | 'refused'
  protocolHash: string
  weightsValidated: string
  permitId: string
  at: string
}

export interface RegisterTables {
  'register.product': {
    id: string
    name: string
    kind: 'home-made' | 'bought'
    manufacturer: string
    regulatory_path: 'mdr-5-5' | 'ce-marked' | 'clinical-investigation' | 'research-only'
    intended_use: Json<IntendedUse>
    registered_by: string
    registered_at: Date
  }
  'register.release': {
    id: string
    product_id: string
    version: string
    state: 'registered' | 'accepted' | 'refused' | 'approved' | 'sent' | 'withdrawn'
    weights_sha256: string
    map_sha256: string
    bundle_name: string | null
    candidate_id: string | null
    builders: Json<string[]>
    map_findings: Json<{ level: 'error' | 'warning'; message: string }[]>
    verdict: ColumnType<Verdict | null, string | null, string | null>
    registered_at: Date
    recalled_at: Date | null
  }
  'register.approval': {
    release_id: string /** The result that it was given on. */
    result_id: string
    role: 'clinical-lead' | 'regulatory-lead' | 'dpo'
    person_id: string
    name: string
    at: Date
  }
}
