import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedParts } from '../src/clinic/deidentify/changed-parts.ts'
import { shownRows } from '../src/clinic/deidentify/filter-preview.ts'
import {
  documentOf,
  draftOf,
  elementName,
  nextVersion,
  sameDraft,
  switched,
} from '../src/clinic/deidentify/profile-draft.ts'

describe('a profile that is being written', () => {
  const draft = draftOf({ name: 'ours', version: '1', options: { retainLongModifiedDates: true } })

  it('never has two options that exclude each other, and says which went off', () => {
    const next = switched(draft, 'retainLongFullDates', true)
    expect(next.off).toBe('retainLongModifiedDates')
    expect(next.draft.options).toMatchObject({ retainLongFullDates: true, retainLongModifiedDates: false })
    expect(switched(next.draft, 'cleanGraphics', true).off).toBeUndefined()
    expect(switched(next.draft, 'retainLongFullDates', false).off).toBeUndefined()
  })

  it('is the same document whatever the order of its members, and leaves out reasons of rules that are gone', () => {
    const one = { ...draft, overrides: { '00081030': 'keep', '00081010': 'keep' }, reasons: { '00081010': 'why' } }
    const other = { ...draft, overrides: { '00081010': 'keep', '00081030': 'keep' }, reasons: { '00081010': 'why' } }
    expect(sameDraft(one, other)).toBe(true)
    expect(documentOf({ ...draft, reasons: { '00081010': 'why' } })).not.toHaveProperty('reasons')
    expect(documentOf(one)).toMatchObject({ reasons: { '00081010': 'why' } })
  })

  it('has a next version that nobody has', () => {
    expect(nextVersion('1', ['1', '2'])).toBe('3')
    expect(nextVersion('2026-9', ['2026-9'])).toBe('2026-10')
    expect(nextVersion('spring', [])).toBe('spring.1')
  })

  it('names elements as people read them', () => {
    expect(elementName('StudyDescription')).toBe('Study Description')
    expect(elementName('SOPInstanceUID')).toBe('SOP Instance UID')
    expect(elementName('PatientID')).toBe('Patient ID')
  })
})

describe('what changed in a value', () => {
  it('is marked word by word', () => {
    expect(changedParts('MR knee, Hansen', 'MR knee, ***')).toEqual({
      before: [
        { text: 'MR knee, ', changed: false },
        { text: 'Hansen', changed: true },
      ],
      after: [
        { text: 'MR knee, ', changed: false },
        { text: '***', changed: true },
      ],
    })
  })

  it('loses nothing: the parts are the values, and what is unmarked is the same on both sides', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'bc', ' ', '7', '\\', 'ø'), maxLength: 40 })
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = changedParts(before, after)
        const text = (side: 'before' | 'after', all: boolean) =>
          parts[side]
            .filter((part) => all || !part.changed)
            .map((part) => part.text)
            .join('')
        expect([text('before', true), text('after', true)]).toEqual([before, after])
        expect(text('before', false)).toBe(text('after', false))
      }),
    )
  })
})

describe('the rows of a preview', () => {
  const value = (text: string) => ({ text, cut: false, bytes: text.length, items: null, digest: null })
  const row = (tag: string, keyword: string, outcome: 'kept' | 'emptied', text: string) => ({
    path: tag,
    tag,
    keyword,
    vr: 'LO',
    depth: 0,
    before: value(text),
    after: value(outcome === 'kept' ? text : ''),
    outcome,
    rule: { by: 'row' as const, options: [] },
    did: [],
  })
  const rows = [row('00080060', 'Modality', 'kept', 'MR'), row('00081030', 'StudyDescription', 'emptied', 'Knæ')]

  it('are found by number, by name and by value, among those that are shown', () => {
    const tags = (...ask: [Parameters<typeof shownRows>[1], string]) => shownRows(rows, ...ask).map((one) => one.tag)
    expect(tags('differs', '')).toEqual(['00081030'])
    expect(tags('changed', '')).toEqual(['00081030'])
    expect(tags('kept', '')).toEqual(['00080060'])
    expect(tags('all', '(0008,10')).toEqual(['00081030'])
    expect(tags('all', 'study desc')).toEqual(['00081030'])
    expect(tags('all', 'KNÆ')).toEqual(['00081030'])
    expect(tags('kept', 'knæ')).toEqual([])
    expect(tags('removed', '')).toEqual([])
  })
})
