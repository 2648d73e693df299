import type { LabelView, LinkedView } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { type Datasheet, makeDatasheet } from './datasheet.ts'
import type { CurateTables } from './tables.ts'
import type { DatasetRow } from './views.ts'

/** The datasheet of the items as they are now: what was left out or erased is not counted. */
export async function describeItems(context: PartContext, row: DatasetRow): Promise<Datasheet> {
  const curate = tables<CurateTables>(context.db)
  const items = await curate
    .selectFrom('curate.item')
    .select(['study_id', 'label_id', 'label_version'])
    .where('dataset_id', '=', row.id)
    .where('erased_by', 'is', null)
    .execute()
  const { rule } = await curate
    .selectFrom('curate.cohort')
    .select('rule')
    .where('id', '=', row.cohort_id)
    .executeTakeFirstOrThrow()
  const link = context.port<LinkedView>('link.studies')
  const studies = new Map((await link.studies(row.permit_id)).map((one) => [one.id, one]))
  const persons = new Map((await link.persons(row.permit_id)).map((one) => [one.pseudonym, one]))
  const accepted = (await context.optionalPort<LabelView>('annotate.labels')?.accepted(row.permit_id)) ?? []
  const terms = (await context.port<PermitView>('govern.permits').read(row.permit_id))?.terms
  const described = items.flatMap((item) => {
    const study = studies.get(item.study_id ?? '')
    const label = accepted.find((one) => one.labelId === item.label_id && one.version === item.label_version)
    return study ? [{ study, person: persons.get(study.pseudonym), label }] : []
  })
  return makeDatasheet(described, {
    modality: rule.modality,
    controllers: terms?.controllers ?? [],
    title: terms?.title ?? '',
    purpose: terms?.purpose ?? '',
  })
}
