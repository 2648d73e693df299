import type { AcceptedLabel, LinkedPerson, LinkedStudy, Part } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { planFreeze } from './plan-freeze.ts'

const study = (id: string, pseudonym: string, more: Partial<LinkedStudy> = {}): LinkedStudy => ({
  id,
  permitId: 'permit-1',
  pseudonym,
  studyInstanceUid: id,
  studyDescription: '',
  modalities: ['MR', 'SEG'],
  arrivedAt: '',
  series: [],
  ...more,
})
const person = (pseudonym: string, more: Partial<LinkedPerson> = {}): LinkedPerson => ({
  pseudonym,
  permitId: 'permit-1',
  sex: 'female',
  age: 60,
  invented: false,
  facts: [],
  ...more,
})
const label = (studyId: string): AcceptedLabel => ({
  labelId: `label-${studyId}`,
  studyId,
  version: 1,
  sha256: 'a'.repeat(64),
  author: 'x',
  madeAt: '',
  segments: [],
})
const rule = { permitId: 'permit-1', modality: 'MR', needsAcceptedLabel: true }
const split = { test: 0.25, tune: 0.06, seed: 1 }
const studies = ['a', 'a', 'b', 'c', 'd'].map((of, n) => study(`s${n}`, of))
const source = {
  studies,
  persons: ['a', 'b', 'c', 'd'].map((one) => person(one)),
  labels: studies.map((one) => label(one.id)),
}
const parts = (given: Record<string, Part>) => Object.entries(given).map(([studyId, part]) => ({ studyId, part }))

describe('the plan of a dataset version', () => {
  it('takes the studies that the rule selects, and counts their subjects', () => {
    const plan = planFreeze({ rule, split }, source)
    expect(plan).toMatchObject({ subjects: 4, patientsInTwoParts: 0, itemsWithoutLabel: 0, leftOut: [] })
    expect(plan.items.map((one) => one.studyId)).toEqual(['s0', 's1', 's2', 's3', 's4'])
    expect(plan.items[0]?.part).toBe(plan.items[1]?.part)
  })

  it('leaves out, with the reason, what has no accepted label', () => {
    const plan = planFreeze({ rule, split }, { ...source, labels: source.labels.slice(1) })
    expect(plan.leftOut).toEqual([{ studyId: 's0', reason: 'It has no accepted label.' }])
    expect(plan.items).toHaveLength(4)
  })

  it('tells the gate of items without a label where the rule wants none, and where no item has one', () => {
    expect(
      planFreeze({ rule: { ...rule, needsAcceptedLabel: false }, split }, { ...source, labels: [label('s1')] }),
    ).toMatchObject({ itemsWithoutLabel: 4, leftOut: [] })
    expect(planFreeze({ rule, split }, { ...source, labels: [] })).toMatchObject({ subjects: 0, itemsWithoutLabel: 5 })
  })

  it('counts the patients that given parts put into two of them', () => {
    expect(
      planFreeze(
        { rule, split, given: parts({ s0: 'train', s1: 'test', s2: 'train', s3: 'tune', s4: 'test' }) },
        source,
      ).patientsInTwoParts,
    ).toBe(1)
    expect(
      planFreeze(
        { rule, split, given: parts({ s0: 'train', s1: 'train', s2: 'train', s3: 'tune', s4: 'test' }) },
        source,
      ).patientsInTwoParts,
    ).toBe(0)
  })

  it('leaves out what was given no part, and says which given study the cohort does not hold', () => {
    const plan = planFreeze({ rule, split, given: parts({ s2: 'train', s4: 'test', other: 'train' }) }, source)
    expect(plan.items.map((one) => [one.studyId, one.part])).toEqual([
      ['s2', 'train'],
      ['s4', 'test'],
    ])
    expect(plan.leftOut.map((one) => one.studyId)).toEqual(['s0', 's1', 's3', 'other'])
  })

  it('takes nobody in on a guess: who meets a limit is known to meet it', () => {
    const persons = [person('a', { sex: 'male' }), person('b', { sex: 'unknown' }), person('c', { age: 49 })]
    const chosen = (limits: object) =>
      planFreeze({ rule: { ...rule, ...limits }, split }, { ...source, persons }).items.map((one) => one.pseudonym)
    expect(chosen({ sex: 'female' })).toEqual(['c'])
    expect(chosen({ ageFrom: 50 })).toEqual(['a', 'a', 'b'])
    expect(chosen({ ageTo: 49 })).toEqual(['c'])
    expect(chosen({ modality: 'CT' })).toEqual([])
    expect(
      planFreeze({ rule, split }, { ...source, studies: [study('x', 'a', { permitId: 'permit-2' })] }).items,
    ).toEqual([])
  })

  it('gives a study the same item id each time, which does not tell the study', () => {
    const [one, two] = [planFreeze({ rule, split }, source), planFreeze({ rule, split: { ...split, seed: 9 } }, source)]
    expect(one.items.map((item) => item.id)).toEqual(two.items.map((item) => item.id))
    expect(new Set(one.items.map((item) => item.id)).size).toBe(5)
    for (const item of one.items) expect(item.id).toMatch(/^item-[0-9a-hjkmnp-tv-z]{26}$/)
  })
})
