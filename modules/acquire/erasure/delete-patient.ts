import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { AcquireTables } from '../tables.ts'
import type { ErasureTables } from './tables.ts'

interface Gone {
  studyIds: string[]
  /** Files that nothing here needs any more, unless another row names them too. */
  sha256s: string[]
  counts: { studies: number; objects: number; records: number; keptApart: number }
}

/** Deletes every row of a patient, in the caller's change. */
export async function deletePatient(change: Change, patientKey: string, apart: readonly string[]): Promise<Gone> {
  const db = tables<AcquireTables>(change.db)
  const studies = await db
    .selectFrom('acquire.study')
    .select('id')
    .where('patient_key', '=', patientKey)
    .forUpdate()
    .execute()
  const studyIds = studies.map((one) => one.id)
  const of = studyIds.length > 0 ? studyIds : ['']
  const objects = await db
    .deleteFrom('acquire.instance')
    .where('study_id', 'in', of)
    .returning(['sha256', 'sop_instance_uid'])
    .execute()
  const refused = await db
    .deleteFrom('acquire.refused_object')
    .where((eb) => eb.or([eb('study_id', 'in', of), eb('id', 'in', apart.length > 0 ? [...apart] : [''])]))
    .returning('sha256')
    .execute()
  await db.deleteFrom('acquire.series').where('study_id', 'in', of).execute()
  await db.deleteFrom('acquire.stage').where('study_id', 'in', of).execute()
  await db.deleteFrom('acquire.study').where('id', 'in', of).execute()
  const records = await db
    .deleteFrom('acquire.record')
    .where('patient_key', '=', patientKey)
    .returning('resource_id')
    .execute()
  await db.deleteFrom('acquire.identity').where('patient_key', '=', patientKey).execute()
  await db.deleteFrom('acquire.patient_id').where('patient_key', '=', patientKey).execute()
  await db.deleteFrom('acquire.patient').where('key', '=', patientKey).execute()
  return {
    studyIds,
    sha256s: [...new Set([...objects, ...refused].map((one) => one.sha256))],
    counts: {
      studies: studyIds.length,
      objects: objects.length,
      records: records.length,
      keptApart: refused.length,
    },
  }
}

/**
 * Objects that were kept apart carry no patient in their row, and may be this one's: those whose bytes hold one of the patient's
 * numbers or the whole name.
 */
export async function objectsThatName(context: PartContext, erasureId: string): Promise<string[]> {
  const erasure = await tables<ErasureTables>(context.db)
    .selectFrom('acquire.erasure')
    .select('patient_key')
    .where('id', '=', erasureId)
    .executeTakeFirst()
  const patientKey = erasure?.patient_key
  if (!patientKey) return []
  const db = tables<AcquireTables>(context.db)
  const numbers = await db
    .selectFrom('acquire.patient_id')
    .select('value')
    .where('patient_key', '=', patientKey)
    .execute()
  const identity = await db
    .selectFrom('acquire.identity')
    .select('value')
    .where('patient_key', '=', patientKey)
    .where('kind', 'in', ['patient-id', 'accession', 'name'])
    .execute()
  const words = [...numbers, ...identity].map((row) => row.value).filter((value) => value.length >= 6)
  const hyphened = words.filter((one) => /^\d{10}$/.test(one)).map((one) => `${one.slice(0, 6)}-${one.slice(6)}`)
  const forms = [...words, ...hyphened].flatMap((one) => [Buffer.from(one, 'utf8'), Buffer.from(one, 'latin1')])
  const found: string[] = []
  for (const row of await db.selectFrom('acquire.refused_object').select(['id', 'sha256']).execute()) {
    if (!(await context.files.has(row.sha256))) continue
    const bytes = Buffer.from(await context.files.get(row.sha256))
    if (forms.some((form) => bytes.includes(form))) found.push(row.id)
  }
  return found
}

/** Removes files that no row names any more. The same bytes may have come for another study. */
export async function removeFiles(context: PartContext, sha256s: readonly string[]): Promise<void> {
  const db = tables<AcquireTables>(context.db)
  for (const sha256 of sha256s) {
    const stored = await db
      .selectFrom('acquire.instance')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    const apart = await db
      .selectFrom('acquire.refused_object')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst()
    if (!stored && !apart) await context.files.remove(sha256)
  }
}
