import type { KnownIdentity, ReceivedStudy, StudyView } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { personNumber } from './patient-id.ts'
import { splitPersonName } from './person-name.ts'
import type { AcquireTables, IdentityKind } from './tables.ts'

/** port `acquire.studies` */
export function createStudyView(context: PartContext): StudyView {
  const db = tables<AcquireTables>(context.db)
  return {
    study: (studyId) => readStudy(context, studyId),
    async studiesOf(source) {
      const rows = await db
        .selectFrom('acquire.study')
        .innerJoin('acquire.series', 'acquire.series.study_id', 'acquire.study.id')
        .select([
          'acquire.study.id',
          'acquire.study.patient_key',
          sql<string[]>`array_agg(distinct modality order by modality)`.as('modalities'),
        ])
        .where('acquire.study.source', '=', source)
        .groupBy(['acquire.study.id', 'acquire.study.patient_key', 'first_at'])
        .orderBy('first_at')
        .orderBy('acquire.study.id')
        .execute()
      return rows.map((row) => ({ id: row.id, modalities: row.modalities, patientKey: row.patient_key }))
    },
    identity: (patientKey) => readIdentity(context, patientKey),
    async personNumbers(patientKeys) {
      const rows = await sql<{ value: string }>`
        select distinct on (patient_key) value from acquire.patient_id
        where patient_key = any(${patientKeys}) and issuer = ${personNumber} and value ~ '^[0-9]{6}[0-9A-Z]{4}$'
        order by patient_key, value ~ '^[0-9]{10}$' desc, value`.execute(context.db)
      return rows.rows.map((row) => row.value)
    },
    async healthRecord(patientKey) {
      const rows = await sql<{ resource: Record<string, unknown> }>`
        select distinct on (resource_type, resource_id) resource from acquire.record
        where patient_key = ${patientKey} order by resource_type, resource_id, version desc`.execute(context.db)
      return rows.rows.map((row) => row.resource)
    },
  }
}

async function readStudy(context: PartContext, studyId: string): Promise<ReceivedStudy | undefined> {
  const db = tables<AcquireTables>(context.db)
  const study = await db.selectFrom('acquire.study').selectAll().where('id', '=', studyId).executeTakeFirst()
  if (!study) return undefined
  const rows = await db
    .selectFrom('acquire.instance')
    .innerJoin('acquire.series', (join) =>
      join
        .onRef('acquire.series.study_id', '=', 'acquire.instance.study_id')
        .onRef('acquire.series.series_instance_uid', '=', 'acquire.instance.series_instance_uid'),
    )
    .select([
      'sop_instance_uid',
      'sop_class_uid',
      'acquire.instance.series_instance_uid',
      'modality',
      'transfer_syntax',
      'sha256',
      'size',
      'received_at',
    ])
    .where('acquire.instance.study_id', '=', studyId)
    .orderBy('acquire.instance.series_instance_uid')
    .orderBy('sop_instance_uid')
    .execute()
  const last = new Date(
    rows.reduce((latest, row) => Math.max(latest, row.received_at.getTime()), study.first_at.getTime()),
  )
  return {
    id: study.id,
    studyInstanceUid: study.study_instance_uid,
    source: study.source,
    modalities: [...new Set(rows.map((row) => row.modality))].sort(),
    bodyPart: study.body_part,
    patientKey: study.patient_key,
    receivedAt: last.toISOString(),
    objects: rows.map((row) => ({
      sopInstanceUid: row.sop_instance_uid,
      sopClassUid: row.sop_class_uid,
      seriesInstanceUid: row.series_instance_uid,
      modality: row.modality,
      transferSyntax: row.transfer_syntax,
      sha256: row.sha256,
      size: Number(row.size),
    })),
  }
}

/** Everything known of a patient that must not leave, from objects and from the health record. */
async function readIdentity(context: PartContext, patientKey: string): Promise<KnownIdentity> {
  const db = tables<AcquireTables>(context.db)
  const rows = await db
    .selectFrom('acquire.identity')
    .select(['kind', 'value'])
    .where('patient_key', '=', patientKey)
    .orderBy('kind')
    .orderBy('value')
    .execute()
  const ids = await db
    .selectFrom('acquire.patient_id')
    .select(['issuer', 'value'])
    .where('patient_key', '=', patientKey)
    .execute()
  const of = (kind: IdentityKind) => rows.filter((row) => row.kind === kind).map((row) => row.value)
  const values = new Set(ids.map((id) => id.value))
  return {
    patientIds: [
      ...ids,
      ...of('patient-id')
        .filter((value) => !values.has(value))
        .map((value) => ({ issuer: '', value })),
    ],
    names: of('name').flatMap(splitPersonName),
    staffNames: of('staff-name'),
    birthDates: of('birth-date'),
    accessionNumbers: of('accession'),
    addresses: of('address'),
    phones: of('phone'),
    emails: of('email'),
  }
}
