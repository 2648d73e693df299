import { build, items, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyFile, deidentifyObject, type Profile, prepareSweep, researchProfile } from './index.ts'
import { lookNeeded } from './look-rules.ts'
import { nobody } from './subject.ts'

const terms = (profile: Profile = researchProfile()) => ({
  profile,
  subject: { pseudonym: 'P-STAFF', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
})
const uid = (end: string) => `1.2.208.4712.${end}`

function item(code: string, meaning: string, value: string) {
  return build({
    RelationshipType: 'HAS OBS CONTEXT',
    ValueType: 'TEXT',
    ConceptNameCodeSequence: [build({ CodeValue: code, CodingSchemeDesignator: 'DCM', CodeMeaning: meaning })],
    TextValue: value,
  })
}

async function texts(profile: Profile): Promise<string[]> {
  const report = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.22',
    SOPInstanceUID: uid('1'),
    StudyInstanceUID: uid('2'),
    SeriesInstanceUID: uid('3'),
    Modality: 'SR',
    PatientName: '',
    PatientID: '',
    ValueType: 'CONTAINER',
    ContentSequence: [
      item('121016', 'Device Observer Serial Number', 'SN-66120'),
      item('121009', 'Person Observer’s Organization Name', 'Klinik 7'),
      item('112039', 'Tracking Identifier', 'SN-66120'),
      item('121071', 'Finding', 'SN-66120'),
      item('121041', 'Specimen Identifier', 'SN-66120'),
      item('121020', 'Placer Number', 'SN-66120'),
    ],
  })
  const result = await deidentifyObject(writeFile(report), terms(profile))
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return items(read.dataset, 0x0040a730).map((one) => text(one, 0x0040a160) ?? '')
}

describe('a content item', () => {
  it('whose concept is a name, a number or a place of an observer says it no more', async () => {
    expect(await texts(researchProfile())).toEqual(['***', '***', 'SN-66120', 'SN-66120', '***', '***'])
  })

  it('of a device stays where the profile keeps devices', async () => {
    const profile = researchProfile()
    const kept = { ...profile, options: { ...profile.options, retainDeviceIdentity: true } }
    expect((await texts(kept)).slice(0, 2)).toEqual(['SN-66120', '***'])
  })
})

describe('a short text in an element that table E.1-1 does not name', () => {
  it.each([
    ['IV injektion v. bioanalytiker Nanna Hvass', 'IV injektion v. bioanalytiker'],
    ['Intravenous route', 'Intravenous route'],
    ['Corrected by Siemens', 'Corrected by Siemens'],
  ])('that says by whom is read as a free text: %s', async (route, wanted) => {
    const image = build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.128',
      SOPInstanceUID: uid('4'),
      StudyInstanceUID: uid('5'),
      SeriesInstanceUID: uid('6'),
      Modality: 'PT',
      PatientName: '',
      PatientID: '',
      RadiopharmaceuticalInformationSequence: [build({ RadiopharmaceuticalRoute: route })],
    })
    const result = await deidentifyObject(writeFile(image), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    const read = readDataset(result.output)
    if (!read.ok) throw new Error(read.problem.message)
    expect(items(read.dataset, 0x00540016).map((one) => text(one, 0x00181070)?.trim())).toEqual([wanted])
  })
})

describe('a sequence that table E.1-1 does not name', () => {
  it('stays when it says whose order or number it was, with a dummy for the namespace, and goes when it says which service asked', async () => {
    const of = (name: string) => [
      build({ LocalNamespaceEntityID: name, UniversalEntityID: '1.2.208.1', UniversalEntityIDType: 'ISO' }),
    ]
    const image = build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: uid('4'),
      StudyInstanceUID: uid('5'),
      SeriesInstanceUID: uid('6'),
      Modality: 'CT',
      PatientName: '',
      PatientID: '',
      IssuerOfAccessionNumberSequence: of('NORDRIS'),
      OrderPlacerIdentifierSequence: of('NORDPAS'),
      OrderFillerIdentifierSequence: of('NORDRIS'),
      RequestAttributesSequence: [
        build({ IssuerOfAccessionNumberSequence: of('NORDRIS'), OrderFillerIdentifierSequence: of('NORDPAS') }),
      ],
      ReferencedPerformedProtocolSequence: of('NORDCT'),
      OtherStudyNumbers: '771188',
      RequestingServiceCodeSequence: [build({ CodeValue: 'N1', CodeMeaning: 'Nordmand kirurgi' })],
    })
    const result = await deidentifyObject(writeFile(image), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    const bytes = Buffer.from(result.output).toString('latin1')
    expect(bytes).not.toMatch(/NORD|Nordmand|1\.2\.208\.1|771188/)
    const read = readDataset(result.output)
    if (!read.ok) throw new Error(read.problem.message)
    expect(items(read.dataset, 0x0018990d)).toHaveLength(1)
    for (const tag of [0x00080051, 0x00400026, 0x00400027]) {
      const [issuer] = items(read.dataset, tag)
      expect(issuer && text(issuer, 0x00400033)).toBe('ISO')
      expect(issuer && text(issuer, 0x00400032)).toBeTruthy()
    }
    expect(items(read.dataset, 0x00321034)).toHaveLength(0)
  })
})

describe('a short text in which somebody describes', () => {
  it('is read as a free text in an element that table E.1-1 does not name', async () => {
    const image = build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.66.4',
      SOPInstanceUID: uid('4'),
      StudyInstanceUID: uid('5'),
      SeriesInstanceUID: uid('6'),
      Modality: 'SEG',
      PatientName: '',
      PatientID: '',
      ContentDescription: 'Lever, datter Ingelise Thorup',
      ImageComments:
        'Se 2.25.77120331188120340517 og 1.2.752.24.7.907268278368710103093966892436375047782913155177; udgave 2.1.3',
      GridID: 'G 77120',
      SegmentSequence: [build({ SegmentLabel: 'Tumor Jytte Mortensen' }), build({ SegmentLabel: 'Couinaud IV' })],
    })
    const result = await deidentifyObject(writeFile(image), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    const read = readDataset(result.output)
    if (!read.ok) throw new Error(read.problem.message)
    expect(text(read.dataset, 0x00204000)?.trim()).toMatch(
      /^Se 2\.25\.(?!77120331188120340517)\d+ og 2\.25\.\d+; udgave 2\.1\.3$/,
    )
    expect(text(read.dataset, 0x00700081)?.trim()).toBe('Lever, datter')
    expect(text(read.dataset, 0x00181006)).toBeUndefined()
    expect(items(read.dataset, 0x00620002).map((one) => text(one, 0x00620005)?.trim())).toEqual([
      'Tumor',
      'Couinaud IV',
    ])
  })
})

describe('a document inside of an object', () => {
  it('that says that the patient stands on its pages is cleaned as any other', () => {
    const object = { modality: 'DOC', imageType: [], conversionType: '', burnedInAnnotation: 'YES' }
    for (const end of ['104.1', '104.2'])
      expect(lookNeeded({ ...object, sopClassUid: `1.2.840.10008.5.1.4.1.1.${end}` })?.code).toBe(
        'document-not-cleaned',
      )
    expect(lookNeeded({ ...object, sopClassUid: '1.2.840.10008.5.1.4.1.1.2' })?.code).toBe('look-burned-in')
  })
})

describe('FHIR resources', () => {
  const patient = {
    resourceType: 'Patient',
    id: 'p1',
    name: [{ family: 'Ravnkilde', given: ['Ilse'] }],
    gender: 'female',
  }
  const observation = {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    valueQuantity: { value: 71, unit: 'umol/L' },
    note: [{ text: 'Ravnkilde er fastende' }],
  }
  const lines = (...resources: object[]) => Buffer.from(`${resources.map((one) => JSON.stringify(one)).join('\n')}\n`)

  it('that stand one a line leave one a line, and still point at each other', async () => {
    const result = await deidentifyFile(lines(patient, observation), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    expect(result.name).toMatch(/\.ndjson$/)
    const made = Buffer.concat(result.parts).toString('utf8').trimEnd().split('\n')
    const [first, second] = made.map((line) => JSON.parse(line))
    expect(first).toMatchObject({ resourceType: 'Patient', id: 'P-STAFF', gender: 'female' })
    expect(second).toMatchObject({ subject: { reference: 'Patient/P-STAFF' }, valueQuantity: { value: 71 } })
    expect(second.note[0].text).toBe('*** er fastende')
  })

  it('of two patients, and lines of which one is no resource, stay', async () => {
    const other = { ...patient, id: 'p2' }
    expect(await deidentifyFile(lines(patient, other), terms())).toMatchObject({ code: 'several-patients' })
    expect(await deidentifyFile(lines(patient, { a: 1 }), terms())).toMatchObject({ code: 'unreadable' })
  })

  it('keep what a section of a document says, without whom it names', async () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Kendt med <b>KOL</b>, set af læge Siri Norup.</p></div>'
    const document = {
      resourceType: 'Composition',
      id: 'c1',
      status: 'final',
      title: 'Epikrise',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Siri Norup: epikrise</div>' },
      section: [{ title: 'Anamnese', text: { status: 'generated', div } }],
    }
    const result = await deidentifyFile(lines(document), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    const made = JSON.parse(Buffer.concat(result.parts).toString('utf8'))
    expect(made.section[0].text.div).toContain('Kendt med KOL , set af læge ***')
    expect(made.text.div).not.toContain('Norup')
  })

  it('keep the words of an attached page, and nothing of its markup', async () => {
    const page =
      '<html><body title="Ilse"><p>Set af l&aelig;ge Benthe R&oslash;jkj&aelig;r.</p><p>Fundet er <b>stabilt</b>.</p></body></html>'
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd1',
      status: 'final',
      presentedForm: [{ contentType: 'text/html', data: Buffer.from(page).toString('base64') }],
    }
    const result = await deidentifyFile(lines(report), terms())
    if (result.status !== 'released') throw new Error(result.reason)
    const [form] = JSON.parse(Buffer.concat(result.parts).toString('utf8')).presentedForm
    expect(form.contentType).toBe('text/plain')
    expect(Buffer.from(form.data, 'base64').toString('utf8')).toBe('Set af læge ***. Fundet er stabilt .')
  })
})
