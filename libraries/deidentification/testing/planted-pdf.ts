import { deflateSync } from 'node:zlib'
import { type PlantedFile, text } from './planted-documents.ts'
import { type PlantedPerson, plantedPerson } from './planted-person.ts'

/** A PDF with a patient's identifiers on its pages, in its form, notes, links, metadata, attachment, outline, and between its objects. */
export function plantedPdf(seed: string): PlantedFile {
  const person = plantedPerson(seed)
  return {
    name: 'PDF',
    bytes: pdfOf(person),
    plants: [
      { place: 'name', secrets: [person.given, person.second, person.family] },
      { place: 'CPR number', secrets: [person.cpr, person.hyphenated] },
      { place: 'address', secrets: [person.street.split(' ')[0]!] },
      { place: 'telephone', secrets: [person.phone] },
      { place: 'mail', secrets: [person.mail] },
      { place: 'accession number in metadata', secrets: [person.accession] },
      { place: 'physician', secrets: ['Ravnsborgen'] },
      { place: 'attachment', secrets: ['Hemmelighed'] },
      { place: 'link', secrets: ['zebrahuset'] },
      { place: 'earlier revision', secrets: ['Slettetnavn'] },
      { place: 'date', secrets: ['10.03.2025'] },
    ],
    worth: [
      said('finding', 'Ingen blødning i cerebrum'),
      said('second page', 'Normale lungefelter'),
      said('text of the form', 'Kontrol om 6 måneder'),
      said('moved date', '09.12.2024'),
      { what: 'two pages', holds: (output) => text(output).includes('/Count 2') },
    ],
  }
}

/** Text of our own PDF stands in it in Latin letters. */
function said(what: string, words: string): PlantedFile['worth'][number] {
  return { what, holds: (output) => Buffer.from(output).toString('latin1').includes(words) }
}

function latin(text: string): string {
  return text.replace(/[\\()]/g, '\\$&')
}

function pdfOf(person: PlantedPerson): Buffer {
  const { given, second, family, cpr, hyphenated, street, phone, mail, accession } = person
  const line = (x: number, y: number, words: string) => `BT /F1 11 Tf 1 0 0 1 ${x} ${y} Tm (${latin(words)}) Tj ET\n`
  // The name in pieces with kerning, as writers do.
  const split = `BT /F1 11 Tf 1 0 0 1 50 740 Tm [(Patient: ${latin(given.slice(0, 2))}) -20 (${latin(given.slice(2))} ${latin(second)} ) 10 (${latin(family)})] TJ ET\n`
  const first = deflated(
    split +
      line(50, 720, `CPR-nr.: ${cpr.slice(0, 6)}`) +
      line(146, 720, `-${cpr.slice(6)}`) +
      line(50, 700, `Bopæl: ${street}, ${person.town}. Tlf. ${phone}`) +
      line(50, 680, 'Undersøgt 10.03.2025 af overlæge Ebbe') +
      line(50, 665, 'Ravnsborgen på afdelingen.') +
      line(50, 640, 'Ingen blødning i cerebrum.') +
      `BT /F1 6 Tf 3 Tr 1 0 0 1 50 20 Tm (${latin(`${family} ${cpr}`)}) Tj ET\n`,
  )
  const other = deflated(
    `${line(50, 740, `Vedr. ${family.toUpperCase()}, ${given}`)}${line(50, 700, 'Normale lungefelter.')}`,
  )
  const attached = deflated(`Hemmelighed om ${family} ${cpr}`)
  const xmp = `<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${family} ${accession}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]/DR<</Font<</F1 4 0 R>>>>>>/Outlines 12 0 R/Metadata 11 0 R/Names<</EmbeddedFiles<</Names[(brev.txt) 9 0 R]>>>>>>',
    '<</Type/Pages/Count 2/Kids[3 0 R 6 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R/Annots[8 0 R 14 0 R 15 0 R]>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    first,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 7 0 R>>',
    other,
    `<</Type/Annot/Subtype/Widget/FT/Tx/T(${latin(`felt ${family}`)})/V(${latin(`Kontrol om 6 måneder for ${given}`)})/Rect[50 500 300 520]/F 4>>`,
    `<</Type/Filespec/F(${latin(family)}.txt)/EF<</F 10 0 R>>>>`,
    attached,
    `<</Type/Metadata/Subtype/XML/Length ${Buffer.byteLength(xmp)}>>stream\n${xmp}\nendstream`,
    '<</Type/Outlines/First 13 0 R/Last 13 0 R/Count 1>>',
    `<</Title(${latin(`${given} ${family}`)})/Parent 12 0 R/Dest[3 0 R/Fit]>>`,
    `<</Type/Annot/Subtype/Text/Contents(${latin(`Ring til ${family} ${phone}`)})/T(${latin(mail)})/Rect[10 10 30 30]>>`,
    `<</Type/Annot/Subtype/Link/Rect[50 600 200 620]/A<</S/URI/URI(https://zebrahuset.example/?cpr=${cpr})>>>>`,
    `<</Title(${latin(`Svar ${family} ${hyphenated}`)})/Author(${latin(mail)})/Subject(${accession})/CreationDate(D:20250310)>>`,
  ]
  return assembled(objects, `% ${family} ${cpr}\n99 0 obj\n(Slettetnavn)\nendobj\n`, `\n% after the end ${family}`)
}

/** A PDF of one page that is a picture alone: JPEG data as scanners write them. */
export function scannedPdf(jpeg: Buffer, width: number, height: number): Buffer {
  const content = `q ${width} 0 0 ${height} 20 20 cm /P Do Q`
  return assembled(
    [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width + 40} ${height + 40}]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>stream\n${jpeg.toString('latin1')}\nendstream`,
      '<</Title(scan)>>',
    ],
    '',
    '',
  )
}

function deflated(content: string): string {
  const packed = deflateSync(Buffer.from(content, 'latin1'))
  return `<</Filter/FlateDecode/Length ${packed.length}>>stream\n${packed.toString('latin1')}\nendstream`
}

/** Objects numbered from 1; the last is the document's information. */
export function assembled(objects: readonly string[], between: string, after: string): Buffer {
  let body = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
  const offsets: number[] = []
  for (const [i, object] of objects.entries()) {
    offsets.push(body.length)
    // Metadata are UTF-8, everything else is one byte a letter already.
    body += `${i + 1} 0 obj\n${object.includes('xpacket') ? Buffer.from(object, 'utf8').toString('latin1') : object}\nendobj\n`
    if (i === 0) body += between
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info ${objects.length} 0 R>>\nstartxref\n${body.length}\n%%EOF\n${after}`
  return Buffer.from(body, 'latin1')
}
