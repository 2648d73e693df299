import { type Dataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import type { Answer, FileAnswers } from '../testing/midi/answer-key.ts'
import { fileValues } from '../testing/midi/file-values.ts'
import { plantInto } from '../testing/midi/own-key.ts'
import { byAction, scoreFiles } from '../testing/midi/score-files.ts'
import { textCheck } from '../testing/midi/text-check.ts'
import { deidentifyParts, nobody, prepareSweep, replaceUid, researchProfile } from './index.ts'

const plain: Dataset = new Map([
  [0x00080005, { vr: 'CS', strings: ['ISO_IR 192'] }],
  [0x00080016, { vr: 'UI', strings: ['1.2.840.10008.5.1.4.1.1.2'] }],
  [0x00080018, { vr: 'UI', strings: ['1.2.208.1.1'] }],
  [0x00080060, { vr: 'CS', strings: ['CT'] }],
  [0x00180060, { vr: 'DS', strings: ['120'] }],
  [0x0020000d, { vr: 'UI', strings: ['1.2.208.1.2'] }],
  [0x0020000e, { vr: 'UI', strings: ['1.2.208.1.3'] }],
  [0x7fe00010, { vr: 'OW', bytes: Buffer.from([1, 2, 3, 4]) }],
])
const uidKey = new Uint8Array(32).fill(2)

function scored(change: (output: Dataset | undefined, key: FileAnswers) => Uint8Array | undefined) {
  const planted = plantInto(writeFile(plain), 1, 'scorer')
  if (!planted) throw new Error('nothing planted')
  const result = deidentifyParts(planted.bytes, {
    profile: researchProfile(),
    subject: { pseudonym: 'P-1', dateShiftDays: -30, uidKey },
    sweep: prepareSweep(nobody()),
  })
  const bytes =
    result.status === 'released' ? (change(undefined, planted.key) ?? Buffer.concat(result.parts)) : undefined
  const values = bytes && bytes.length > 0 ? fileValues(bytes) : undefined
  const uids = new Map(
    planted.key.answers
      .filter((one) => one.action === 'uid_consistent')
      .map((one) => [one.value, replaceUid(uidKey, one.value)]),
  )
  return scoreFiles(
    [planted.key],
    new Map(values ? [[values.sopInstanceUid, values]] : []),
    { uids, patientIds: new Map([[planted.key.patientId, 'P-1']]) },
    () => true,
  )
}

describe('the scorer of the ten actions', () => {
  it('passes a file that is de-identified by the research profile in every check', () => {
    const checks = scored(() => undefined)
    expect(checks.filter((one) => !one.passed).map((one) => `${one.action} ${one.path} ${one.reason}`)).toEqual([])
    expect(byAction(checks).map((one) => one.action)).toEqual([
      'date_shifted',
      'patid_consistent',
      'pixels_retained',
      'tag_retained',
      'text_notnull',
      'text_removed',
      'text_retained',
      'uid_changed',
      'uid_consistent',
    ])
  })

  it('fails every check of a file that is missing, removals as well', () => {
    const checks = scored(() => new Uint8Array())
    expect(checks.length).toBeGreaterThan(90)
    expect(checks.filter((one) => one.passed)).toEqual([])
  })

  it('fails what leaked and what changed in a file that was left as it was', () => {
    const planted = plantInto(writeFile(plain), 1, 'scorer')
    const same = planted && fileValues(planted.bytes)
    if (!planted || !same) throw new Error('nothing planted')
    const itself = new Map(planted.key.answers.map((one) => [one.value, one.value]))
    const failed = byAction(
      scoreFiles(
        [planted.key],
        new Map([[same.sopInstanceUid, same]]),
        { uids: itself, patientIds: new Map() },
        () => true,
      ),
    )
    expect(failed.filter((one) => one.passed === 0).map((one) => one.action)).toEqual([
      'date_shifted',
      'patid_consistent',
      'text_removed',
      'uid_changed',
    ])
  })

  it('fails pixels whose bytes changed, unless they are seen to decode to the same picture', () => {
    const planted = plantInto(writeFile(plain), 1, 'scorer')
    const same = planted && fileValues(planted.bytes)
    if (!planted || !same) throw new Error('nothing planted')
    const itself = new Map(planted.key.answers.map((one) => [one.value, one.value]))
    const passes = (seen: boolean) =>
      scoreFiles(
        [planted.key],
        new Map([[same.sopInstanceUid, { ...same, pixelDigest: 'other' }]]),
        { uids: itself, patientIds: new Map() },
        () => true,
        () => seen,
      ).find((one) => one.action === 'pixels_retained')?.passed
    expect([passes(false), passes(true)]).toEqual([false, true])
  })

  it('fails a date that moved by other days than the patient’s other dates', () => {
    const date = (at: number): Answer => ({
      action: 'date_shifted',
      path: `<(0008,002${at})>`,
      actionText: '',
      value: `2025020${at}`,
    })
    const file = {
      patientId: 'A',
      sopInstanceUid: '1',
      studyInstanceUid: '',
      seriesInstanceUid: '',
      modality: 'CT',
      sopClassUid: '',
      answers: [date(1), date(2), date(3)],
    }
    const output = {
      sopInstanceUid: '2',
      pixelDigest: '',
      values: new Map([
        ['<(0008,0021)>', '<20250111>'],
        ['<(0008,0022)>', '<20250112>'],
        ['<(0008,0023)>', '<20250214>'],
      ]),
    }
    const checks = scoreFiles(
      [file],
      new Map([['2', output]]),
      { uids: new Map([['1', '2']]), patientIds: new Map() },
      () => true,
    )
    expect(checks.map((one) => one.passed)).toEqual([true, true, false])
  })

  it('reads text as MIDI-B does: numbers by value, the whole, or its words without those that say nothing', () => {
    expect(textCheck('<12.0>', '<12>', 'retain')).toEqual({ passed: true, score: 1 })
    expect(textCheck("<The patient's address is 1261 AR>", '<1261 Leawood Street AR>', 'remove')).toEqual({
      passed: false,
      score: 0.5,
    })
    expect(textCheck('<CT head>', '<CT of the head>', 'retain')).toEqual({ passed: true, score: 1 })
  })
})
