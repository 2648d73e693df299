import { type DatasetView, refuse } from '@clic/contracts'
import { type AnyDatabase, type AnyTransaction, sql, tables } from '@clic/platform/db'
import type { ProtocolDocument, ValidateTables } from './tables.ts'

/**
 * Registering a protocol and starting a validation of one dataset version exclude each other until the transaction ends. False
 * when another one is at it: nobody waits, since who waits holds a connection that the other may need.
 */
export async function lockDataset(tx: AnyTransaction, datasetId: string): Promise<boolean> {
  const key = `validate ${datasetId}`
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(hashtext(${key})) as held`.execute(tx)
  return rows[0]?.held === true
}

export const somebodyWasFaster = refuse(409, {
  code: 'changed-meanwhile',
  title: 'Somebody was faster',
  detail: 'Another protocol or validation over this test part was taken at the same moment.',
  next: 'Ask again; what the other one changed is then taken into account.',
})

/**
 * Openings of the sealed part of a dataset version: those that happened, whoever asked, and those that running validations
 * have reserved. `last` is the highest number that a validation was given.
 */
export async function countOpenings(
  db: AnyDatabase,
  datasets: DatasetView,
  datasetId: string,
): Promise<{ used: number; last: number }> {
  const rows = (await protocolsOf(db, datasetId)).map((one) => one.id)
  if (rows.length === 0) return { used: await datasets.testOpenings(datasetId), last: 0 }
  const results = await tables<ValidateTables>(db)
    .selectFrom('validate.result')
    .select(['state', 'opening', 'opened_at'])
    .where('protocol_id', 'in', rows)
    .execute()
  const reserved = results.filter(
    (one) => one.opened_at === null && (one.state === 'waiting' || one.state === 'running'),
  )
  return {
    used: (await datasets.testOpenings(datasetId)) + reserved.length,
    last: Math.max(0, ...results.map((one) => one.opening ?? 0)),
  }
}

/** The protocols over a dataset version, in the order in which they were registered. */
async function protocolsOf(
  db: AnyDatabase,
  datasetId: string,
): Promise<{ id: string; registeredAt: Date; document: ProtocolDocument }[]> {
  const rows = await tables<ValidateTables>(db)
    .selectFrom('validate.protocol')
    .select(['id', 'registered_at', 'document'])
    .where(sql<string>`document->>'datasetId'`, '=', datasetId)
    .orderBy('registered_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ id: row.id, registeredAt: row.registered_at, document: row.document }))
}

/** A later protocol cannot allow more looks at the same test part than an earlier one: the smallest number holds. */
export async function openingsAllowed(db: AnyDatabase, protocolId: string, datasetId: string): Promise<number> {
  const protocols = await protocolsOf(db, datasetId)
  const until = protocols.findIndex((one) => one.id === protocolId)
  return Math.min(...protocols.slice(0, until + 1).map((one) => one.document.maxOpenings))
}
