import { describe, expect, it } from 'vitest'
import { deidentifyFile, prepareSweep, researchProfile } from '../index.ts'
import { nobody } from '../subject.ts'

/** The document with these entries, cleaned. */
async function cleaned(entries: string): Promise<string> {
  const document = `<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><title>Epikrise</title><component><structuredBody><component><section><entry>${entries}</entry></section></component></structuredBody></component></ClinicalDocument>`
  const result = await deidentifyFile(Buffer.from(document), {
    profile: researchProfile(),
    subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
    sweep: prepareSweep(nobody()),
  })
  if (result.status !== 'released') throw new Error(result.reason)
  return Buffer.concat(result.parts).toString('utf8')
}

describe('the entries of a CDA document', () => {
  it('say each something of its own: a name in one takes no word of the next', async () => {
    const made = await cleaned(
      '<observation><text>Målt af læge Ottebjerg</text><value xsi:type="CD"><originalText>sukkersyge iflg. læge Orvik</originalText></value><manufacturerModelName>Omron M7</manufacturerModelName></observation>',
    )
    expect(made).toContain('<text>Målt af læge ***</text>')
    expect(made).toContain('<originalText>sukkersyge iflg. læge ***</originalText>')
    expect(made).toContain('<manufacturerModelName>Omron M7</manufacturerModelName>')
  })

  it('have no value that is a name, an address, a telephone or a CPR number', async () => {
    const made = await cleaned(
      '<observation><value xsi:type="PN"><family>Kvastmo</family><given>Tindra</given></value><value xsi:type="AD"><city>Hvalsbæk</city></value><value xsi:type="TEL" value="tel:20304099"/><value xsi:type="INT" value="1507800912"/><value xsi:type="INT" value="150000000"/></observation>',
    )
    expect(made).not.toMatch(/Kvastmo|Tindra|Hvalsbæk|20304099|1507800912/)
    expect(made).toContain('value="150000000"')
  })

  it.each([
    ['text/plain', 'Let hæmolyseret, set af læge Ottebjerg', 'utf8'],
    ['text/plain', 'Let hæmolyseret, set af læge Ottebjerg', 'latin1'],
    ['text/rtf', "{\\rtf1\\ansi Let h\\'e6molyseret, set af l\\'e6ge Ottebjerg}", 'latin1'],
    ['text/html', '<p>Let h&aelig;molyseret, set af <b>l&aelig;ge Ottebjerg<br>', 'utf8'],
  ] as const)('keep the words of an enclosed text (%s), without whom it names', async (type, text, encoding) => {
    const packed = Buffer.from(text, encoding).toString('base64')
    const made = await cleaned(
      `<observation><value xsi:type="ED" mediaType="${type}" representation="B64">${packed}</value></observation>`,
    )
    const found = /mediaType="text\/plain" representation="B64">([^<]*)</.exec(made)?.[1] ?? ''
    expect(Buffer.from(found, 'base64').toString('utf8').trim()).toBe('Let hæmolyseret, set af læge ***')
  })

  it('keep in a table what was measured, beside who answered for it', async () => {
    const measured = ['P-Natrium', 'B-Hæmoglobin', 'P-Troponin I', 'Csv-Glukose', 'U-Kreatinin', 'Leverprøve', 'INR']
    const rows = measured
      .map((one) => `<tr><td>${one}</td><td>05.03.2024</td><td>3,1 mmol/L</td><td>Marlene Vindbjerg</td></tr>`)
      .join('')
    const made = await cleaned(`<observation><text><table><tbody>${rows}</tbody></table></text></observation>`)
    expect(Array.from(made.matchAll(/<tr><td>([^<]*)<\/td>/g), (row) => row[1])).toEqual(measured)
    expect(made).not.toMatch(/Marlene|Vindbjerg/)
    expect(made).toContain('3,1 mmol/L')
  })
})
