import type { Candidate, CandidateView, TrainingRun } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { Selectable } from 'kysely'
import type { DevelopTables } from './tables.ts'

export async function readRun(db: AnyDatabase, runId: string): Promise<TrainingRun | undefined> {
  return (await readRuns(db, runId))[0]
}

/** Runs with their epochs so far, newest first. */
export async function readRuns(db: AnyDatabase, only?: string): Promise<TrainingRun[]> {
  const develop = tables<DevelopTables>(db)
  let query = develop.selectFrom('develop.run').selectAll().orderBy('started_at', 'desc')
  if (only) query = query.where('id', '=', only)
  const runs = await query.execute()
  if (runs.length === 0) return []
  const ids = runs.map((run) => run.id)
  const epochs = await develop
    .selectFrom('develop.epoch')
    .selectAll()
    .where('run_id', 'in', ids)
    .orderBy('epoch')
    .execute()
  const candidates = await develop
    .selectFrom('develop.candidate')
    .select(['id', 'run_id'])
    .where('run_id', 'in', ids)
    .execute()
  return runs.map((run) => ({
    id: run.id,
    name: run.name,
    permitId: run.permit_id,
    datasetId: run.dataset_id,
    dataRoot: run.data_root,
    state: run.state,
    config: run.config,
    startedBy: run.started_by,
    startedByName: run.started_by_name,
    startedAt: run.started_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
    epochs: epochs
      .filter((one) => one.run_id === run.id)
      .map((one) => ({
        epoch: one.epoch,
        loss: one.loss,
        dice: one.dice,
        diceByStructure: one.dice_by_structure,
        seconds: one.seconds,
      })),
    reason: run.reason,
    next: run.next,
    candidateId: candidates.find((one) => one.run_id === run.id)?.id ?? null,
  }))
}

type CandidateRow = Selectable<DevelopTables['develop.candidate']>

function candidateFromRow(row: CandidateRow): Candidate {
  return {
    id: row.id,
    runId: row.run_id,
    permitId: row.permit_id,
    datasetId: row.dataset_id,
    dataRoot: row.data_root,
    weightsSha256: row.weights_sha256,
    bundleSha256: row.bundle_sha256,
    codeCommit: row.code_commit,
    environmentLock: row.environment_lock,
    seed: row.seed,
    builder: row.builder,
  }
}

export async function listCandidates(db: AnyDatabase) {
  const rows = await tables<DevelopTables>(db)
    .selectFrom('develop.candidate')
    .selectAll()
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...candidateFromRow(row), tuneDice: row.tune_dice, madeAt: row.made_at.toISOString() }))
}

/** Port `develop.candidates`. */
export function createCandidateView(db: AnyDatabase): CandidateView {
  return {
    async candidate(id) {
      const row = await tables<DevelopTables>(db)
        .selectFrom('develop.candidate')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? candidateFromRow(row) : undefined
    },
  }
}
