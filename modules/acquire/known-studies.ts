import { type AnyTransaction, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { ObjectFacts } from './inspect-object.ts'
import type { AcquireTables } from './tables.ts'

interface Place {
  studyId: string
  /** The study is here under another patient, so the object cannot be part of it. */
  otherPatient: boolean
}

export interface KnownStudies {
  /** Makes sure that patient, study, series and identity are there, and says where each object belongs. */
  place(objects: readonly ObjectFacts[], sources: readonly string[]): Promise<Place[]>
  forget(studyIds: readonly string[]): void
}

/** What was committed of a study, so that its next slice asks nothing of the database. */
interface Known {
  studyId: string
  patient: string
  seen: Set<string>
}

const mostKept = 1000

export function createKnownStudies(context: PartContext): KnownStudies {
  const studies = new Map<string, Known>()
  return {
    forget(studyIds) {
      for (const [uid, known] of studies) if (studyIds.includes(known.studyId)) studies.delete(uid)
    },
    async place(objects, sources) {
      const unknown = objects.flatMap((facts, i) =>
        isKnown(studies.get(facts.studyInstanceUid), facts) ? [] : [{ facts, source: sources[i] as string }],
      )
      if (unknown.length > 0) {
        const found = await context.transact(async (change) => {
          const placed: { facts: ObjectFacts; known: Known }[] = []
          for (const { facts, source } of unknown)
            placed.push({ facts, known: await ensure(context, change.db, facts, source) })
          return placed
        })
        // Only what is committed is remembered.
        for (const { facts, known } of found) remember(studies, facts, known)
      }
      return objects.map((facts) => {
        const known = studies.get(facts.studyInstanceUid)
        if (!known) throw new Error('a study was not placed')
        return { studyId: known.studyId, otherPatient: known.patient !== patientOf(facts) }
      })
    },
  }
}

function patientOf(facts: ObjectFacts): string {
  return `${facts.patient.issuer} ${facts.patient.value}`
}

function marks(facts: ObjectFacts): string[] {
  return [`series ${facts.seriesInstanceUid}`, ...facts.identity.map((item) => `${item.kind} ${item.value}`)]
}

function isKnown(known: Known | undefined, facts: ObjectFacts): boolean {
  return (
    known !== undefined && (known.patient !== patientOf(facts) || marks(facts).every((mark) => known.seen.has(mark)))
  )
}

function remember(studies: Map<string, Known>, facts: ObjectFacts, known: Known): void {
  const before = studies.get(facts.studyInstanceUid)
  const kept = before ?? known
  if (known.patient === patientOf(facts)) for (const mark of marks(facts)) kept.seen.add(mark)
  studies.delete(facts.studyInstanceUid)
  studies.set(facts.studyInstanceUid, kept)
  for (const oldest of studies.keys()) {
    if (studies.size <= mostKept) break
    studies.delete(oldest)
  }
}

async function ensure(context: PartContext, tx: AnyTransaction, facts: ObjectFacts, source: string): Promise<Known> {
  const db = tables<AcquireTables>(tx)
  const before = await db
    .selectFrom('acquire.study')
    .innerJoin('acquire.patient_id', 'acquire.patient_id.patient_key', 'acquire.study.patient_key')
    .select(['acquire.study.id', 'acquire.study.patient_key', 'issuer', 'value'])
    .where('study_instance_uid', '=', facts.studyInstanceUid)
    .execute()
  const mine = before.find((row) => row.issuer === facts.patient.issuer && row.value === facts.patient.value)
  const other = before[0]
  // Another patient's study keeps its patient; the object that disagrees is kept apart by the caller.
  if (other && !mine) return { studyId: other.id, patient: `${other.issuer} ${other.value}`, seen: new Set() }
  const patientKey = mine?.patient_key ?? (await ensurePatient(context, tx, facts.patient))
  const studyId = mine?.id ?? newId('study', context.clock)
  if (!mine) {
    await db
      .insertInto('acquire.study')
      .values({
        id: studyId,
        study_instance_uid: facts.studyInstanceUid,
        patient_key: patientKey,
        source,
        description: facts.studyDescription,
        study_date: facts.studyDate,
        body_part: facts.bodyPart,
        sex: facts.sex,
        first_at: context.clock.now(),
      })
      .execute()
  }
  await db
    .insertInto('acquire.series')
    .values({
      study_id: studyId,
      series_instance_uid: facts.seriesInstanceUid,
      modality: facts.modality,
      description: facts.seriesDescription,
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  if (facts.identity.length > 0) {
    await db
      .insertInto('acquire.identity')
      .values(facts.identity.map((item) => ({ patient_key: patientKey, ...item })))
      .onConflict((oc) => oc.doNothing())
      .execute()
  }
  return { studyId, patient: patientOf(facts), seen: new Set() }
}

/** The opaque key of a patient: made once, never derived from the number. */
export async function ensurePatient(
  context: PartContext,
  tx: AnyTransaction,
  patient: { issuer: string; value: string },
): Promise<string> {
  const db = tables<AcquireTables>(tx)
  const before = await db
    .selectFrom('acquire.patient_id')
    .select('patient_key')
    .where('issuer', '=', patient.issuer)
    .where('value', '=', patient.value)
    .executeTakeFirst()
  if (before) return before.patient_key
  const key = newId('patient', context.clock)
  await db.insertInto('acquire.patient').values({ key, created_at: context.clock.now() }).execute()
  const row = await db
    .insertInto('acquire.patient_id')
    .values({ issuer: patient.issuer, value: patient.value, patient_key: key })
    .onConflict((oc) => oc.doNothing())
    .returning('patient_key')
    .executeTakeFirst()
  if (row) return key
  // A health record of the same patient came in at the same moment and was first.
  await db.deleteFrom('acquire.patient').where('key', '=', key).execute()
  const first = await db
    .selectFrom('acquire.patient_id')
    .select('patient_key')
    .where('issuer', '=', patient.issuer)
    .where('value', '=', patient.value)
    .executeTakeFirstOrThrow()
  return first.patient_key
}
