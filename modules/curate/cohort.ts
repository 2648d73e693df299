import type { AcceptedLabel, cohortRuleSchema, LinkedPerson, LinkedStudy } from '@clic/contracts'
import type { z } from 'zod'

export type CohortRule = z.output<typeof cohortRuleSchema>

/** One study that the rule selects, with what is known of its person and its mask. */
export interface CohortStudy {
  study: LinkedStudy
  person: LinkedPerson | undefined
  label: AcceptedLabel | undefined
}

export interface CohortSource {
  studies: readonly LinkedStudy[]
  persons: readonly LinkedPerson[]
  labels: readonly AcceptedLabel[]
}

/**
 * The studies that a rule selects, and those that it would select if they had an accepted label. An age or sex that is not
 * known meets no limit of age or sex: a person is never taken in on a guess.
 */
export function selectStudies(
  rule: CohortRule,
  source: CohortSource,
): { selected: CohortStudy[]; unlabelled: CohortStudy[] } {
  const persons = new Map(source.persons.map((one) => [one.pseudonym, one]))
  const labels = new Map(source.labels.map((one) => [one.studyId, one]))
  const found = source.studies
    .filter((study) => study.permitId === rule.permitId && study.modalities.includes(rule.modality))
    .map((study) => ({ study, person: persons.get(study.pseudonym), label: labels.get(study.id) }))
    .filter(({ person }) => meets(rule, person))
  return {
    selected: found.filter(({ label }) => label || !rule.needsAcceptedLabel),
    unlabelled: found.filter(({ label }) => !label && rule.needsAcceptedLabel),
  }
}

function meets(rule: CohortRule, person: LinkedPerson | undefined): boolean {
  if (rule.sex !== undefined && person?.sex !== rule.sex) return false
  if (rule.ageFrom === undefined && rule.ageTo === undefined) return true
  const age = person?.age
  return age !== undefined && age >= (rule.ageFrom ?? 0) && age <= (rule.ageTo ?? Number.POSITIVE_INFINITY)
}
