import type { Part } from '@clic/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { Structure } from './agree-structures.ts'
import type { CohortRule } from './cohort.ts'
import type { Datasheet } from './datasheet.ts'
import type { Compartment } from './seal.ts'

type Json<T> = ColumnType<T, string, string>

export interface CurateTables {
  'curate.cohort': {
    id: string
    name: string
    permit_id: string
    rule: Json<CohortRule>
    defined_by: string
    defined_at: Date
  }
  'curate.dataset': {
    id: string
    name: string
    version: number
    cohort_id: string
    permit_id: string
    state: 'freezing' | 'frozen' | 'failed' | 'superseded'
    done: Generated<number>
    total: number
    reason: string | null
    root: string | null
    asked_at: Date
    frozen_at: Date | null
    frozen_by: string
    decision_id: string
    structures: Json<Structure[]>
    split: Json<{ test: number; tune: number; seed: number; given: boolean }>
    datasheet: ColumnType<Datasheet | null, string | null, string | null>
    attempts: Generated<number>
  }
  'curate.key': { dataset_id: string; compartment: Compartment; wrapped: string }
  'curate.item': {
    dataset_id: string
    id: string
    pseudonym: string | null
    study_id: string | null
    part: Part
    label_id: string | null
    label_version: number | null
    label_seg_sha256: string | null
    sha256: string | null
    image_sha256: string | null
    label_sha256: string | null
    image_size: number | null
    label_size: number | null
    image_file: string | null
    label_file: string | null
    erased_by: string | null
  }
  'curate.left_out': { dataset_id: string; study_id: string; reason: string }
  'curate.opening': {
    id: string
    dataset_id: string
    decision_id: string
    parts: Json<Part[]>
    items: number
    actor: string
    why: string
    at: Date
  }
}
