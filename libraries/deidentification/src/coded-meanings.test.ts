import { build, items, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { deidentifyObject, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const uid = (end: string) => `1.2.208.4719.${end}`

async function released(values: Record<string, unknown>) {
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: uid('1'),
    StudyInstanceUID: uid('2'),
    SeriesInstanceUID: uid('3'),
    Modality: 'CT',
    PatientName: '',
    PatientID: '',
    ...values,
  } as Parameters<typeof build>[0])
  const result = await deidentifyObject(writeFile(object), {
    profile: researchProfile(),
    subject: { pseudonym: 'P-CODES', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

async function meaning(code: Record<string, string>): Promise<string | undefined> {
  const made = await released({ AnatomicRegionSequence: [build(code)] })
  return items(made, 0x00082218).map((one) => text(one, 0x00080104)?.trim())[0]
}

describe('the meaning of a code', () => {
  it.each([
    [{ CodeValue: 'K7', CodingSchemeDesignator: '99NORD', CodeMeaning: 'Skulder, aftalt med Mette' }],
    [{ CodeValue: 'K7', CodeMeaning: 'Skulder, aftalt med Mette' }],
    [{ CodeMeaning: 'Skulder, aftalt med Mette' }],
    [{ CodeValue: 'MIN1', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Skulder, aftalt med Mette' }],
  ])('is cleaned where no public scheme has the code: %o', async (code) => {
    const said = await meaning(code)
    expect(said).toContain('Skulder')
    expect(said).not.toContain('Mette')
  })

  it.each([
    [{ CodeValue: '16982005', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Shoulder region structure' }],
    [{ CodeValue: '255469002', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Hodgkin af Smith og Colles' }],
    [{ CodeValue: 'T-D2220', CodingSchemeDesignator: 'SRT', CodeMeaning: 'Bowman by Henle' }],
    [{ CodeValue: '18748-4', CodingSchemeDesignator: 'LN', CodeMeaning: 'Study by Mette' }],
    [{ CodeValue: 'K7', CodingSchemeDesignator: '99NORD', CodeMeaning: 'Skulder impingement' }],
  ])('stays as it is where one has, or where it tells of nobody: %o', async (code) => {
    expect(await meaning(code)).toBe(code.CodeMeaning)
  })
})

describe('the code of somebody', () => {
  const codes = async (code: Record<string, string>, deep = false) => {
    const item = build(code)
    const made = await released(
      deep
        ? { ContentSequence: [build({ ValueType: 'CODE', ConceptCodeSequence: [item] })] }
        : { AnatomicRegionSequence: [item] },
    )
    const found = deep ? items(made, 0x0040a730).flatMap((one) => items(one, 0x0040a168)) : items(made, 0x00082218)
    return found.map((one) =>
      [0x00080100, 0x00080119, 0x00080120].map((tag) => text(one, tag)?.trim() ?? '').join(''),
    )[0]
  }

  it.each([
    [{ CodeValue: 'vestga02', CodingSchemeDesignator: '99BRUGER', CodeMeaning: 'Birthe Holmgaard' }],
    [{ CodeValue: 'VEST', CodingSchemeDesignator: '99BRUGER', CodeMeaning: 'Overlæge Birthe Holmgaard' }],
    [{ CodeValue: 'hmg7', CodingSchemeDesignator: 'L', CodeMeaning: 'Holmgaard^Birthe' }],
    [{ CodeValue: 'birhol', CodeMeaning: 'Birthe Holmgaard' }],
    [{ CodeValue: 'birhol', CodingSchemeDesignator: 'SCT', CodeMeaning: 'Birthe Holmgaard' }],
    [{ CodingSchemeDesignator: '99BRUGER', CodeMeaning: 'Birthe Holmgaard', LongCodeValue: 'birthe-holmgaard-0001' }],
    [{ CodeMeaning: 'Birthe Holmgaard', URNCodeValue: 'urn:login:birhol' }],
  ])('goes with the meaning where no public scheme has it: %o', async (code) => {
    expect(await codes(code)).toBe('')
    expect(await codes(code, true)).toBe('')
  })

  it.each([
    [{ CodeValue: 'K7', CodingSchemeDesignator: '99NORD', CodeMeaning: 'Skulder, aftalt med Mette' }, 'K7'],
    [{ CodeValue: 'K7', CodingSchemeDesignator: '99NORD', CodeMeaning: 'Skulder' }, 'K7'],
    [{ CodeValue: 'RAD2', CodingSchemeDesignator: '99ROLLE', CodeMeaning: 'Radiograf' }, 'RAD2'],
    [{ CodeValue: '121092', CodingSchemeDesignator: 'DCM', CodeMeaning: 'Hansen' }, '121092'],
  ])('stays where it is that of a thing or of the standard: %o', async (code, wanted) => {
    expect(await codes(code)).toBe(wanted)
    expect(await codes(code, true)).toBe(wanted)
  })
})

describe('who was at work', () => {
  const item = (concept: string, value: string) =>
    build({
      ValueType: 'TEXT',
      ConceptNameCodeSequence: [build({ CodeValue: 'Z1', CodingSchemeDesignator: '99NORD', CodeMeaning: concept })],
      TextValue: value,
    })

  it.each([
    ['Observer login', 'qrdoex', '***'],
    ['User ID', 'rx02', '***'],
    ['Initialer', 'pbq', '***'],
    ['Scanned by', 'Karo', '***'],
    ['Operator', 'radiograf', 'radiograf'],
    ['Operator comment', 'ua', 'ua'],
    ['User defined label', 'lever', 'lever'],
    ['Finding', 'lever', 'lever'],
  ])('leaves no word behind, a calling may stay: %s %s', async (concept, value, wanted) => {
    const made = await released({ ContentSequence: [item(concept, value)] })
    expect(items(made, 0x0040a730).map((one) => text(one, 0x0040a160)?.trim())).toEqual([wanted])
  })
})

it('how contrast was given is read as a text', async () => {
  const made = await released({ ContrastBolusRoute: 'IV, lagt af Mette', TransducerData: 'C5-1 lånt af Henning' })
  expect(text(made, 0x00181040)).toContain('IV')
  expect(text(made, 0x00181040)).not.toContain('Mette')
  expect(text(made, 0x00185010) ?? '').not.toContain('Henning')
})

it('a transducer and its programs keep what they are, without a serial number and the host they ran on', async () => {
  const made = await released({ TransducerData: ['L12-3', 'SN K7RT41'], SoftwareVersions: ['XA51B', 'host usvej04'] })
  expect(text(made, 0x00185010) ?? '').toContain('L12-3')
  expect(text(made, 0x00185010) ?? '').not.toContain('K7RT41')
  expect(text(made, 0x00181020) ?? '').toContain('XA51B')
  expect(text(made, 0x00181020) ?? '').not.toContain('usvej04')
})
