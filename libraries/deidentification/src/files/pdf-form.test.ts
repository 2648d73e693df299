import { describe, expect, it } from 'vitest'
import { deidentifyFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'
import { identityInFile } from './file-identity.ts'
import { readPdf } from './pdf-reading.ts'

/** A page with a form of these fields and values. */
function form(fields: Record<string, string>): Buffer {
  const entries = Object.entries(fields)
  const numbers = entries.map((_, i) => `${i + 5} 0 R`).join(' ')
  const objects = [
    `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${numbers}]>>>>`,
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Annots[${numbers}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...entries.map(
      ([name, value], i) =>
        `<</Type/Annot/Subtype/Widget/FT/Tx/T(${name})/V(${value})/Rect[50 ${700 - 30 * i} 300 ${720 - 30 * i}]/F 4>>`,
    ),
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return at
  })
  const start = text.length
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

const filled = form({
  navn: 'Torgunn Skjelvik',
  kontaktperson_1: 'Far, Eivind Skjelvik 922 41 305',
  allergi: 'Penicillin',
  legemiddelnavn: 'Marevan',
})

describe('a form in a PDF', () => {
  it('names nobody in the fields that ask for a person, and keeps what the others say', async () => {
    const result = await deidentifyFile(filled, {
      profile: researchProfile(),
      subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
      sweep: prepareSweep(nobody()),
    })
    if (result.status !== 'released') throw new Error(result.reason)
    const read = await readPdf(Buffer.concat(result.parts))
    if ('refusal' in read) throw new Error(read.refusal.reason)
    expect(read.words).toContain('Penicillin')
    expect(read.words).toContain('Marevan')
    expect(read.words).toContain('Far')
    expect(read.words).not.toMatch(/Torgunn|Skjelvik|Eivind|922/)
  })

  it('tells by the field for the name whom it is about', async () => {
    const { names } = await identityInFile('pdf', filled)
    expect(names).toEqual([{ family: 'Skjelvik', given: ['Torgunn'] }])
  })
})
