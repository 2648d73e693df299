import { readDataset, tag } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plantedObjects } from '../testing/planted-objects.ts'
import {
  annexRows,
  basicProfile,
  deidentifyObject,
  nobody,
  type PreviewRow,
  prepareProfile,
  prepareSweep,
  previewObject,
  profileHash,
  readProfile,
  researchProfile,
  rulesOf,
} from './index.ts'

const given = {
  subject: { pseudonym: 'P-SEEN', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}
const objects = plantedObjects('preview', 'ISO_IR 192')
const hex = (keyword: string) => tag(keyword).toString(16).toUpperCase().padStart(8, '0')

async function rowsOf(bytes: Uint8Array, profile = researchProfile()): Promise<PreviewRow[]> {
  const seen = await previewObject(bytes, { ...given, profile })
  if (seen.status !== 'released') throw new Error(seen.reason)
  return seen.rows
}

describe('a preview of an object', () => {
  for (const object of objects) {
    for (const profile of [researchProfile(), basicProfile()]) {
      it(`of ${object.name} under ${profile.name} is what really leaves, or the reason why it stays`, async () => {
        const [seen, real] = await Promise.all([
          previewObject(object.bytes, { ...given, profile }),
          deidentifyObject(object.bytes, { ...given, profile }),
        ])
        if (real.status === 'quarantined' || seen.status === 'quarantined') {
          expect(seen).toMatchObject({ status: 'quarantined', code: object.quarantine })
          expect(real.status).toBe('quarantined')
          return
        }
        expect(Buffer.compare(seen.output, real.output)).toBe(0)
        const read = readDataset(real.output)
        if (!read.ok) throw new Error(read.problem.message)
        const top = seen.rows.filter((row) => row.depth === 0 && row.after && !row.tag.startsWith('0002'))
        expect(top.map((row) => Number.parseInt(row.tag, 16)).sort((a, b) => a - b)).toEqual([...read.dataset.keys()])
        for (const row of top) {
          const strings = read.dataset.get(Number.parseInt(row.tag, 16))?.strings
          if (strings && !row.after?.cut) expect(row.after?.text, row.path).toBe(strings.join('\\'))
        }
        // No element changes without a rule that says so, but for those that are written anew.
        const silent = seen.rows.filter(
          (row) => row.outcome !== 'kept' && row.rule.by === 'unlisted' && row.did.length === 0,
        )
        expect(silent.map((row) => row.path)).toEqual([])
      })
    }
  }

  it('names the row of the table, the option, the override with its reason, and what the search for the patient did', async () => {
    const object = objects.find((one) => !one.quarantine)
    if (!object) throw new Error('no object')
    const profile = {
      ...researchProfile(),
      overrides: { [hex('StudyDescription')]: 'remove' as const },
      reasons: { [hex('StudyDescription')]: 'Written by hand at this hospital.' },
    }
    const rows = await rowsOf(object.bytes, profile)
    const of = (keyword: string) => rows.find((row) => row.tag === hex(keyword) && row.depth === 0)
    expect(of('PatientName')).toMatchObject({
      outcome: 'changed',
      rule: { by: 'row', code: 'Z' },
      did: ['pseudonymised'],
      after: { text: 'P-SEEN' },
    })
    expect(of('StudyDate')).toMatchObject({ rule: { by: 'option', options: ['retainLongModifiedDates'] } })
    expect(of('StudyDescription')).toMatchObject({
      outcome: 'removed',
      after: null,
      rule: { by: 'override', action: 'remove', reason: 'Written by hand at this hospital.' },
    })
    expect(of('Modality')).toMatchObject({ outcome: 'kept', rule: { by: 'unlisted' }, did: [] })
    expect(of('PatientIdentityRemoved')).toMatchObject({ rule: { by: 'engine' }, after: { text: 'YES' } })
    expect(rows.some((row) => row.depth > 0 && row.outcome === 'changed')).toBe(true)
    expect(rows.some((row) => row.did.some((rule) => rule.startsWith('text-known')))).toBe(true)
  })

  it('shows a long value around the place where it changes, and bulk values by their digest', async () => {
    const rows = await rowsOf((objects.find((one) => !one.quarantine && one.name.includes('CT')) ?? objects[0])!.bytes)
    const pixels = rows.find((row) => row.tag === '7FE00010')
    expect(pixels?.before).toMatchObject({ text: '', digest: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect(pixels?.after?.digest).toBe(pixels?.before?.digest)
    for (const row of rows)
      expect(Math.max(row.before?.text.length ?? 0, row.after?.text.length ?? 0)).toBeLessThan(410)
  })
})

describe('the rule of a tag', () => {
  it('is the one by which the rewriter acts, for every row of the table and any choice of options', () => {
    const rows = annexRows().filter((row) => row.tag !== 'ODD' && !row.tag.includes('X') && row.tag >= '0008')
    const options = fc.record(Object.fromEntries(Object.keys(basicProfile().options).map((key) => [key, fc.boolean()])))
    fc.assert(
      fc.property(options, (chosen) => {
        const profile = { ...basicProfile(), options: chosen as never }
        const [ruleOf, { actions }] = [rulesOf(profile), prepareProfile(profile)]
        for (const row of rows) {
          const number = Number.parseInt(row.tag, 16)
          expect(ruleOf(number).action, row.tag).toBe(actions.get(number))
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('a profile from outside', () => {
  const base = { name: 'ours', version: '2', options: {} }
  const said = (overrides: Record<string, string>, more: object = {}) => {
    const read = readProfile({ ...base, overrides, ...more })
    return read.ok ? 'taken' : read.problem.message
  }

  it('is refused for an override that the rewriter would not follow, and the sentence says why', () => {
    expect(said({ '00081030': 'keep' })).toBe('taken')
    expect(said({ '00091010': 'keep' })).toContain('is private')
    expect(said({ '00081FFF': 'keep' })).toContain('is no element that the standard knows')
    expect(said({ '00020016': 'keep' })).toContain('is written anew')
    expect(said({ '00120062': 'keep' })).toContain('how the object was de-identified')
    expect(said({ '7FE00010': 'remove' })).toContain('is needed to read the object')
    expect(said({ '60003000': 'keep' })).toContain('drawn text')
    expect(said({ '00081030': 'uid' })).toContain('is no UID')
    expect(said({ '00081030': 'date' })).toContain('neither a date nor a time')
    expect(said({ '00080020': 'date' })).toContain('moves no dates')
    expect(said({ '00080020': 'date' }, { options: { retainLongModifiedDates: true } })).toBe('taken')
    expect(said({ '00081030': 'blur' })).toContain('is none of')
  })

  it('keeps its reasons, each for an override, and its digest is the old one without any', () => {
    expect(said({}, { reasons: { '00081030': 'why' } })).toContain('has no override')
    expect(said({ '00081030': 'keep' }, { reasons: { '00081030': ' ' } })).toContain('not a text')
    expect(said({ '00081030': 'keep' }, { reasons: [] })).toContain('not a JSON object')
    const [without, empty] = [readProfile(base), readProfile({ ...base, reasons: {} })]
    if (!without.ok || !empty.ok) throw new Error('not read')
    expect(profileHash(empty.profile)).toBe(profileHash(without.profile))
    const reasoned = readProfile({ ...base, overrides: { '00081030': 'keep' }, reasons: { '00081030': 'why' } })
    expect(reasoned).toMatchObject({ ok: true, profile: { reasons: { '00081030': 'why' } } })
  })
})
