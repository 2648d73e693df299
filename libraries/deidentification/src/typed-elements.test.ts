import { build, type Dataset, items, readDataset, tag, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyObject, researchProfile } from './index.ts'
import { nobody } from './subject.ts'
import { prepareSweep } from './sweep.ts'

type Values = Parameters<typeof build>[0]

async function released(values: Values, extra: Dataset = new Map()): Promise<Dataset> {
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.22',
    SOPInstanceUID: '1.2.208.4714.1',
    StudyInstanceUID: '1.2.208.4714.2',
    SeriesInstanceUID: '1.2.208.4714.3',
    Modality: 'SR',
    ...values,
  })
  const result = await deidentifyObject(writeFile(new Map([...object, ...extra])), {
    profile: researchProfile(),
    subject: { pseudonym: 'P-TYPED', dateShiftDays: -40, uidKey: new Uint8Array(32).fill(3) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

const said = (made: Dataset, tag: number) => text(made, tag)?.trim() ?? ''

describe('What somebody types into an element that no table lists', () => {
  it.each([
    ['instructions', { InstructionText: 'Spørg dr. Birgitte Kjærsgaard' }, 'Kjærsgaard'],
    ['reasons', { PotentialReasonsForProcedure: 'Henvist af dr. Poul Ravnholt, obs. tumor' }, 'Ravnholt'],
    ['positions', { PatientAdditionalPosition: 'Karen Ravnholt med pude' }, 'Ravnholt'],
    ['beams', { BeamName: 'Felt 2 Karen Ravnholt' }, 'Ravnholt'],
  ] as const)('is cleaned as any text: %s', async (_, values, name) => {
    const made = await released(values as Values)
    const [[element, other]] = Object.entries(values) as [[string, string]]
    expect(JSON.stringify([...made.values()].map((one) => one.strings))).not.toContain(name)
    expect(other).toContain(name)
    expect(made.has(tag(element))).toBe(true)
  })

  it('moves its days', async () => {
    const made = await released({ TreatmentProtocols: 'DBCG HYPO 2019-03-12' })
    expect(said(made, 0x300a0009)).toBe('DBCG HYPO 2019-01-31')
  })

  it.each([
    ['models', { ManufacturerModelName: 'SOMATOM Max Tim' }],
    ['programs', { SoftwareVersions: 'Line Anders 4.2' }],
    ['places that positions are counted from', { PositionReferenceIndicator: 'Orbital Meatal Line' }],
    ['uses', { ProcessingFunction: 'Heart Vessel' }],
    ['plans', { TreatmentProtocols: 'DAHANCA 33' }],
  ] as const)('stays where it is a name of things: %s', async (_, values) => {
    const [[element, text]] = Object.entries(values) as [[string, string]]
    expect(said(await released(values as Values), tag(element))).toBe(text)
  })
})

describe('What a camera notes in a form of its own', () => {
  it('goes, with the owner and the number in it', async () => {
    const note = { vr: 'OB', bytes: Buffer.from('Nikon\0Owner=K. Ravnholt Serial=8899224 ') }
    const made = await released({}, new Map([[0x0016002b, note]]))
    expect(Buffer.from(made.get(0x0016002b)?.bytes ?? []).toString('latin1')).not.toMatch(/Ravnholt|8899224/)
  })
})

describe('Numbers that are a text', () => {
  it('go where a number of a person stands in them', async () => {
    const rows = { vr: 'OB', bytes: Buffer.from('rows of 010203-4567 and others      ') }
    const made = await released({}, new Map([[0x00160062, rows]]))
    expect(Buffer.from(made.get(0x00160062)?.bytes ?? []).toString('latin1')).not.toContain('4567')
  })
})

describe('The UID of a scheme of codes', () => {
  const schemed = (uid: string, url: string) =>
    released({
      CodingSchemeIdentificationSequence: [build({ CodingSchemeUID: uid, CodingSchemeURL: url } as Values)],
    })

  it('stays where the scheme is public, with its address', async () => {
    const made = items(await schemed('2.16.840.1.113883.6.96', 'http://snomed.info/sct'), 0x00080110)[0]!
    expect([said(made, 0x0008010c), said(made, 0x0008010e)]).toEqual([
      '2.16.840.1.113883.6.96',
      'http://snomed.info/sct',
    ])
  })

  it('is replaced where it is that of a house, and an address with a person in it goes', async () => {
    const made = items(await schemed('1.2.208.176.99.1', 'http://karen@example.org/koder'), 0x00080110)[0]!
    expect(said(made, 0x0008010c)).toMatch(/^2\.25\./)
    expect(made.has(0x0008010e)).toBe(false)
  })
})

describe('The day of birth in a report', () => {
  const item = (code: string, meaning: string, date: string) =>
    build({
      RelationshipType: 'HAS OBS CONTEXT',
      ValueType: 'DATE',
      ConceptNameCodeSequence: [build({ CodeValue: code, CodingSchemeDesignator: 'DCM', CodeMeaning: meaning })],
      Date: date,
    } as Values)

  it('keeps its year alone, while the other days move', async () => {
    const made = await released({
      ContentSequence: [item('121031', 'Subject Birth Date', '19610517'), item('111060', 'Study Date', '20230302')],
    })
    expect(items(made, 0x0040a730).map((one) => said(one, 0x0040a121))).toEqual(['19610101', '20230121'])
  })
})
