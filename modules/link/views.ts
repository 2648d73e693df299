import type { LinkedPerson, LinkedStudy, LinkedView } from '@clic/contracts'
import type { Clock } from '@clic/platform/clock'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { Selectable } from 'kysely'
import type { LinkTables } from './tables.ts'

/** Port `link.studies`. */
export function createLinkedView(db: AnyDatabase, clock: Clock): LinkedView {
  return {
    study: async (id) => (await readStudies(db, { id }))[0],
    studies: (permitId) => readStudies(db, { permitId }),
    persons: (permitId) => readPersons(db, clock, { permitId }),
    person: async (permitId, pseudonym) => (await readPersons(db, clock, { permitId, pseudonym }))[0],
  }
}

export async function readStudies(
  db: AnyDatabase,
  filter: { id?: string; permitId?: string | undefined; limit?: number },
): Promise<LinkedStudy[]> {
  const link = tables<LinkTables>(db)
  let query = link.selectFrom('link.study').selectAll().orderBy('arrived_at').orderBy('id')
  if (filter.id) query = query.where('id', '=', filter.id)
  if (filter.permitId) query = query.where('permit_id', '=', filter.permitId)
  if (filter.limit) query = query.limit(filter.limit)
  const studies = await query.execute()
  if (studies.length === 0) return []
  const objects = await link
    .selectFrom('link.object')
    .selectAll()
    .where(
      'study_id',
      'in',
      studies.map((one) => one.id),
    )
    .orderBy('sop_instance_uid')
    .execute()
  const byStudy = Map.groupBy(objects, (one) => one.study_id)
  return studies.map((study) => ({
    id: study.id,
    permitId: study.permit_id,
    pseudonym: study.pseudonym,
    studyInstanceUid: study.study_instance_uid,
    studyDescription: study.description,
    modalities: study.modalities,
    arrivedAt: study.arrived_at.toISOString(),
    series: seriesOf(byStudy.get(study.id) ?? []),
  }))
}

function seriesOf(objects: Selectable<LinkTables['link.object']>[]): LinkedStudy['series'] {
  return [...Map.groupBy(objects, (one) => one.series_instance_uid)].map(([seriesInstanceUid, of]) => ({
    seriesInstanceUid,
    modality: of[0]?.modality ?? '',
    description: of[0]?.series_description ?? '',
    objects: of.map((one) => ({
      sopInstanceUid: one.sop_instance_uid,
      sopClassUid: one.sop_class_uid,
      sha256: one.sha256,
      size: one.size,
    })),
  }))
}

export async function readPersons(
  db: AnyDatabase,
  clock: Clock,
  filter: { permitId?: string | undefined; pseudonym?: string; limit?: number },
): Promise<LinkedPerson[]> {
  const link = tables<LinkTables>(db)
  let people = link.selectFrom('link.person').selectAll().orderBy('pseudonym')
  let facts = link.selectFrom('link.fact').selectAll().orderBy('resource_id')
  if (filter.permitId)
    [people, facts] = [people.where('permit_id', '=', filter.permitId), facts.where('permit_id', '=', filter.permitId)]
  if (filter.pseudonym)
    [people, facts] = [
      people.where('pseudonym', '=', filter.pseudonym),
      facts.where('pseudonym', '=', filter.pseudonym),
    ]
  if (filter.limit) people = people.limit(filter.limit)
  const byPerson = Map.groupBy(await facts.execute(), (one) => `${one.permit_id} ${one.pseudonym}`)
  return (await people.execute()).map((row) => {
    const age = row.age ?? (row.birth_year === null ? undefined : clock.now().getUTCFullYear() - row.birth_year)
    return {
      pseudonym: row.pseudonym,
      permitId: row.permit_id,
      sex: row.sex,
      ...(age === undefined ? {} : { age }),
      invented: row.invented,
      facts: (byPerson.get(`${row.permit_id} ${row.pseudonym}`) ?? []).map((one) => one.fact),
    }
  })
}
