import type { ColumnType, Generated, Selectable } from 'kysely'

type Json<T> = ColumnType<T, string, string>

export interface DevelopTables {
  'develop.run': {
    id: string
    name: string
    permit_id: string
    dataset_id: string
    data_root: string
    state: 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed'
    config: Json<{ epochs?: number; seed: number; learningRate?: number; batch?: number }>
    started_by: string
    started_by_name: string
    started_at: Date
    finished_at: Date | null
    decision_id: string
    cancel_asked: Generated<boolean>
    attempts: Generated<number>
    reason: string | null
    next: string | null
  }
  'develop.epoch': {
    run_id: string
    epoch: number
    loss: number
    dice: number | null
    dice_by_structure: Json<Record<string, number>>
    seconds: number
  }
  'develop.candidate': {
    id: string
    run_id: string
    permit_id: string
    dataset_id: string
    data_root: string
    weights_sha256: string
    bundle_sha256: string
    code_commit: string
    environment_lock: string
    seed: number
    builder: string
    tune_dice: number | null
    made_at: Date
  }
}

export type Run = Selectable<DevelopTables['develop.run']>
