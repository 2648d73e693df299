import { permitTermsSchema } from '@clic/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dicomDate } from '../src/clinic/acquire/dicom-date.ts'
import { fits } from '../src/clinic/acquire/fits.ts'
import { aspects } from '../src/clinic/deidentify/profile-aspects.ts'
import { sumRules } from '../src/clinic/deidentify/sum-rules.ts'
import { median } from '../src/clinic/deploy/median.ts'
import { chartOf } from '../src/clinic/monitor/chart-of.ts'
import { dayAhead, emptyDraft, termsOf, usualBasis } from '../src/govern/permit-draft.ts'
import { screenAt } from '../src/shell/screen-at.ts'

describe('lists in the clinic', () => {
  it('show a DICOM date as a person writes it, and anything else as it stands', () => {
    expect(dicomDate('20250304', 'da')).toBe('4. mar. 2025')
    expect(dicomDate('', 'en')).toBe('–')
    expect(dicomDate('spring', 'en')).toBe('spring')
  })

  it('find the studies that stopped, that move, and that have a result', () => {
    const study = (
      stages: { stage: 'received' | 'left' | 'returned'; state: 'done' | 'running' | 'refused' }[],
      complete = true,
    ) => ({
      id: 'study-abc',
      description: 'Knee',
      complete,
      stages: stages.map((one) => ({ ...one, reason: null, next: null, at: '2026-01-01T00:00:00Z' })),
    })
    const stopped = study([
      { stage: 'received', state: 'done' },
      { stage: 'left', state: 'refused' },
    ])
    const moving = study([{ stage: 'left', state: 'running' }])
    const returned = study([{ stage: 'returned', state: 'done' }])
    const shown = (show: 'stopped' | 'moving' | 'returned') =>
      [stopped, moving, returned].filter((one) => fits(one, show, ''))
    expect(shown('stopped')).toEqual([stopped])
    expect(shown('moving')).toEqual([moving])
    expect(shown('returned')).toEqual([returned])
    expect(fits(stopped, 'all', 'kNee')).toBe(true)
    expect(fits(stopped, 'all', 'hip')).toBe(false)
  })
})

describe('figures', () => {
  it('are the middle of the times, and nothing when there is none', () => {
    expect(median([])).toBeUndefined()
    expect(median([1, 2, 9])).toBe(2)
    expect(median([1, 2, 4, 9])).toBe(3)
  })

  it('add up what each rule did over all objects', () => {
    expect(sumRules([{ rules: { remove: 2, uid: 1 } }, { rules: { remove: 3 } }])).toEqual({ remove: 5, uid: 1 })
  })

  it('put the windows of the drift one after another behind the reference', () => {
    const at = '2026-01-01T00:00:00Z'
    const window = (alarm: boolean) => ({ from: at, to: at, n: 3, psi: 0.1, ks: 0.2, p: 0.5, alarm })
    const chart = chartOf(
      {
        name: 'mean',
        direction: 'input',
        unit: '',
        reference: { n: 5, mean: 10, sd: 2 },
        threshold: { psi: 0.2, p: 0.01 },
        points: Array.from({ length: 11 }, (_, n) => ({ runId: `run-${n}`, at, value: n })),
        windows: [window(false), window(true)],
      },
      5,
    )
    expect(chart.x).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(chart.bands).toEqual([
      { from: 5.5, to: 8.5, alarm: false },
      { from: 8.5, to: 11.5, alarm: true },
    ])
    expect(chart.field).toEqual({ low: 6, high: 14, middle: 10, until: 5.5 })
  })
})

describe('a profile in plain words', () => {
  const said = (options: Record<string, boolean>) =>
    Object.fromEntries(aspects(options).map((one) => [one.aspect, one.what]))

  it('says of dates whether they stay, move or go', () => {
    expect(said({ retainLongFullDates: true })['aspect.dates']).toBe('aspect.dates.kept')
    expect(said({ retainLongModifiedDates: true })['aspect.dates']).toBe('aspect.dates.shifted')
    expect(said({})['aspect.dates']).toBe('aspect.dates.not')
  })

  it('never says that faces are removed when the profile does not do it', () => {
    expect(said({})['aspect.faces']).toBe('aspect.faces.not')
  })

  it('takes direct identifiers away whatever the options are', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.boolean()), (options) => {
        expect(said(options)['aspect.direct']).toBe('aspect.not')
      }),
    )
  })
})

describe('the form for a permit', () => {
  it('begins with terms that the contract takes once the words are filled in', () => {
    for (const kind of ['project', 'standing-source', 'standing-release'] as const) {
      const draft = {
        ...emptyDraft(kind, 'HOSPITAL', '2027-05-06'),
        title: 'A use',
        purpose: 'So that it can be tested.',
        controllers: ['Region Test'],
      }
      expect(permitTermsSchema.safeParse(termsOf(draft)).success).toBe(true)
    }
  })

  it('gives research and care their own basis', () => {
    expect(usualBasis('develop').article9).toBe('9(2)(j)')
    expect(usualBasis('operate').article9).toBe('9(2)(h)')
  })

  it('ends with the chosen day, and leaves out what was not chosen', () => {
    const terms = termsOf({ ...emptyDraft('project', 'HOSPITAL', '2027-05-06'), ethicsDecision: 'H-1' })
    expect(new Date(terms.expiresAt).getDate()).toBe(6)
    expect(terms.about).toBeUndefined()
    expect(terms.ethicsDecision).toBeUndefined()
  })

  it('counts years ahead from today', () => {
    expect(dayAhead(new Date('2026-11-25T12:00:00'), 1)).toBe('2027-11-25')
  })
})

describe('the address of a page', () => {
  const screens = ['/', '/govern/permits', '/govern/permits/new', '/govern/permits/$permitId'].map((path) => ({
    path,
    title: 'overview.title' as const,
    component: () => null,
    zones: ['clinic'] as const,
  }))

  it('leads to its screen; a word goes before a parameter', () => {
    expect(screenAt(screens, '/govern/permits/new')?.path).toBe('/govern/permits/new')
    expect(screenAt(screens, '/govern/permits/permit-1')?.path).toBe('/govern/permits/$permitId')
    expect(screenAt(screens, '/')?.path).toBe('/')
    expect(screenAt(screens, '/elsewhere')).toBeUndefined()
  })
})
