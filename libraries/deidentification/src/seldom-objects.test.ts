import { build, type Dataset, readDataset, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import {
  basicProfile,
  deidentifyDicom,
  deidentifyParts,
  prepareProfile,
  prepareSweep,
  researchProfile,
} from './index.ts'
import { nobody } from './subject.ts'

const subject = { pseudonym: 'P-SELDOM', dateShiftDays: -30, uidKey: new Uint8Array(32).fill(7) }
const terms = () => ({ profile: researchProfile(), subject, sweep: prepareSweep(nobody()) })
const mr = '1.2.840.10008.5.1.4.1.1.4'
const capture = '1.2.840.10008.5.1.4.1.1.7'

function dataset(more: Parameters<typeof build>[0], sopClass = mr): Dataset {
  return build({
    SOPClassUID: sopClass,
    SOPInstanceUID: '1.2.208.4711.93.1',
    StudyInstanceUID: '1.2.208.4711.93.2',
    SeriesInstanceUID: '1.2.208.4711.93.3',
    Modality: 'MR',
    PatientName: 'Nomen^Nescio',
    PatientID: '4711',
    ...more,
  })
}

function file(from: Dataset, transferSyntax = '1.2.840.10008.1.2.1'): Uint8Array {
  return new Uint8Array(writeFile(from, { transferSyntax }))
}

function opened(result: ReturnType<typeof deidentifyParts>): Dataset {
  if (result.status !== 'released') throw new Error(result.reason)
  const read = readDataset(new Uint8Array(Buffer.concat(result.parts)))
  if (!read.ok) throw new Error(read.problem.message)
  return read.dataset
}

/** Finds nothing in a picture. */
const blind = { text: async () => [], faces: async () => [], close: async () => {} }

const uidOf = (from: Dataset) => from.get(0x00080018)?.strings?.[0]?.replace(/\0$/, '') ?? ''

describe('an object with no SOP Instance UID', () => {
  const lacking = (more: Parameters<typeof build>[0]) => {
    const made = dataset(more)
    made.delete(0x00080018)
    return file(made)
  }

  it('gets one that its bytes and the key decide on, also as one of a series', () => {
    const given = { ...terms(), profile: prepareProfile(researchProfile()), headers: new Map() }
    const uids = [1, 2, 3, 4].map((number) =>
      uidOf(opened(deidentifyParts(lacking({ InstanceNumber: number }), given))),
    )
    expect(new Set(uids.filter((uid) => /^2\.25\.\d+$/.test(uid))).size).toBe(4)
    expect(uidOf(opened(deidentifyParts(lacking({ InstanceNumber: 3 }), terms())))).toBe(uids[2])
    expect(uidOf(opened(deidentifyParts(file(dataset({ SOPInstanceUID: '' })), terms())))).toMatch(/^2\.25\.\d+$/)
  })

  it('is held when it does not say either what it is, unless its pixels are looked at', async () => {
    const made = dataset({ PatientComments: 'seen by Nescio' })
    made.delete(0x00080018)
    made.delete(0x00080016)
    expect(deidentifyParts(file(made), terms())).toMatchObject({ status: 'quarantined', code: 'look-no-class' })
    const out = opened(await deidentifyDicom(file(made), { ...terms(), pixels: blind }))
    expect(uidOf(out)).toMatch(/^2\.25\.\d+$/)
    expect(out.has(0x00020002)).toBe(false)
    expect(JSON.stringify([...out.values()])).not.toContain('Nescio')
    const voice = dataset({ WaveformSequence: [build({ WaveformSampleInterpretation: 'SS' })] })
    voice.delete(0x00080016)
    expect(await deidentifyDicom(file(voice), { ...terms(), pixels: blind })).toMatchObject({ code: 'look-no-class' })
    made.set(0x00420011, { vr: 'OB', bytes: new Uint8Array(8) })
    expect(await deidentifyDicom(file(made), { ...terms(), pixels: blind })).toMatchObject({ code: 'look-no-class' })
  })
})

describe('objects that are seldom met', () => {
  it('in a retired form of JPEG leave with their frames as they are', () => {
    const made = dataset({ Rows: 2, Columns: 2 })
    const frame = Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9])
    made.set(0x7fe00010, { vr: 'OB', fragments: [frame] })
    const out = opened(deidentifyParts(file(made, '1.2.840.10008.1.2.4.55'), terms()))
    expect([...(out.get(0x7fe00010)?.fragments?.at(-1) ?? [])]).toEqual([...frame])
  })

  it('lose an encrypted copy of their header as a whole', () => {
    const encrypted = build({
      EncryptedContentTransferSyntaxUID: '1.2.840.10008.1.2.1',
      EncryptedContent: new Uint8Array(8).fill(1),
    })
    expect(
      opened(deidentifyParts(file(dataset({ EncryptedAttributesSequence: [encrypted] })), terms())).has(0x04000500),
    ).toBe(false)
  })

  it('images from a medium leave without the name that their file had there; its directory does not', () => {
    const out = opened(deidentifyParts(file(dataset({ ReferencedFileID: ['NESCIO', 'IM1'] })), terms()))
    expect(out.has(0x00041500)).toBe(false)
    const record = build({ PatientName: 'Nomen^Nescio' })
    for (const made of [dataset({ DirectoryRecordSequence: [record] }), dataset({ FileSetID: 'CD1', SOPClassUID: '' })])
      expect(deidentifyParts(file(made), terms())).toMatchObject({ status: 'quarantined', code: 'media-directory' })
  })

  it('captures of which only the header is left need no look; without one of the pixel step they stay', async () => {
    const bytes = file(dataset({ Modality: 'OT' }, capture))
    const seen = await deidentifyDicom(bytes, { ...terms(), pixels: blind })
    expect(seen.status).toBe('released')
    const basic = await deidentifyDicom(bytes, { ...terms(), profile: basicProfile(), pixels: blind })
    expect(basic.status).toBe('quarantined')
  })
})
