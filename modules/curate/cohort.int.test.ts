import { curateEndpoints, governEndpoints, permitEndpoints } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freezeCohort, linkLabelledPersons } from '../../testing/frozen-datasets.ts'
import { linkStudy, sharedPermit, testPseudonym } from '../../testing/linked-studies.ts'
import { eventually, type TestPair, testPair } from '../../testing/zones.ts'

describe('a cohort', () => {
  let pair: TestPair
  let permitId: string
  const dev = () => pair.research.as('dev', ['developer'])
  const define = async (name: string, rule: object, permit = permitId) => {
    const made = await dev()(curateEndpoints.define, {
      body: { name, rule: { permitId: permit, modality: 'MR', ...rule } },
    })
    if (!made.ok) throw new Error(made.problem.detail)
    return made.value.id
  }
  const freeze = (cohortId: string, more: object = {}, name = 'dev') =>
    pair.research.as(name, ['developer'])(curateEndpoints.freeze, {
      body: { permitId, cohortId, name: 'Not to be', ...more },
    })
  /** A refused step changes nothing: no version, no item, no job. */
  const nothingWritten = async () => {
    const { db } = pair.research
    for (const table of ['curate.dataset', 'curate.item', 'curate.key', 'curate.left_out'])
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
  }
  const linked = new Map<string, string[]>()

  beforeAll(async () => {
    pair = await testPair({ research: { modules: ['link', 'annotate', 'curate'] } })
    permitId = (await sharedPermit(pair)).id
    const persons = [
      { seed: 'c0', sex: 'female' as const, age: 61, studies: [{}, {}] },
      ...Array.from({ length: 5 }, (_, n) => ({ seed: `c${n + 1}`, sex: 'female' as const, age: 64 })),
      ...Array.from({ length: 6 }, (_, n) => ({ seed: `c${n + 6}`, sex: 'male' as const, age: 68 })),
      { seed: 'c12', sex: 'male' as const, age: 52 },
    ]
    for (const [pseudonym, ids] of await linkLabelledPersons(pair, permitId, persons)) linked.set(pseudonym, ids)
    await linkStudy(pair, { seed: 'no label', permitId, pseudonym: testPseudonym('no label'), mask: 'none' })
  })
  afterAll(() => pair?.close())

  it('is counted with small cells hidden, and with those that would give them away', async () => {
    const counts = await dev()(curateEndpoints.preview, { body: { permitId, modality: 'MR' } })
    expect(counts).toEqual({
      ok: true,
      value: {
        persons: 13,
        studies: 14,
        rows: [
          { age: '50–59', female: null, male: null },
          { age: '60–69', female: null, male: null },
        ],
        suppressedBelow: 5,
        invented: true,
      },
    })
    const women = await dev()(curateEndpoints.preview, { body: { permitId, modality: 'MR', sex: 'female' } })
    expect(women).toMatchObject({
      ok: true,
      value: {
        persons: null,
        rows: [
          { female: null, male: null },
          { female: null, male: null },
        ],
      },
    })
    expect(await dev()(curateEndpoints.preview, { body: { permitId, modality: 'CT' } })).toMatchObject({
      ok: true,
      value: { persons: null, studies: null, rows: [] },
    })
  })

  it('is a rule under a name, kept with who defined it', async () => {
    const id = await define('Sixties', { ageFrom: 60, ageTo: 69 })
    const listed = await dev()(curateEndpoints.cohorts, {})
    expect(listed.ok && listed.value.find((one) => one.id === id)).toMatchObject({
      name: 'Sixties',
      definedBy: 'dev',
      rule: { permitId, modality: 'MR', ageFrom: 60, ageTo: 69, needsAcceptedLabel: true },
    })
    const reversed = await dev()(curateEndpoints.define, {
      body: { name: 'Nobody', rule: { permitId, modality: 'MR', ageFrom: 70, ageTo: 60 } },
    })
    expect(reversed).toMatchObject({ ok: false, problem: { status: 422 } })
  })

  it('is not frozen with a patient in two parts: the gate names the rule, and nothing is written', async () => {
    const cohortId = await define('All', {})
    const [first, second] = linked.get(testPseudonym('c0')) ?? []
    const rest = [...linked.values()].flat().filter((one) => one !== first && one !== second)
    const parts = [
      { studyId: first, part: 'train' },
      { studyId: second, part: 'test' },
      ...rest.map((studyId) => ({ studyId, part: 'train' })),
    ]
    const answer = await freeze(cohortId, { parts })
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        status: 403,
        findings: [
          {
            rule: 'dataset.freeze/patients-disjoint',
            reason: expect.stringContaining('1 patients are in more than one part'),
          },
        ],
      },
    })
    await nothingWritten()
    const decisions = await pair.research.as('auditor', ['auditor'])(governEndpoints.decisions, {
      query: { gate: 'dataset.freeze', open: 'false' },
    })
    expect(decisions.ok && decisions.value[0]?.actor).toBe('dev')
  })

  it.each([
    [
      'without a test part',
      'test-sealed',
      async () =>
        freeze(await define('Unsealed', {}), {
          parts: [...linked.values()].flat().map((studyId) => ({ studyId, part: 'train' })),
        }),
    ],
    [
      'with studies that have no accepted label',
      'labelled',
      async () => freeze(await define('Unlabelled', { needsAcceptedLabel: false })),
    ],
    [
      'when nobody belongs to it',
      'within-maximum',
      async () => freeze(await define('Nobody', { ageFrom: 1, ageTo: 2 })),
    ],
    [
      'by somebody whom the permit does not name',
      'person-named',
      async () => freeze(await define('Stranger', {}), {}, 'stranger'),
    ],
  ])('is not frozen %s', async (_, rule, ask) => {
    const answer = await ask()
    expect(answer.ok ? [] : answer.problem.findings?.map((one) => one.rule)).toContain(`dataset.freeze/${rule}`)
    await nothingWritten()
  })

  it('is not frozen beyond the number of subjects, or without the phase, that the permit names', async () => {
    const few = await sharedPermit(pair, {
      title: 'Few',
      cohort: { modalities: ['MR', 'SEG'], bodyParts: [], maxSubjects: 1 },
      phases: [{ phase: 'validate', article6: '6(1)(e)', article9: '9(2)(j)', national: 'Databeskyttelsesloven § 10' }],
    })
    await linkLabelledPersons(
      pair,
      few.id,
      ['f1', 'f2'].map((seed) => ({ seed, sex: 'male' as const, age: 70 })),
    )
    const cohortId = await define('Few', {}, few.id)
    const answer = await freeze(cohortId, { permitId: few.id })
    expect(answer.ok ? [] : answer.problem.findings?.map((one) => one.rule)).toEqual([
      'dataset.freeze/basis-develop',
      'dataset.freeze/within-maximum',
    ])
    expect(await freeze(cohortId)).toMatchObject({ ok: false, problem: { status: 409 } })
    expect(await freeze('cohort-00000000000000000000000000')).toMatchObject({ ok: false, problem: { status: 404 } })
    await nothingWritten()
  })

  it('is frozen into the parts that were given', async () => {
    const parts = [...linked].flatMap(([pseudonym, ids]) =>
      ids.map((studyId) => ({
        studyId,
        part: pseudonym === testPseudonym('c0') ? 'test' : pseudonym === testPseudonym('c1') ? 'tune' : 'train',
      })),
    )
    expect(await freezeCohort(pair, permitId, 'Given', { parts })).toMatchObject({
      state: 'frozen',
      parts: { train: 11, tune: 1, test: 2 },
    })
  })

  it('is not touched under a permit that is suspended', async () => {
    const permit = await sharedPermit(pair, { title: 'To be suspended' })
    const cohortId = await define('Suspended', {}, permit.id)
    await pair.clinic.as('dpo', ['dpo'])(permitEndpoints.suspend, {
      params: { permitId: permit.id },
      body: { reason: 'for the test' },
    })
    await eventually(async () => {
      const read = await dev()(permitEndpoints.read, { params: { permitId: permit.id } })
      return read.ok && read.value.state === 'suspended' ? true : undefined
    })
    for (const answer of [
      await freeze(cohortId, { permitId: permit.id }),
      await dev()(curateEndpoints.preview, { body: { permitId: permit.id, modality: 'MR' } }),
    ]) {
      expect(answer).toMatchObject({
        ok: false,
        problem: { status: 403, detail: expect.stringContaining('suspended') },
      })
    }
  })
})

describe('curate alone', () => {
  let pair: TestPair
  beforeAll(async () => {
    pair = await testPair({ research: { modules: ['curate'] } })
  })
  afterAll(() => pair?.close())

  it('starts, and says which modules it would need to count and to freeze', async () => {
    const { id: permitId } = await sharedPermit(pair)
    const dev = pair.research.as('dev', ['developer'])
    const cohort = await dev(curateEndpoints.define, { body: { name: 'Alone', rule: { permitId, modality: 'MR' } } })
    if (!cohort.ok) throw new Error(cohort.problem.detail)
    for (const answer of [
      await dev(curateEndpoints.preview, { body: { permitId, modality: 'MR' } }),
      await dev(curateEndpoints.freeze, { body: { permitId, cohortId: cohort.value.id, name: 'Alone' } }),
    ]) {
      expect(answer).toMatchObject({
        ok: false,
        problem: { status: 409, detail: expect.stringContaining('without link and annotate') },
      })
    }
    expect(await dev(curateEndpoints.datasets, {})).toEqual({ ok: true, value: [] })
    const params = { datasetId: 'dataset-00000000000000000000000000' }
    for (const answer of [
      await dev(curateEndpoints.dataset, { params }),
      await dev(curateEndpoints.verify, { params }),
      await dev(curateEndpoints.croissant, { params }),
    ]) {
      expect(answer).toMatchObject({ ok: false, problem: { status: 404 } })
    }
  })
})
