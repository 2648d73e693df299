import type { ColumnType, Generated } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface AnnotateTables {
  'annotate.label': {
    id: string
    study_id: string
    permit_id: string
    pseudonym: string
    study_description: string
    state: 'proposed' | 'accepted' | 'rejected'
  }
  'annotate.version': {
    label_id: string
    version: number
    state: 'proposed' | 'accepted' | 'rejected' | 'superseded'
    author: string
    author_id: string | null
    made_at: Date
    origin: 'imported' | 'browser' | 'uploaded' | 'started'
    seg_sha256: string
    voxels_sha256: string
    parent: number | null
    changed_voxels: number | null
    comment: Generated<string>
    segments: Json<{ number: number; label: string; voxels: number }[]>
    decided_by: string | null
    decided_at: Date | null
    reason: string | null
  }
  'annotate.refused_mask': { study_id: string; sha256: string; at: Date; reason: string; next: string }
}
