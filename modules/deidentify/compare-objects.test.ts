import { type Dataset, tag, writeFile } from '@clic/dicom'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareObjects } from './compare-objects.ts'
import { differingPieces } from './differing-pieces.ts'

const image = (
  elements: [number, { vr: string; strings?: string[]; bytes?: Uint8Array; items?: Dataset[] }][],
): Uint8Array =>
  writeFile(
    new Map([
      [tag('SOPClassUID'), { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.4'] }],
      [tag('SOPInstanceUID'), { vr: 'UI', strings: ['1.2.3'] }],
      ...elements,
    ]),
  )
const text = (pieces: readonly { text: string }[]) => pieces.map((one) => one.text).join('')

describe('an object beside what became of it', () => {
  const before = image([
    [tag('PatientName'), { vr: 'PN', strings: ['Holm^Anne'] }],
    [tag('StudyDescription'), { vr: 'LO', strings: ['MR knee of Anne Holm'] }],
    [tag('Modality'), { vr: 'CS', strings: ['MR'] }],
    [tag('PatientComments'), { vr: 'LT', strings: ['calls twice'] }],
    [0x00090010, { vr: 'LO', strings: ['ACME'] }],
    [0x00091001, { vr: 'UN', bytes: Buffer.from('Anne Holm ') }],
    [
      tag('RequestAttributesSequence'),
      { vr: 'SQ', items: [new Map([[tag('ScheduledProcedureStepDescription'), { vr: 'LO', strings: ['knee'] }]])] },
    ],
  ])
  const after = image([
    [tag('PatientName'), { vr: 'PN', strings: ['P-1234'] }],
    [tag('StudyDescription'), { vr: 'LO', strings: ['MR knee of [removed]'] }],
    [tag('Modality'), { vr: 'CS', strings: ['MR'] }],
    [tag('PatientComments'), { vr: 'LT', strings: [''] }],
    [
      tag('RequestAttributesSequence'),
      { vr: 'SQ', items: [new Map([[tag('ScheduledProcedureStepDescription'), { vr: 'LO', strings: ['knee'] }]])] },
    ],
  ])
  const compared = compareObjects(before, after)
  if (!compared.ok) throw new Error(compared.reason)
  const of = (path: string) => compared.value.rows.find((row) => row.path === path)

  it('says of every text field whether it was kept, changed or removed', () => {
    expect(of('(0010,0010)')).toMatchObject({ name: 'PatientName', change: 'changed', kind: 'words' })
    expect(of('(0008,0060)')).toMatchObject({ name: 'Modality', change: 'kept', kind: 'code' })
    expect(of('(0010,4000)')).toMatchObject({ change: 'removed', after: [] })
    expect(of('(0009,0010)')).toMatchObject({ change: 'removed', name: '' })
  })

  it('marks the part that changed, and no more', () => {
    const row = of('(0008,1030)')
    expect(row?.before).toEqual([
      { text: 'MR knee of ', same: true },
      { text: 'Anne Holm', same: false },
    ])
    expect(row?.after.filter((one) => !one.same).map((one) => one.text)).toEqual(['[removed]'])
  })

  it('goes into sequences, and shows text that stands in bytes of an unknown kind', () => {
    expect(of('(0040,0275)[1] (0040,0007)')).toMatchObject({ change: 'kept' })
    expect(of('(0009,1001)')).toMatchObject({ change: 'removed', before: [{ text: 'Anne Holm', same: false }] })
  })

  it('shows a name that was left in the preamble', () => {
    const named = Uint8Array.from(after)
    named.set(Buffer.from('Anne Holm'))
    const found = compareObjects(named, named)
    expect(found.ok && found.value.rows[0]).toMatchObject({ path: 'preamble', change: 'kept' })
  })

  it('is refused for a file that cannot be read', () => {
    expect(compareObjects(before, Buffer.from('nothing like it'.repeat(20)))).toMatchObject({ ok: false })
  })
})

describe('two texts', () => {
  it('are whole again when their pieces are put together, and share what is the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (a, b) => {
          const pieces = differingPieces(a, b)
          expect([text(pieces.before), text(pieces.after)]).toEqual([a, b])
          const common = (side: readonly { text: string; same: boolean }[]) => text(side.filter((one) => one.same))
          expect(common(pieces.before)).toBe(common(pieces.after))
          if (a === b) expect(pieces.before.every((one) => one.same)).toBe(true)
        },
      ),
    )
  })

  it('that are very long are told apart by their ends', () => {
    const long = 'word '.repeat(900)
    expect(differingPieces(`${long}Holm end`, `${long}- end`).before.filter((one) => !one.same)).toEqual([
      { text: 'Holm', same: false },
    ])
  })
})
