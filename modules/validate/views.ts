import type { DatasetView, ResultView, Validation, ValidationResult } from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { Selectable } from 'kysely'
import { openingsAllowed } from './openings.ts'
import type { ValidateTables } from './tables.ts'

export async function listProtocols(db: AnyDatabase) {
  const validate = tables<ValidateTables>(db)
  const rows = await validate.selectFrom('validate.protocol').selectAll().orderBy('registered_at', 'desc').execute()
  const results = await validate
    .selectFrom('validate.result')
    .select('protocol_id')
    .where('opened_at', 'is not', null)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    hash: row.hash,
    registeredAt: row.registered_at.toISOString(),
    registeredBy: row.registered_by,
    openings: results.filter((one) => one.protocol_id === row.id).length,
    document: row.document,
  }))
}

type Row = Selectable<ValidateTables['validate.result']>

export async function listValidations(db: AnyDatabase, only?: string): Promise<Validation[]> {
  const validate = tables<ValidateTables>(db)
  let query = validate
    .selectFrom('validate.result')
    .innerJoin('validate.protocol', 'validate.protocol.id', 'validate.result.protocol_id')
    .selectAll('validate.result')
    .select('validate.protocol.hash')
    .orderBy('validate.result.started_at', 'desc')
  if (only) query = query.where('validate.result.id', '=', only)
  return (await query.execute()).map((row) => ({
    id: row.id,
    protocolId: row.protocol_id,
    protocolHash: row.hash,
    releaseId: row.release_id,
    productName: row.product_name,
    version: row.version,
    kind: row.kind,
    state: row.state,
    done: row.done,
    total: row.total,
    verdict: row.verdict,
    reason: row.reason,
    opening: row.opened_at ? row.opening : null,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    summary: row.summary,
    subgroups: row.subgroups,
    // No pseudonym on a screen that compares products.
    cases: row.cases.map((one) => ({ structure: one.structure, dice: one.dice, hd95: one.hd95 })),
    erased: row.erased,
    findings: row.findings,
    invented: row.invented,
  }))
}

/** Port `validate.results`: finished results with their cases, for the report. */
export function createResultView(db: AnyDatabase, datasets: () => DatasetView | undefined): ResultView {
  const validate = tables<ValidateTables>(db)
  const finished = () =>
    validate
      .selectFrom('validate.result')
      .innerJoin('validate.protocol', 'validate.protocol.id', 'validate.result.protocol_id')
      .selectAll('validate.result')
      .select(['validate.protocol.hash', 'validate.protocol.document'])
      .where('validate.result.state', '=', 'finished')
  return {
    async protocol(id) {
      const row = await validate.selectFrom('validate.protocol').selectAll().where('id', '=', id).executeTakeFirst()
      return row
        ? { id: row.id, hash: row.hash, registeredAt: row.registered_at.toISOString(), document: row.document }
        : undefined
    },
    async runs(protocolId) {
      const rows = await validate
        .selectFrom('validate.result')
        .selectAll()
        .where('protocol_id', '=', protocolId)
        .orderBy('started_at')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        releaseId: row.release_id,
        productName: row.product_name,
        version: row.version,
        state: row.state,
        opening: row.opened_at ? row.opening : null,
        verdict: row.verdict,
        reason: row.reason,
        startedAt: row.started_at.toISOString(),
      }))
    },
    async openings(protocolId) {
      const row = await validate
        .selectFrom('validate.protocol')
        .select('document')
        .where('id', '=', protocolId)
        .executeTakeFirst()
      if (!row) return { used: 0, allowed: 0 }
      const { datasetId } = row.document
      return {
        used: (await datasets()?.testOpenings(datasetId)) ?? 0,
        allowed: await openingsAllowed(db, protocolId, datasetId),
      }
    },
    async result(id) {
      const row = await finished().where('validate.result.id', '=', id).executeTakeFirst()
      return row ? resultFromRow(row, row.hash, row.document.datasetId) : undefined
    },
    async results() {
      return (await finished().orderBy('validate.result.finished_at').execute()).map((row) =>
        resultFromRow(row, row.hash, row.document.datasetId),
      )
    },
  }
}

function resultFromRow(row: Row, protocolHash: string, datasetId: string): ValidationResult {
  return {
    id: row.id,
    protocolId: row.protocol_id,
    protocolHash,
    releaseId: row.release_id,
    productName: row.product_name,
    version: row.version,
    kind: row.kind,
    datasetId,
    datasetRoot: row.dataset_root ?? '',
    weightsSha256: row.weights_sha256 ?? '',
    masksSha256: row.masks_sha256 ?? '',
    verdict: row.verdict ?? 'refused',
    finishedAt: row.finished_at?.toISOString() ?? '',
    opening: row.opening ?? 0,
    erased: row.erased,
    cases: row.cases,
    summary: row.summary,
    subgroups: row.subgroups,
  }
}
