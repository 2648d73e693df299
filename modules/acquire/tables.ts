import type { StageState, StudyStage } from '@clic/contracts'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read as an object, written as text. */
type Json<T> = ColumnType<T, string, string>

export type Way = 'dimse' | 'stow' | 'upload' | 'fhir'
export type IdentityKind =
  | 'name'
  | 'staff-name'
  | 'patient-id'
  | 'birth-date'
  | 'accession'
  | 'address'
  | 'phone'
  | 'email'

export interface AcquireTables {
  'acquire.source': {
    id: string
    name: string
    ae_title: string
    kind: 'dimse' | 'stow'
    return_to: ColumnType<{ host: string; port: number; aeTitle: string } | null, string | null, string | null>
    added_by: string
    added_at: Date
  }
  'acquire.patient': { key: string; created_at: Date }
  'acquire.patient_id': { issuer: string; value: string; patient_key: string }
  'acquire.identity': { patient_key: string; kind: IdentityKind; value: string }
  'acquire.study': {
    id: string
    study_instance_uid: string
    patient_key: string
    source: string
    description: string
    study_date: string
    body_part: string
    sex: string
    first_at: Date
  }
  'acquire.series': { study_id: string; series_instance_uid: string; modality: string; description: string }
  'acquire.instance': {
    sop_instance_uid: string
    study_id: string
    series_instance_uid: string
    sop_class_uid: string
    transfer_syntax: string
    sha256: string
    size: number
    source: string
    way: Way
    received_at: Date
    announced: Generated<boolean>
  }
  'acquire.refused_object': {
    id: string
    at: Date
    source: string
    way: 'dimse' | 'stow' | 'upload'
    state: 'quarantined' | 'conflict'
    code: string
    reason: string
    next: string
    position: number | null
    sop_instance_uid: string | null
    study_id: string | null
    sha256: string
    size: number
  }
  'acquire.refused_reception': {
    id: string
    way: Way
    calling_ae: string
    called_ae: string
    peer: string
    reason: string
    next: string
    times: Generated<number>
    first_at: Date
    last_at: Date
  }
  'acquire.stage': {
    seq: Generated<number>
    study_id: string
    stage: StudyStage
    state: StageState
    reason: string | null
    next: string | null
    at: Date
  }
  'acquire.record': {
    patient_key: string
    resource_type: string
    resource_id: string
    version: number
    sha256: string
    resource: Json<Record<string, unknown>>
    source: string
    received_at: Date
  }
}
