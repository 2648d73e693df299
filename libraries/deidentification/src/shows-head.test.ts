import { build, items, readDataset, tag, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyParts } from './deidentify-object.ts'
import { nobody, type Profile, prepareSweep, readFacts, researchProfile, showsHead } from './index.ts'

const sweep = prepareSweep(nobody())
const subject = { pseudonym: 'P-HEAD', dateShiftDays: 3, uidKey: new Uint8Array(32).fill(9) }
const research = researchProfile()
const faceless: Profile = { ...research, options: { ...research.options, cleanRecognizableVisualFeatures: true } }

function object(says: Parameters<typeof build>[0]): Uint8Array {
  return writeFile(
    build({
      SpecificCharacterSet: 'ISO_IR 192',
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: '2.25.91',
      StudyInstanceUID: '2.25.92',
      SeriesInstanceUID: '2.25.93',
      Modality: 'CT',
      PatientName: 'Fantom^Hoved',
      PatientID: '9999999995',
      ...says,
    }),
  )
}

const shown = (says: Parameters<typeof build>[0]) => {
  const read = readFacts(object(says))
  return read.ok ? showsHead(read.facts) : undefined
}
const code = (value: string, meaning: string) => [
  build({ CodeValue: value, CodingSchemeDesignator: 'SCT', CodeMeaning: meaning }),
]

describe('an object of a CT, MR or PET series', () => {
  it('is of a head when any of its words or codes says so, in English or Danish', () => {
    for (const says of [
      { BodyPartExamined: 'HEAD' },
      { BodyPartExamined: 'BRAIN', Modality: 'MR' },
      { StudyDescription: 'CT cerebrum uden kontrast' },
      { StudyDescription: 'MR af hjernen' },
      { SeriesDescription: 'Kranie knogle 1 mm' },
      { ProtocolName: 'AX T2 Hoved' },
      { StudyDescription: 'CT thorax og hoved', BodyPartExamined: 'CHEST' },
      { RequestedProcedureDescription: 'MR ANSIGT' },
      { AnatomicRegionSequence: code('69536005', 'Head structure') },
      { ProcedureCodeSequence: code('x', 'MR of brain'), BodyPartExamined: '' },
      { SeriesDescription: 'MPRAGE sag', Modality: 'MR' },
      { BodyPartExamined: 'WHOLEBODY', Modality: 'PT' },
    ])
      expect([says, shown(says)]).toEqual([says, 'head'])
  })

  it('is of no head when another part is named, and perhaps of one when it says nothing', () => {
    for (const says of [
      { BodyPartExamined: 'CHEST' },
      { StudyDescription: 'MR knæ højre', Modality: 'MR' },
      { StudyDescription: 'CT abdomen, head first', SeriesDescription: 'HeadFirst supine' },
      { BodyPartExamined: 'HEAD', Modality: 'CR' },
    ])
      expect([says, shown(says)]).toEqual([says, 'no'])
    expect(shown({ StudyDescription: 'CT college of surface' })).toBe('perhaps')
    expect(shown({})).toBe('perhaps')
  })

  it('stays when the profile wants faces removed and its series was not seen to, and says how it goes on', () => {
    for (const says of [{ BodyPartExamined: 'HEAD' }, {}, { Modality: 'PT', BodyPartExamined: 'HEAD' }]) {
      const result = deidentifyParts(object(says), { profile: faceless, subject, sweep })
      expect(result).toMatchObject({
        status: 'quarantined',
        code: 'face-not-removed',
        next: expect.stringContaining('series'),
      })
    }
  })

  it('leaves with its face noted when the profile does not ask, and untouched when it is of no head', () => {
    const kept = deidentifyParts(object({ BodyPartExamined: 'HEAD' }), { profile: research, subject, sweep })
    expect(kept.status === 'released' && kept.proof.rules).toMatchObject({ 'faces-not-removed': 1 })
    const chest = deidentifyParts(object({ BodyPartExamined: 'CHEST' }), { profile: faceless, subject, sweep })
    if (chest.status !== 'released') throw new Error(chest.reason)
    expect(Object.keys(chest.proof.rules).filter((rule) => rule.startsWith('faces'))).toEqual([])
    expect(methods(Buffer.concat(chest.parts))).not.toContain('113102')
  })

  it('names the method only where the face was removed', () => {
    const done = deidentifyParts(object({ BodyPartExamined: 'HEAD' }), {
      profile: faceless,
      subject,
      sweep,
      faceRemoved: true,
    })
    if (done.status !== 'released') throw new Error(done.reason)
    expect(done.proof.rules).toMatchObject({ 'faces-removed': 1 })
    expect(methods(Buffer.concat(done.parts))).toContain('113102')
  })
})

function methods(bytes: Uint8Array): (string | undefined)[] {
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  return items(read.dataset, tag('DeidentificationMethodCodeSequence')).map((one) => text(one, tag('CodeValue')))
}
