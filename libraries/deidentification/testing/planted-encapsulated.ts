import { type Dataset, readDataset, writeFile } from '@clic/dicom'
import { type PlantedFile, plantedDocuments } from './planted-documents.ts'
import { plantedPdf } from './planted-pdf.ts'
import { plantedPerson } from './planted-person.ts'

const storage = '1.2.840.10008.5.1.4.1.1.104.'

/** DICOM objects that hold a document or a 3D model with identifiers in it. */
export function plantedEncapsulated(seed: string): PlantedFile[] {
  const person = plantedPerson(seed)
  const pdf = plantedPdf(seed)
  const cda = plantedDocuments(seed).find((file) => file.name === 'CDA')!
  const { family, cpr } = person
  const model = (name: string, ends: string, content: Buffer, kept: string | Buffer): PlantedFile => ({
    name,
    bytes: encapsulated(ends, content),
    plants: [{ place: 'names, comments and headers', secrets: [family, cpr] }],
    worth: [{ what: 'geometry', holds: (output) => documentIn(output).includes(kept) }, namesNobody],
  })
  const facet = Buffer.alloc(50)
  Float32Array.of(0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0).forEach((value, i) => {
    facet.writeFloatLE(value, 4 * i)
  })
  const count = Buffer.from([1, 0, 0, 0])
  const header = Buffer.alloc(80)
  header.write(`model of ${family} ${cpr}`, 'latin1')
  return [
    inside(pdf, 'DICOM with a PDF', '1'),
    inside(cda, 'DICOM with a CDA document', '2'),
    model('DICOM with STL', '3', Buffer.concat([header, count, facet]), Buffer.concat([count, facet])),
    model(
      'DICOM with OBJ',
      '4',
      Buffer.from(
        `# ${family}\nmtllib ${cpr}.mtl\no ${family} skull\nv 1.0 2.5 -3e-2\nv 0 0 1\nv 1 1 1\nusemtl bone ${cpr}\nf 1/1 2//2 3\n`,
        'latin1',
      ),
      'v 1.0 2.5 -3e-2\nv 0 0 1',
    ),
    model(
      'DICOM with MTL',
      '5',
      Buffer.from(`# of ${family}\nnewmtl bone ${cpr}\nKd 0.8 0.8 0.7\nmap_Kd ${family}.png\n`, 'latin1'),
      'Kd 0.8 0.8 0.7',
    ),
  ]
}

const namesNobody = {
  what: 'the word that it shows nobody any more',
  holds: (output: Uint8Array) => {
    const read = readDataset(output)
    return read.ok && read.dataset.get(0x00280301)?.strings?.[0]?.trim() === 'NO'
  },
}

function inside(file: PlantedFile, name: string, ends: string): PlantedFile {
  return {
    name,
    bytes: encapsulated(ends, Buffer.from(file.bytes)),
    plants: file.plants,
    worth: [
      ...file.worth.map(({ what, holds }) => ({ what, holds: (output: Uint8Array) => holds(documentIn(output)) })),
      namesNobody,
    ],
  }
}

/** The document of an object. */
export function documentIn(output: Uint8Array): Buffer {
  const read = readDataset(output)
  return Buffer.from((read.ok && read.dataset.get(0x00420011)?.bytes) || [])
}

function encapsulated(ends: string, document: Buffer): Uint8Array {
  const dataset: Dataset = new Map()
  const text = (tag: number, vr: string, value: string) => dataset.set(tag, { vr, strings: [value] })
  text(0x00080005, 'CS', 'ISO_IR 192')
  text(0x00080016, 'UI', storage + ends)
  text(0x00080018, 'UI', `1.2.208.4711.104.${ends}`)
  text(0x00080020, 'DA', '20250310')
  text(0x00080060, 'CS', ends < '3' ? 'DOC' : 'M3D')
  text(0x00100010, 'PN', '')
  text(0x00100020, 'LO', '')
  text(0x00280301, 'CS', 'YES')
  text(0x0020000d, 'UI', '1.2.208.4711.104.8')
  text(0x0020000e, 'UI', '1.2.208.4711.104.9')
  dataset.set(0x00420011, { vr: 'OB', bytes: document })
  dataset.set(0x00420015, { vr: 'UL', numbers: [document.length] })
  return writeFile(dataset)
}
