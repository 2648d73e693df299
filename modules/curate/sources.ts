import { type LabelView, type LinkedView, ok, type Result, refuse } from '@clic/contracts'
import type { PartContext } from '@clic/platform/parts'
import type { CohortSource } from './cohort.ts'

/** What the other modules of the zone know of a project; a problem that says which of them is not started. */
export async function readSource(context: PartContext, permitId: string): Promise<Result<CohortSource>> {
  const link = context.optionalPort<LinkedView>('link.studies')
  const annotate = context.optionalPort<LabelView>('annotate.labels')
  if (!link || !annotate) {
    const absent = [link ? '' : 'link', annotate ? '' : 'annotate'].filter((one) => one !== '').join(' and ')
    return refuse(409, {
      code: 'module-absent',
      title: 'Nothing to count',
      detail: `This zone runs without ${absent}, so it knows no studies or no labels to select from.`,
      next: `Start the module ${absent} in this zone.`,
    })
  }
  const [studies, persons, labels] = await Promise.all([
    link.studies(permitId),
    link.persons(permitId),
    annotate.accepted(permitId),
  ])
  return ok({ studies, persons, labels })
}
