import type { receptionSchema, refusedObjectSchema } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import type { DicomReception } from './dicom-reception.ts'
import type { AcquireSettings } from './settings.ts'
import type { AcquireTables } from './tables.ts'

/** The listener and its counters, for the top of the screen. */
export async function readReception(
  context: PartContext,
  settings: AcquireSettings,
  listener: DicomReception | undefined,
): Promise<z.infer<typeof receptionSchema>> {
  const counts = await sql<
    Record<'studies' | 'instances' | 'bytes' | 'records' | 'open' | 'quarantined' | 'conflicts' | 'refused', number>
  >`
    select (select count(*) from acquire.study)::int as studies,
      (select count(*) from acquire.instance)::int as instances,
      (select coalesce(sum(size), 0) from acquire.instance)::bigint as bytes,
      (select count(*) from (select distinct patient_key, resource_type, resource_id from acquire.record) one)::int as records,
      (select count(distinct study_id) from acquire.instance where not announced)::int as open,
      (select count(*) from acquire.refused_object where state = 'quarantined')::int as quarantined,
      (select count(*) from acquire.refused_object where state = 'conflict')::int as conflicts,
      (select coalesce(sum(times), 0) from acquire.refused_reception)::int as refused`.execute(context.db)
  const processed = await sql<{ stage: string; state: string; studies: number }>`
    select stage, state, count(*)::int as studies from (
      select distinct on (study_id, stage) study_id, stage, state from acquire.stage order by study_id, stage, seq desc) newest
    group by 1, 2 order by 1, 2`.execute(context.db)
  const row = counts.rows[0] as (typeof counts.rows)[number]
  return {
    aeTitle: settings.aeTitle,
    host: settings.host,
    port: listener?.port ?? null,
    openAssociations: listener?.openAssociations() ?? 0,
    arrived: { studies: row.studies, instances: row.instances, bytes: Number(row.bytes), healthRecords: row.records },
    processed: processed.rows,
    open: row.open,
    quarantined: row.quarantined,
    conflicts: row.conflicts,
    refused: row.refused,
  }
}

export async function listRefusedObjects(
  context: PartContext,
  limit: number,
): Promise<z.infer<typeof refusedObjectSchema>[]> {
  const rows = await tables<AcquireTables>(context.db)
    .selectFrom('acquire.refused_object')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    source: row.source,
    way: row.way,
    state: row.state,
    code: row.code,
    reason: row.reason,
    next: row.next,
    position: row.position,
    sopInstanceUid: row.sop_instance_uid,
    studyId: row.study_id,
    sha256: row.sha256,
    size: Number(row.size),
  }))
}
