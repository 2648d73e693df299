import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, writeFile } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { joinSurvey, surveyWork } from './survey-patients.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-survey-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** By which each object's patient is told, in the order of their numbers. */
function patients(ids: readonly string[]): string[] {
  const files = ids.map((id, number) => {
    const path = join(folder, `${number}.dcm`)
    const object = build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `1.2.208.4714.${number}`,
      StudyInstanceUID: `1.2.208.4714.7.${number}`,
      SeriesInstanceUID: `1.2.208.4714.8.${number}`,
      Modality: 'CT',
      PatientName: 'Munkholm^Sanne',
      PatientID: Buffer.from(id.length % 2 ? `${id} ` : id, 'latin1'),
    })
    writeFileSync(path, writeFile(object))
    return { number, path }
  })
  return joinSurvey(surveyWork()(files)).patientOf
}

describe('the patients of a folder', () => {
  it('are one where spellings of one person number differ, under the key of the plain one', () => {
    const spelled = [
      '0504713826',
      '050471-3826',
      '050471 3826',
      '050471-3826^^^CPR',
      '050471-3826\0\0',
      '050471-3826\0rest',
    ]
    expect(new Set(patients(spelled))).toEqual(new Set(['id 0504713826']))
  })

  it('are as many as there are other numbers', () => {
    expect(patients(['RH4400011', '4711^^^RH', '050471-AB12'])).toEqual([
      'id RH4400011',
      'id 4711^^^RH',
      'id 050471-AB12',
    ])
  })
})
