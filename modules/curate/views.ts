import type { DatasetItem, DatasetVersion, datasetSchema, Part } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { CurateTables } from './tables.ts'

export type DatasetRow = Selectable<CurateTables['curate.dataset']>
export type ItemRow = Selectable<CurateTables['curate.item']>
type Dataset = z.output<typeof datasetSchema>

export async function listCohorts(db: AnyDatabase) {
  const rows = await tables<CurateTables>(db)
    .selectFrom('curate.cohort')
    .selectAll()
    .orderBy('defined_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    rule: row.rule,
    definedBy: row.defined_by,
    definedAt: row.defined_at.toISOString(),
  }))
}

/** For the screen: newest first, no pseudonym. Parts count the items that can still be opened. */
export async function listDatasets(db: AnyDatabase, only?: string): Promise<Dataset[]> {
  const curate = tables<CurateTables>(db)
  let query = curate.selectFrom('curate.dataset').selectAll().orderBy('asked_at', 'desc').orderBy('id', 'desc')
  if (only) query = query.where('id', '=', only)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const ids = rows.map((one) => one.id)
  const parts = await curate
    .selectFrom('curate.item')
    .select((eb) => ['dataset_id', 'part', eb.fn.countAll<number>().as('count')])
    .where('dataset_id', 'in', ids)
    .where('erased_by', 'is', null)
    .groupBy(['dataset_id', 'part'])
    .execute()
  const leftOut = Map.groupBy(
    await curate.selectFrom('curate.left_out').selectAll().where('dataset_id', 'in', ids).orderBy('study_id').execute(),
    (one) => one.dataset_id,
  )
  const openings = await testOpenings(db, ids)
  return rows.map((row) => {
    const count = (part: Part) =>
      Number(parts.find((one) => one.dataset_id === row.id && one.part === part)?.count ?? 0)
    return {
      id: row.id,
      name: row.name,
      version: row.version,
      cohortId: row.cohort_id,
      permitId: row.permit_id,
      state: row.state,
      done: row.done,
      total: row.total,
      reason: row.reason,
      root: row.root,
      frozenAt: row.frozen_at?.toISOString() ?? null,
      frozenBy: row.frozen_by,
      structures: row.structures,
      parts: { train: count('train'), tune: count('tune'), test: count('test') },
      testOpenings: openings.get(row.id) ?? 0,
      leftOut: (leftOut.get(row.id) ?? []).map((one) => ({ studyId: one.study_id, reason: one.reason })),
    }
  })
}

/** Frozen and superseded versions with their items, for other modules. */
export async function readVersions(
  db: AnyDatabase,
  filter: { id?: string; permitId?: string | undefined },
): Promise<DatasetVersion[]> {
  const curate = tables<CurateTables>(db)
  let query = curate
    .selectFrom('curate.dataset')
    .selectAll()
    .where('state', 'in', ['frozen', 'superseded'])
    .orderBy('frozen_at', 'desc')
  if (filter.id) query = query.where('id', '=', filter.id)
  if (filter.permitId) query = query.where('permit_id', '=', filter.permitId)
  const rows = await query.execute()
  if (rows.length === 0) return []
  const items = await curate
    .selectFrom('curate.item')
    .selectAll()
    .where(
      'dataset_id',
      'in',
      rows.map((one) => one.id),
    )
    .orderBy('id')
    .execute()
  const byDataset = Map.groupBy(items, (one) => one.dataset_id)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    version: row.version,
    permitId: row.permit_id,
    state: row.state as DatasetVersion['state'],
    root: row.root ?? '',
    frozenAt: row.frozen_at?.toISOString() ?? '',
    structures: row.structures,
    items: (byDataset.get(row.id) ?? []).map(itemFromRow),
  }))
}

export function itemFromRow(row: ItemRow): DatasetItem {
  return {
    id: row.id,
    // Two erased items must not look like one patient.
    pseudonym: row.pseudonym ?? `erased ${row.id}`,
    studyId: row.study_id ?? `erased ${row.id}`,
    part: row.part,
    sha256: row.sha256 ?? '',
    ...(row.erased_by ? { erased: row.erased_by } : {}),
  }
}

/** How often the test part was opened, by dataset version. */
export async function testOpenings(db: AnyDatabase, datasetIds: readonly string[]): Promise<Map<string, number>> {
  if (datasetIds.length === 0) return new Map()
  const rows = await tables<CurateTables>(db)
    .selectFrom('curate.opening')
    .select(['dataset_id', 'parts'])
    .where('dataset_id', 'in', datasetIds)
    .execute()
  const opened = Map.groupBy(
    rows.filter((one) => one.parts.includes('test')),
    (one) => one.dataset_id,
  )
  return new Map([...opened].map(([id, of]) => [id, of.length]))
}
