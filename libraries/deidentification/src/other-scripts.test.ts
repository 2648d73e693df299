import { build, readDataset, text, textDecoding, writeFile } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { nobody } from './files/file-identity.ts'
import { deidentifyObject, prepareSweep, researchProfile } from './index.ts'

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

const jis = (pairs: string) => `\x1b$B${pairs}\x1b(B`

describe('a comment in another script from which something was taken', () => {
  it('keeps its rest in GB18030', async () => {
    // 欧阳建国 and "欧阳建国胸痛三天，电话20304050。复查CT。", as GB18030 has them.
    const name = Buffer.from('c5b7d1f45ebda8b9fa', 'hex')
    const comment = Buffer.concat([
      Buffer.from('c5b7d1f4bda8b9fad0d8cdb4c8fdccec a3ac b5e7bbb0'.replaceAll(' ', ''), 'hex'),
      Buffer.from('20304050'),
      Buffer.from('a1a3b8b4b2e9', 'hex'),
      Buffer.from('CT'),
    ])
    expect(textDecoding(['GB18030']).decode(comment)).toBe('欧阳建国胸痛三天，电话20304050。复查CT')
    const left = await commented(['GB18030'], name, comment)
    expect(left).toMatch(/胸痛三天.*复查CT/u)
    expect(left).not.toMatch(/欧阳|建国/u)
  })

  it('keeps its rest in ISO 2022 IR 87', async () => {
    // PS3.5 H.3.1: Yamada^Tarou=山田^太郎
    const name = Buffer.from(`Yamada^Tarou=${jis(';3ED')}^${jis('B@O:')}`, 'latin1')
    // "山田様 胸部CT 所見なし TEL 20304050"
    const comment = Buffer.from(`${jis(';3EDMM')} ${jis('6;It')}CT ${jis('=j8+$J$7')} TEL 20304050`, 'latin1')
    const left = await commented(['', 'ISO 2022 IR 87'], name, comment)
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
