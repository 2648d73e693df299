import { sql } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import { maskNumbers } from './mask-numbers.ts'

/** QIDO-RS for studies (PS3.18 10.6, Table 10.6.3-3), as far as this zone needs it: no patient attributes. */
export async function searchStudies(
  context: PartContext,
  query: { StudyInstanceUID?: string; ModalitiesInStudy?: string; limit: number; offset: number },
): Promise<Response> {
  const rows = await sql<{
    study_instance_uid: string
    study_date: string
    description: string
    modalities: string[]
    series: number
    instances: number
  }>`
    select study.study_instance_uid, study.study_date, study.description, array_agg(distinct series.modality) as modalities, count(*)::int as series,
      (select count(*)::int from acquire.instance instance where instance.study_id = study.id) as instances
    from acquire.study study join acquire.series series on series.study_id = study.id
    where (${query.StudyInstanceUID ?? null}::text is null or study.study_instance_uid = ${query.StudyInstanceUID ?? null})
    group by study.id
    having (${query.ModalitiesInStudy ?? null}::text is null or ${query.ModalitiesInStudy ?? null} = any(array_agg(series.modality)))
    order by study.first_at desc, study.id limit ${query.limit} offset ${query.offset}`.execute(context.db)
  const value = (vr: string, ...values: (string | number)[]) =>
    values.length > 0 && values[0] !== '' ? { vr, Value: values } : { vr }
  const found = rows.rows.map((row) => ({
    '00080020': value('DA', row.study_date),
    '00080061': value('CS', ...row.modalities),
    '00081030': value('LO', maskNumbers(row.description)),
    '0020000D': value('UI', row.study_instance_uid),
    '00201206': value('IS', row.series),
    '00201208': value('IS', row.instances),
  }))
  return Response.json(found, { headers: { 'content-type': 'application/dicom+json' } })
}
