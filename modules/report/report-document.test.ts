import type { DatasetVersion, ReleaseForValidation, ValidationResult } from '@clic/contracts'
import { type SegmentationCase, type SegmentationProtocol, subgroups, summarise } from '@clic/statistics'
import { describe, expect, it } from 'vitest'
import { type ReportInput, reportDocument, smallCellsShown } from './report-document.ts'
import { findingText } from './rule-words.ts'
import { literal } from './typst.ts'
import { typstSource } from './typst-source.ts'
import { figure, levelText, moment, words } from './words.ts'

const protocol: SegmentationProtocol = {
  primary: [{ metric: 'dice', structure: 'front', threshold: 0.8 }],
  secondary: [],
  subgroups: ['sex'],
  ageBands: [60],
  bootstrap: { replicates: 200, seed: 1, level: 0.95 },
}

const casesOf = (women: number, men: number): SegmentationCase[] =>
  Array.from({ length: women + men }, (_, i) => ({
    item: `item-${i}`,
    patient: `pseudonym-${100 - i}`,
    sex: i < women ? 'female' : 'male',
    structure: 'front',
    dice: 0.75 + i / 100,
    hd95: 1,
    volumeMm3: 1,
    referenceMm3: 1,
  }))

function resultOf(cases: SegmentationCase[], id = 'validation-1'): ValidationResult {
  return {
    id,
    protocolId: 'protocol-1',
    protocolHash: 'h',
    releaseId: 'release-1',
    productName: 'Finder',
    version: '1.0.0',
    kind: 'bought',
    datasetId: 'dataset-1',
    datasetRoot: 'r',
    weightsSha256: 'w',
    verdict: 'accepted',
    finishedAt: '2026-11-24T12:00:00.000Z',
    opening: 1,
    masksSha256: 'm',
    erased: [],
    cases: cases as ValidationResult['cases'],
    summary: summarise(cases, protocol, cases.length),
    subgroups: subgroups(cases, protocol),
  }
}

const input = (results: ValidationResult[], changes: Partial<ReportInput> = {}): ReportInput => ({
  id: 'report-1',
  title: 'Report',
  language: 'en',
  madeAt: '2026-11-24T13:05:00.000Z',
  madeBy: 'Tove',
  protocol: {
    id: 'protocol-1',
    hash: 'h',
    registeredAt: '2026-11-24T11:00:00.000Z',
    document: protocol as unknown as Record<string, unknown>,
  },
  openings: { used: 1, allowed: 2 },
  dataset: {
    id: 'dataset-1',
    name: 'Set',
    version: 1,
    permitId: 'permit-1',
    state: 'frozen',
    root: 'r',
    frozenAt: '2026-11-20T08:00:00.000Z',
    structures: [{ value: 1, name: 'front' }],
    items: [],
  } satisfies DatasetVersion,
  permit: undefined,
  runs: [],
  results,
  releases: [] as ReleaseForValidation[],
  origins: new Map(),
  decisions: [],
  invented: false,
  ...changes,
})

describe('the report as data', () => {
  it('numbers the patients in the order of their pseudonyms and names none of them', () => {
    const document = reportDocument(input([resultOf(casesOf(6, 6))]))
    expect(JSON.stringify(document)).not.toContain('pseudonym')
    const order = casesOf(6, 6)
      .map((one) => one.patient)
      .sort()
    expect(document.results[0]?.cases.map((one) => one.patient)).toEqual(
      casesOf(6, 6).map((one) => `P${String(order.indexOf(one.patient) + 1).padStart(6, '0')}`),
    )
  })

  it('gives a case its group by name, or withholds it where the group is small', () => {
    const groups = (women: number, men: number) =>
      new Set(reportDocument(input([resultOf(casesOf(women, men))])).results[0]?.cases.map((one) => one.groups['sex']))
    expect(groups(6, 6)).toEqual(new Set(['female', 'male']))
    expect(groups(9, 4)).toEqual(new Set(['withheld']))
  })

  it('compares every pair of products, and counts no item of an erased person', () => {
    const item = (part: 'train' | 'test', erased?: string) => ({
      id: `i-${part}-${erased}`,
      pseudonym: 'p',
      studyId: 's',
      part,
      sha256: 'x',
      ...(erased ? { erased } : {}),
    })
    const { dataset } = input([])
    const document = reportDocument(
      input(
        [resultOf(casesOf(6, 6)), resultOf(casesOf(6, 6), 'validation-2'), resultOf(casesOf(6, 6), 'validation-3')],
        { dataset: { ...dataset, items: [item('train'), item('test'), item('test', 'erasure-1')] } },
      ),
    )
    expect(document.comparisons.map((one) => [one.first, one.second])).toEqual([
      ['validation-1', 'validation-2'],
      ['validation-1', 'validation-3'],
      ['validation-2', 'validation-3'],
    ])
    expect(document.dataset).toMatchObject({ parts: { train: 1, test: 1 }, erased: 1 })
  })
})

describe('small cells', () => {
  it('are none in a report that suppresses them', () => {
    for (const [women, men] of [
      [6, 6],
      [9, 4],
      [5, 0],
      [20, 1],
    ] as const)
      expect([women, men, smallCellsShown(reportDocument(input([resultOf(casesOf(women, men))])))]).toEqual([
        women,
        men,
        0,
      ])
  })

  it('are counted in the table itself, in subgroups, and in the cases', () => {
    expect(smallCellsShown(reportDocument(input([resultOf(casesOf(3, 1))])))).toBe(1)
    const document = reportDocument(input([resultOf(casesOf(9, 4))]))
    const [result] = document.results
    const shown = {
      ...document,
      results: [
        {
          ...result!,
          subgroups: result!.subgroups.map((one) =>
            one.group === 'male' ? { ...one, suppressed: false, n: 4, estimate: 0.8 } : one,
          ),
        },
      ],
    }
    expect(smallCellsShown(shown)).toBe(1)
    const named = {
      ...document,
      results: [
        {
          ...result!,
          cases: result!.cases.map((one, i) => ({ ...one, groups: { sex: i < 4 ? 'male' : 'withheld' } })),
        },
      ],
    }
    expect(smallCellsShown(named)).toBe(1)
  })
})

describe('the report in words', () => {
  it('writes figures, moments and levels as a reader of the language does', () => {
    expect([
      figure(0.9124, 'da'),
      figure(0.9124, 'en'),
      figure(-0.5, 'en'),
      figure(null, 'da'),
      figure(Number.NaN, 'en'),
    ]).toEqual(['0,912', '0.912', '−0.500', '–', '–'])
    expect([
      moment('2026-11-24T13:05:00.000Z', 'da'),
      moment('2026-11-24T13:05:00.000Z', 'en'),
      moment('', 'en'),
    ]).toEqual(['24. november 2026 kl. 13.05 UTC', '24 November 2026, 13:05 UTC', '–'])
    const at = (level: number, language: 'da' | 'en') =>
      levelText({ language, protocol: { document: { bootstrap: { level } } } })
    expect([at(0.95, 'da'), at(0.95, 'en'), at(0.975, 'da')]).toEqual(['95 %', '95%', '97,5 %'])
  })

  it('has the same words in both languages, none of them left empty', () => {
    const shape = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
        : typeof value
    expect(shape(words.da)).toEqual(shape(words.en))
    const texts = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [value]
    expect(texts(words).filter((text) => text === '')).toEqual([])
  })

  it('says a rule in Danish, with why it did not hold', () => {
    const finding = {
      rule: 'release.accept/lower-bound',
      ok: false,
      reason:
        'The lower 95 % bound of each primary endpoint meets the registered threshold. But dice front: lower bound 0.533, needed 0.8.',
    }
    expect(findingText(finding, 'da')).toBe(
      'Den nedre grænse for hvert primært mål når den registrerede tærskel. Men: dice front: nedre grænse 0,533, krævet 0,8.',
    )
    expect(findingText(finding, 'en')).toBe(finding.reason)
    expect(findingText({ rule: 'study.run/unheard-of', ok: true, reason: 'A sentence.' }, 'da')).toBe('A sentence.')
  })

  it('lets no text of the data become markup', () => {
    expect(literal('a "quote" \\ and\na new line')).toBe('"a \\"quote\\" \\\\ and a new line"')
    const evil = '"); #panic("x'
    const source = typstSource(
      reportDocument(input([{ ...resultOf(casesOf(6, 6)), productName: evil }], { title: evil, madeBy: evil })),
    )
    expect(source).not.toContain(evil)
    expect(source).toContain('\\"); #panic(\\"x')
  })
})
