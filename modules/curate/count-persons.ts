import type { cohortCountsSchema } from '@clic/contracts'
import type { z } from 'zod'
import { ageBands, bandOf, coverage } from './age-bands.ts'
import type { CohortRule, CohortStudy } from './cohort.ts'
import { protectCounts, suppressedBelow } from './protect-counts.ts'

export type CohortCounts = z.output<typeof cohortCountsSchema>

const sexes = ['female', 'male'] as const

/**
 * Counts of persons by age band and sex, as they may be shown. `base` holds the studies that the rule selects without its limits
 * of sex and age: what is hidden is decided on that whole table, so that two rules that differ in their limits show the same
 * cells and cannot be subtracted from each other. The totals are those of the whole table; under limits they are shown only
 * when each of their cells is. A limit inside a band hides the band, for two such limits would cut out single years.
 */
export function countPersons(
  base: readonly CohortStudy[],
  limits: Pick<CohortRule, 'sex' | 'ageFrom' | 'ageTo'> = {},
): CohortCounts {
  const persons = new Map(base.map((one) => [one.study.pseudonym, one.person]))
  const cells = ageBands.flatMap((band) => sexes.map((sex) => ({ band, sex, persons: 0 })))
  for (const person of persons.values()) {
    const band = person?.age === undefined ? undefined : bandOf(person.age)
    const cell = cells.find((one) => one.band === band && one.sex === person?.sex)
    if (cell) cell.persons++
  }
  // A band with nobody in it is not listed.
  const listed = cells.filter((one) => cells.some((other) => other.band === one.band && other.persons > 0))
  const { shown, totalShown } = protectCounts(
    listed.map((one) => one.persons),
    persons.size,
  )
  const inLimits = listed.map((one) => ({
    covered: coverage(one.band, limits),
    sex: limits.sex === undefined || one.sex === limits.sex,
  }))
  const visible = (n: number) => shown[n] === true && inLimits[n]?.covered === 'whole' && inLimits[n]?.sex === true
  const bands = new Set(listed.filter((_, n) => inLimits[n]?.covered !== 'none').map((one) => one.band))
  const value = (band: unknown, sex: string) => {
    const n = listed.findIndex((one) => one.band === band && one.sex === sex)
    return visible(n) ? (listed[n]?.persons ?? null) : null
  }
  return {
    ...totals(),
    rows: [...bands].map((band) => ({ age: band.name, female: value(band, 'female'), male: value(band, 'male') })),
    suppressedBelow,
    invented: [...persons.values()].some((one) => one?.invented),
  }

  function totals(): Pick<CohortCounts, 'persons' | 'studies'> {
    const none = { persons: null, studies: null }
    const limited = limits.sex !== undefined || limits.ageFrom !== undefined || limits.ageTo !== undefined
    if (!limited) return totalShown ? { persons: persons.size, studies: base.length } : none
    const chosen = listed.flatMap((one, n) =>
      inLimits[n]?.covered === 'none' || !inLimits[n]?.sex ? [] : [{ one, seen: visible(n) }],
    )
    const inCells = listed.reduce((sum, one) => sum + one.persons, 0)
    if (chosen.length === 0 || chosen.some(({ seen }) => !seen) || inCells !== persons.size) return none
    const within = new Set(chosen.map(({ one }) => `${one.band.name} ${one.sex}`))
    const studies = base.filter(
      ({ person }) => person?.age !== undefined && within.has(`${bandOf(person.age)?.name} ${person.sex}`),
    )
    return { persons: chosen.reduce((sum, { one }) => sum + one.persons, 0), studies: studies.length }
  }
}
