import { ok, type Result, refuse, type studyDetailSchema } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { listStudies, stageOf } from './list-studies.ts'
import { maskNumbers } from './mask-numbers.ts'
import { maskPatientId } from './patient-id.ts'
import { readableName } from './person-name.ts'
import type { AcquireTables } from './tables.ts'

/** One study for the screen of those who may read studies in the clinic. The patient is named here and nowhere else. */
export async function readStudyPage(
  context: PartContext,
  studyId: string,
): Promise<Result<z.infer<typeof studyDetailSchema>>> {
  const db = tables<AcquireTables>(context.db)
  const [summary] = await listStudies(context, { id: studyId, limit: 1 })
  const study = await db.selectFrom('acquire.study').selectAll().where('id', '=', studyId).executeTakeFirst()
  if (!summary || !study)
    return refuse(404, {
      code: 'study-unknown',
      title: 'No such study',
      detail: `This zone has no study ${studyId}.`,
      next: 'See the list under Acquire.',
    })
  const series = await sql<{
    series_instance_uid: string
    modality: string
    description: string
    instances: number
    bytes: number
  }>`
    select series.series_instance_uid, series.modality, series.description, count(instance.sop_instance_uid)::int as instances, coalesce(sum(instance.size), 0)::bigint as bytes
    from acquire.series series left join acquire.instance instance using (study_id, series_instance_uid)
    where series.study_id = ${studyId} group by 1, 2, 3 order by 1`.execute(context.db)
  const timeline = await db
    .selectFrom('acquire.stage')
    .selectAll()
    .where('study_id', '=', studyId)
    .orderBy('seq')
    .execute()
  const record = await sql<{ resource_type: string; resources: number; at: Date }>`
    select resource_type, count(distinct resource_id)::int as resources, max(received_at) as at from acquire.record
    where patient_key = ${study.patient_key} group by 1 order by 1`.execute(context.db)
  return ok({
    ...summary,
    studyInstanceUid: study.study_instance_uid,
    studyDate: study.study_date,
    bodyPart: study.body_part,
    patient: { key: study.patient_key, sex: study.sex, ...(await readPatient(context, study.patient_key)) },
    seriesList: series.rows.map((row) => ({
      seriesInstanceUid: row.series_instance_uid,
      modality: row.modality,
      description: maskNumbers(row.description),
      instances: row.instances,
      bytes: Number(row.bytes),
    })),
    timeline: timeline.map(stageOf),
    healthRecord: record.rows.map((row) => ({
      resourceType: row.resource_type,
      resources: row.resources,
      receivedAt: row.at.toISOString(),
    })),
  })
}

async function readPatient(
  context: PartContext,
  key: string,
): Promise<{ name: string; idMasked: string; birthYear: string }> {
  const db = tables<AcquireTables>(context.db)
  const rows = await db
    .selectFrom('acquire.identity')
    .select(['kind', 'value'])
    .where('patient_key', '=', key)
    .where('kind', 'in', ['name', 'birth-date'])
    .orderBy('value')
    .execute()
  const id = await db.selectFrom('acquire.patient_id').select('value').where('patient_key', '=', key).executeTakeFirst()
  return {
    name: readableName(rows.find((row) => row.kind === 'name')?.value ?? ''),
    idMasked: maskPatientId(id?.value ?? ''),
    birthYear: (rows.find((row) => row.kind === 'birth-date')?.value ?? '').slice(0, 4),
  }
}
