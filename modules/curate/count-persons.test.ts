import type { LinkedPerson, LinkedStudy } from '@clic/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageBands } from './age-bands.ts'
import type { CohortStudy } from './cohort.ts'
import { countPersons } from './count-persons.ts'
import { suppressedBelow } from './protect-counts.ts'

const personOf = (n: number, facts: Partial<LinkedPerson>): CohortStudy => {
  const pseudonym = `P${n}`
  const study: LinkedStudy = {
    id: `study-${n}`,
    permitId: 'permit-1',
    pseudonym,
    studyInstanceUid: `1.${n}`,
    studyDescription: '',
    modalities: ['MR'],
    arrivedAt: '',
    series: [],
  }
  return {
    study,
    person: { pseudonym, permitId: 'permit-1', sex: 'unknown', invented: false, facts: [], ...facts },
    label: undefined,
  }
}
const group = (size: number, facts: Partial<LinkedPerson>, from = 0) =>
  Array.from({ length: size }, (_, n) => personOf(from + n, facts))

const people = fc
  .array(
    fc.record({
      sex: fc.constantFrom('female', 'male', 'female', 'male', 'other', 'unknown'),
      age: fc.option(fc.integer({ min: 35, max: 79 }), { nil: undefined, freq: 20 }),
    }),
    { minLength: 0, maxLength: 60 },
  )
  .map((all) =>
    all.map(({ sex, age }, n) =>
      personOf(n, { sex: sex as LinkedPerson['sex'], ...(age === undefined ? {} : { age }) }),
    ),
  )
const limits = fc.record({
  sex: fc.constantFrom('female' as const, 'male' as const, undefined),
  ageFrom: fc.constantFrom(undefined, 40, 50, 60, 53),
  ageTo: fc.constantFrom(undefined, 49, 59, 69, 64),
})

describe('counts of a cohort', () => {
  it('show a cell for what it is or not at all, and none below five', () => {
    fc.assert(
      fc.property(people, limits, (all, limit) => {
        const counts = countPersons(all, limit)
        for (const row of counts.rows) {
          const band = ageBands.find((one) => one.name === row.age)
          for (const sex of ['female', 'male'] as const) {
            const true_ = all.filter(
              ({ person }) =>
                person?.sex === sex &&
                person.age !== undefined &&
                person.age >= (band?.from ?? 0) &&
                person.age <= (band?.to ?? 0),
            ).length
            if (row[sex] !== null) expect([row[sex], row[sex] >= suppressedBelow]).toEqual([true_, true])
          }
        }
        if (counts.persons !== null) expect(counts.persons).toBeGreaterThanOrEqual(suppressedBelow)
        if (counts.studies !== null) expect(counts.studies).toBeGreaterThanOrEqual(suppressedBelow)
      }),
    )
  })

  it('under any limits show no cell that the whole table hides, so that two rules cannot be subtracted', () => {
    fc.assert(
      fc.property(people, limits, (all, limit) => {
        const whole = new Map(countPersons(all).rows.map((row) => [row.age, row]))
        for (const row of countPersons(all, limit).rows) {
          for (const sex of ['female', 'male'] as const)
            if (row[sex] !== null) expect(row[sex]).toBe(whole.get(row.age)?.[sex])
        }
      }),
    )
  })

  it('under limits show a total only where it is the sum of what is shown anyway', () => {
    fc.assert(
      fc.property(people, limits, (all, limit) => {
        if (limit.sex === undefined && limit.ageFrom === undefined && limit.ageTo === undefined) return
        const { persons, rows } = countPersons(all, limit)
        if (persons === null) return
        const sexes = limit.sex ? [limit.sex] : (['female', 'male'] as const)
        expect(
          rows
            .flatMap((row) => sexes.map((sex) => row[sex]))
            .reduce<number>((sum, one) => sum + (one ?? Number.NaN), 0),
        ).toBe(persons)
      }),
    )
  })

  it('hide a band that an age limit cuts, for two such limits would cut out single years', () => {
    const all = [
      ...group(10, { sex: 'female', age: 55 }),
      ...group(10, { sex: 'male', age: 65 }, 10),
      ...group(8, { sex: 'female', age: 66 }, 20),
      ...group(9, { sex: 'male', age: 52 }, 30),
    ]
    expect(countPersons(all, { ageFrom: 50 })).toMatchObject({
      persons: 37,
      rows: [
        { age: '50–59', female: 10, male: 9 },
        { age: '60–69', female: 8, male: 10 },
      ],
    })
    expect(countPersons(all, { ageFrom: 52 })).toMatchObject({
      persons: null,
      studies: null,
      rows: [
        { age: '50–59', female: null, male: null },
        { age: '60–69', female: 8, male: 10 },
      ],
    })
    expect(countPersons(all, { ageFrom: 60 })).toMatchObject({
      persons: 18,
      studies: 18,
      rows: [{ age: '60–69', female: 8, male: 10 }],
    })
  })

  it('count a patient once, whatever the number of studies', () => {
    const all = [...group(6, { sex: 'female', age: 55 }), ...group(6, { sex: 'male', age: 55 }, 6)]
    const second = { ...all[0], study: { ...all[0]?.study, id: 'study-again' } } as CohortStudy
    expect(countPersons([...all, second])).toMatchObject({
      persons: 12,
      studies: 13,
      rows: [{ age: '50–59', female: 6, male: 6 }],
    })
  })

  it('say when somebody’s age or sex is invented', () => {
    expect(countPersons(group(6, { sex: 'female', age: 55 })).invented).toBe(false)
    expect(countPersons([...group(6, { sex: 'female', age: 55 }), personOf(9, { invented: true })]).invented).toBe(true)
  })

  it('of an empty cohort show nothing', () => {
    expect(countPersons([])).toEqual({ persons: null, studies: null, rows: [], suppressedBelow, invented: false })
  })
})
