import { ok, type Result } from '@clic/contracts'
import type { PartContext } from '@clic/platform/parts'
import { type CohortRule, selectStudies } from './cohort.ts'
import { type CohortCounts, countPersons } from './count-persons.ts'
import { readSource } from './sources.ts'

/** What a rule would select, as counts that single nobody out. */
export async function countCohort(context: PartContext, rule: CohortRule): Promise<Result<CohortCounts>> {
  const source = await readSource(context, rule.permitId)
  if (!source.ok) return source
  const { permitId, modality, needsAcceptedLabel } = rule
  const base = selectStudies({ permitId, modality, needsAcceptedLabel }, source.value)
  return ok(countPersons(base.selected, rule))
}
