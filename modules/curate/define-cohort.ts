import { type cohortSchema, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import type { CohortRule } from './cohort.ts'
import type { CurateTables } from './tables.ts'

/** Keeps a rule under a name. A cohort is the rule; who belongs to it is worked out when it is counted or frozen. */
export async function defineCohort(
  context: PartContext,
  order: { name: string; rule: CohortRule },
  person: Person,
): Promise<Result<z.output<typeof cohortSchema>>> {
  const { name, rule } = order
  if (rule.ageFrom !== undefined && rule.ageTo !== undefined && rule.ageFrom > rule.ageTo) {
    return refuse(422, {
      code: 'ages-reversed',
      title: 'Nobody can belong to it',
      detail: `The lower age is ${rule.ageFrom}, the upper ${rule.ageTo}.`,
      next: 'Turn the ages around.',
    })
  }
  const at = context.clock.now()
  const id = newId('cohort', context.clock)
  await context.transact(async (change) => {
    await tables<CurateTables>(change.db)
      .insertInto('curate.cohort')
      .values({
        id,
        name,
        permit_id: rule.permitId,
        rule: JSON.stringify(rule),
        defined_by: person.name,
        defined_at: at,
      })
      .execute()
    change.record({ actor: person, action: 'cohort.defined', subject: { kind: 'cohort', id }, payload: { name, rule } })
  })
  return ok({ id, name, rule, definedBy: person.name, definedAt: at.toISOString() })
}
