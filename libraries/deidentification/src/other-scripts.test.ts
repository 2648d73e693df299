import { build, readDataset, text, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import golden from '../../dicom/golden/charsets.golden.json' with { type: 'json' }
import { deidentifyObject, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const terms = () => ({
  profile: researchProfile(),
  subject: { pseudonym: 'P-SCRIPT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
})

/** Image Comments of an object that declares a set, after it left. The texts are given in the bytes of that set. */
async function commented(declared: string[], name: Uint8Array, comment: Uint8Array): Promise<string> {
  const even = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.from(bytes.length % 2 ? ' ' : '')])
  const object = build({
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: '1.2.208.4712.1',
    StudyInstanceUID: '1.2.208.4712.2',
    SeriesInstanceUID: '1.2.208.4712.3',
    Modality: 'CT',
    PatientName: even(name),
    PatientID: '',
    ImageComments: even(comment),
  })
  const result = await deidentifyObject(declaring(declared, writeFile(object)), terms())
  if (result.status !== 'released') throw new Error(result.reason)
  for (const part of [Buffer.from(name), Buffer.from('20304050')])
    expect(Buffer.from(result.output).includes(part)).toBe(false)
  const read = readDataset(result.output)
  if (!read.ok) throw new Error(read.problem.message)
  return text(read.dataset, 0x00204000) ?? ''
}

/** The file with another Specific Character Set than the one that our writer says. */
function declaring(terms: string[], file: Uint8Array): Buffer {
  const bytes = Buffer.from(file)
  const at = bytes.indexOf(Buffer.from([0x08, 0x00, 0x05, 0x00, 0x43, 0x53]))
  const value = Buffer.from(terms.join('\\').padEnd(2 * Math.ceil(terms.join('\\').length / 2)))
  const length = Buffer.from([value.length, 0])
  return Buffer.concat([bytes.subarray(0, at + 6), length, value, bytes.subarray(at + 8 + bytes.readUInt16LE(at + 6))])
}

/** As Python's codecs write a text in the set that is declared: `charsets.py` beside the values. */
function goldenBytes(declared: string[], text: string): Buffer {
  const found = golden.find((one) => one.text === text && one.terms.join() === declared.join())
  if (!found) throw new Error(`no golden bytes of ${text}`)
  return Buffer.from(found.bytes, 'hex')
}

describe('a comment in another script from which something was taken', () => {
  it('keeps its rest in GB18030', async () => {
    const set = ['GB18030']
    const comment = goldenBytes(set, '欧阳建国胸痛三天，电话20304050。复查CT')
    const left = await commented(set, goldenBytes(set, '欧阳^建国'), comment)
    expect(left).toMatch(/胸痛三天.*复查CT/u)
    expect(left).not.toMatch(/欧阳|建国/u)
  })

  it('keeps its rest in ISO 2022 IR 87', async () => {
    const set = ['', 'ISO 2022 IR 87']
    const comment = goldenBytes(set, '山田様 胸部CT 所見なし TEL 20304050')
    const left = await commented(set, goldenBytes(set, 'Yamada^Tarou=山田^太郎'), comment)
    expect(left).toMatch(/胸部CT 所見なし/u)
    expect(left).not.toMatch(/山田|20304050/u)
  })

  it('keeps nothing but signs of ASCII where the set has no place for a part of it', async () => {
    // A Danish letter in bytes of Latin-1 under a set of Japanese: read as what it is, and not to be written so.
    const left = await commented(
      ['', 'ISO 2022 IR 87'],
      Buffer.from('Yamada^Tarou'),
      Buffer.from('Yamada, sp\xf8rgsm\xe5l CT', 'latin1'),
    )
    expect(left).toContain('CT')
    expect(left).not.toMatch(/Yamada|[^\x20-\x7e]/)
  })
})
