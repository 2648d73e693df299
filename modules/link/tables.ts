import type { LinkedPerson } from '@clic/contracts'
import type { ColumnType } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface LinkTables {
  'link.study': {
    id: string
    permit_id: string
    pseudonym: string
    study_instance_uid: string
    description: string
    modalities: Json<string[]>
    arrived_at: Date
    parcel_id: string
  }
  'link.object': {
    study_id: string
    sop_instance_uid: string
    sop_class_uid: string
    series_instance_uid: string
    series_description: string
    modality: string
    sha256: string
    size: number
  }
  'link.person': {
    permit_id: string
    pseudonym: string
    sex: LinkedPerson['sex']
    birth_year: number | null
    age: number | null
    invented: boolean
    arrived_at: Date
  }
  'link.fact': {
    permit_id: string
    pseudonym: string
    resource_id: string
    kind: 'Condition' | 'Observation'
    fact: Json<LinkedPerson['facts'][number]>
  }
  'link.erasure': {
    id: string
    permit_id: string
    mark: string
    at: Date
    /** Null once it is done everywhere in this zone. */
    pseudonym: string | null
    study_ids: Json<string[]>
    clinic_erasure: string | null
    done_at: Date | null
  }
  'link.erasure_place': {
    erasure_id: string
    place: string
    state: 'waiting' | 'done'
    counts: Json<Record<string, number>>
  }
}
