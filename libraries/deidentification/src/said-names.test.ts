import { build, items, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import {
  type DeidentificationTerms,
  deidentifyObject,
  deidentifyParts,
  prepareProfile,
  prepareSweep,
  previewObject,
  researchProfile,
} from './index.ts'
import { nobody } from './subject.ts'

const terms = (): DeidentificationTerms => ({
  profile: prepareProfile(researchProfile()),
  subject: { pseudonym: 'P-SAID', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
})

function object(number: number, more: Parameters<typeof build>[0]) {
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.22',
      SOPInstanceUID: `1.2.208.4712.5.${number}`,
      StudyInstanceUID: '1.2.208.4712.6',
      SeriesInstanceUID: '1.2.208.4712.7',
      Modality: 'SR',
      PatientName: '',
      PatientID: '',
      ...more,
    }),
  )
}

const item = (value: string) => build({ RelationshipType: 'CONTAINS', ValueType: 'TEXT', TextValue: value })

async function cleaned(more: Parameters<typeof build>[0]) {
  const result = await deidentifyObject(object(1, more), terms())
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

describe('Who is named in one text of an object', () => {
  it('is taken out of the others by one name alone, before and behind, nested as well', async () => {
    const made = await cleaned({
      PatientComments: 'Gudmunda kan ikke ligge fladt',
      AdditionalPatientHistory: 'mor Gudmunda Pjetursdal ringede i går',
      ContentSequence: [item('Pjetursdal ønsker svar pr. brev'), item('PJETURSDAL informeret'), item('Ingen pneumoni')],
    })
    expect(text(made, 0x001021b0)).toBe('mor *** ringede i går')
    expect(text(made, 0x00104000)).toBe('*** kan ikke ligge fladt')
    expect(items(made, 0x0040a730).map((one) => text(one, 0x0040a160))).toEqual([
      '*** ønsker svar pr. brev',
      '*** informeret',
      'Ingen pneumoni',
    ])
  })

  it('is told by the second half of a double name as well', async () => {
    const made = await cleaned({
      AdditionalPatientHistory: 'læge Hassan El-Sayed',
      PatientComments: 'stue 2, Sayed. ISS 9',
    })
    expect(text(made, 0x00104000)).toBe('stue 2, ***. ISS 9')
  })

  it('is told in front of what staff do by a name that is a word as well, and by the beginning of a long one', async () => {
    const made = await cleaned({
      AdditionalPatientHistory: 'konf. m. overlæge Ravi Chandrasekhar og læge Ditte Vang',
      PatientComments: 'Obs torsio, Vang tilset. Chandra har set billeder. Vang uden hævelse',
    })
    expect(text(made, 0x00104000)).toBe('Obs torsio, *** tilset. *** har set billeder. Vang uden hævelse')
  })

  it('takes nothing out of what a disease, a score or a view is called', async () => {
    const made = await cleaned({
      AdditionalPatientHistory: 'konf. m. overlæge Crohn og radiolog Hans Lund, ref. dr. Weber',
      PatientComments: 'Mb. Crohn, Weber B fraktur, Lund-Mackay score 4, hans lunge',
    })
    expect(text(made, 0x00104000)).toBe('Mb. Crohn, Weber B fraktur, Lund-Mackay score 4, hans lunge')
  })

  it('is taken out of each slice, whatever is remembered of the one before', () => {
    const remarks = ['', 'mor Gudmunda Pjetursdal ringede', 'mor Gudmunda Pjetursdal ringede', '', 'obs Pjetursdal']
    const slices = remarks.map((remark, number) =>
      object(number, { ...(remark && { AdditionalPatientHistory: remark }), PatientComments: 'Gudmunda ved besked' }),
    )
    const outputs = (given: DeidentificationTerms, own: () => Partial<DeidentificationTerms>) =>
      slices.map((slice) => {
        const result = deidentifyParts(slice, { ...given, ...own() })
        if (result.status !== 'released') throw new Error(result.reason)
        return { output: Buffer.concat(result.parts).toString('latin1'), rules: result.proof.rules }
      })
    const headers = new Map()
    const given = terms()
    const apart = outputs(given, () => ({}))
    expect(outputs(given, () => ({ headers }))).toEqual(apart)
    expect(outputs(given, () => ({ headers }))).toEqual(apart)
    expect(apart.map(({ output }) => output.includes('Gudmunda ved besked'))).toEqual([true, false, false, true, true])
  })

  it('is counted once in the preview as in the proof', async () => {
    const input = object(1, {
      AdditionalPatientHistory: 'mor Gudmunda Pjetursdal ringede',
      PatientComments: 'Gudmunda ved besked',
    })
    const [shown, made] = [await previewObject(input, terms()), await deidentifyObject(input, terms())]
    if (shown.status !== 'released' || made.status !== 'released') throw new Error('held back')
    expect(shown.proof.rules).toEqual(made.proof.rules)
    expect(shown.rows.find((row) => row.keyword === 'PatientComments')?.did).toContain('text-name')
  })
})
