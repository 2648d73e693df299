import type { ColumnType, Generated, Selectable } from 'kysely'

type Json<T> = ColumnType<T, string, string>
type Filled<T> = ColumnType<T, string | undefined, string>

export interface IntendedUse {
  summary: string
  modalities: string[]
  bodyPart: string
  structures: { value: number; name: string }[]
}

export interface Destination {
  host: string
  port: number
  aeTitle: string
}

/** A study goes this way when all that is given here matches. */
export interface RouteCondition {
  source?: string
  modality: string
  descriptionContains?: string
}

export interface DeployTables {
  'deploy.release': {
    id: string
    product_name: string
    kind: 'home-made' | 'bought'
    version: string
    state: 'received' | 'active' | 'suspended' | 'retired'
    reason: string | null
    map_sha256: string
    bundle_name: string | null
    weights_sha256: string
    weights_validated: string
    verdict: string
    intended_use: Json<IntendedUse>
    approvals: Json<{ role: string; personId: string; name: string; at: string }[]>
    builders: Json<string[]>
    permit_id: string | null
    received_at: Date
    activated_at: Date | null
  }
  'deploy.route': {
    id: string
    name: string
    release_id: string
    condition: Json<RouteCondition>
    destination: Json<Destination>
    active: Generated<boolean>
  }
  'deploy.run': {
    id: string
    route_id: string
    release_id: string
    study_id: string
    input_sha256: string
    attempts: Generated<number>
    state: 'waiting' | 'running' | 'sending' | 'returned' | 'refused' | 'failed'
    reason: string | null
    next: string | null
    study_received_at: Date
    started_at: Date
    returned_at: Date | null
    seconds: number | null
    volumes: Filled<{ structure: string; mm3: number }[]>
    objects: Filled<{ kind: 'SEG' | 'SR'; sopInstanceUid: string; sha256: string }[]>
    input: Filled<Record<string, number>>
    output: Filled<Record<string, number>>
  }
}

export type Run = Selectable<DeployTables['deploy.run']>
export type Release = Selectable<DeployTables['deploy.release']>

/** Made by others, or not a bundle that was trained here: it runs behind the fence and is never loaded into a worker of ours. */
export function isForeign(release: Pick<Release, 'kind' | 'bundle_name'>): boolean {
  return release.kind !== 'home-made' || release.bundle_name === null
}
