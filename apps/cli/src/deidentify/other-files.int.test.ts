import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Dataset, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { leaks } from '../../../../libraries/deidentification/testing/plant-kit.ts'
import { plantedDocuments } from '../../../../libraries/deidentification/testing/planted-documents.ts'
import { plantedPdf } from '../../../../libraries/deidentification/testing/planted-pdf.ts'
import { plantedPerson } from '../../../../libraries/deidentification/testing/planted-person.ts'
import { plantedSlides } from '../../../../libraries/deidentification/testing/planted-slides.ts'
import { deidentifyCommand, filesBelow, readProofRows } from '../../../../testing/deidentify-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-other-files-'))
const input = join(folder, 'in')
const person = plantedPerson('folder')
const files = [...plantedDocuments('folder'), plantedPdf('folder'), ...plantedSlides('folder')]
const names = ['svar.xml', 'bundle.json', 'a.nii', 'b.nii.gz', 'brev.pdf', 'slide.svs', 'slide.ndpi']

interface Row {
  status: string
  output: string | null
  code?: string
  input: number
  kind?: string
  masked?: unknown[]
}

function run(output: string, ...more: string[]): Row[] {
  const proof = join(folder, `${output}.jsonl`)
  const key = join(folder, 'key.json')
  const args = [input, join(folder, output), '--proof', proof, '--key', key, ...more]
  const { code, said } = deidentifyCommand(args, 115_000)
  if (code !== 0) throw new Error(said)
  return readProofRows(proof)
}

/** A small image object that says whose it is. */
function image(patientId: string, name: string): Uint8Array {
  const dataset: Dataset = new Map()
  const text = (tag: number, vr: string, value: string) => dataset.set(tag, { vr, strings: [value] })
  text(0x00080005, 'CS', 'ISO_IR 192')
  text(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.2')
  text(0x00080018, 'UI', `1.2.208.4711.7.${patientId.length}`)
  text(0x00080060, 'CS', 'CT')
  text(0x00100010, 'PN', name)
  text(0x00100020, 'LO', patientId)
  text(0x0020000d, 'UI', '1.2.208.4711.7.8')
  text(0x0020000e, 'UI', '1.2.208.4711.7.9')
  dataset.set(0x00280010, { vr: 'US', numbers: [4] })
  dataset.set(0x00280011, { vr: 'US', numbers: [4] })
  dataset.set(0x7fe00010, { vr: 'OB', bytes: new Uint8Array(16) })
  return writeFile(dataset)
}

function mediaDirectory(): Uint8Array {
  const dataset: Dataset = new Map()
  dataset.set(0x00080016, { vr: 'UI', strings: ['1.2.840.10008.1.3.10'] })
  dataset.set(0x00080018, { vr: 'UI', strings: ['1.2.208.4711.7.10'] })
  dataset.set(0x00041130, { vr: 'CS', strings: ['DISC'] })
  const record: Dataset = new Map()
  record.set(0x00041430, { vr: 'CS', strings: ['PATIENT'] })
  record.set(0x00100010, { vr: 'PN', strings: [`${person.family}^${person.given}`] })
  dataset.set(0x00041220, { vr: 'SQ', items: [record] })
  return writeFile(dataset)
}

beforeAll(() => {
  const put = (path: string, bytes: Uint8Array) => {
    mkdirSync(dirname(join(input, path)), { recursive: true })
    writeFileSync(join(input, path), bytes)
  }
  put(`${person.family}/1.dcm`, image(person.cpr, `${person.family}^${person.given}`))
  files.forEach((file, i) => {
    put(`${person.family}/${person.cpr} ${names[i]}`, file.bytes)
  })
  put('two patients/1.dcm', image('AB12345', 'Somebody^Else'))
  put('two patients/2.dcm', image('CD123456', 'Another^One'))
  const [, , volume] = files
  const nameless = Buffer.from(volume!.bytes).toString('latin1').replaceAll(person.cpr, 'x'.repeat(10))
  put('two patients/whose.nii', Buffer.from(nameless, 'latin1'))
  // A disc has its directory beside the objects of its one patient, and whatever else was burned on it.
  put(`${person.family}/DICOMDIR`, mediaDirectory())
  put(`${person.family}/beside.nii`, Buffer.from(nameless.replace('x'.repeat(10), 'y'.repeat(10)), 'latin1'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('clic deidentify, a folder with files of all kinds', () => {
  it('gives every file of a patient the same subject, and keeps back what may be of either of two', () => {
    const rows = run('out')
    const of = (status: string) => rows.filter((row) => row.status === status)
    expect(
      of('quarantined')
        .map((row) => row.code)
        .sort(),
    ).toEqual(['media-directory', 'patient-unknown'])
    expect(of('released')).toHaveLength(files.length + 4)
    const subjects = Map.groupBy(of('released'), (row) => row.output!.split('/')[0]!)
    expect([...subjects.values()].map((group) => group.length).sort()).toEqual([1, 1, files.length + 2])
    const kinds = ['cda', 'dicom', 'dicom', 'dicom', 'fhir', 'nifti', 'nifti', 'nifti-gz', 'pdf', 'slide', 'slide']
    expect(
      of('released')
        .map((row) => row.kind)
        .sort(),
    ).toEqual(kinds)
    expect(
      of('quarantined')
        .map((row) => row.kind)
        .sort(),
    ).toEqual(['dicom', 'nifti'])
    expect(of('released').every((row) => Array.isArray(row.masked))).toBe(true)
  }, 120_000)

  it('writes names with the right extension and no identifier, and no plant in any file', () => {
    const place = join(folder, 'out')
    const written = filesBelow(place).map((path) => path.slice(place.length))
    expect(written.map((path) => /\d\.([a-z.]+)$/.exec(path)?.[1]).sort()).toEqual(
      ['dcm', 'dcm', 'dcm', 'json', 'ndpi', 'nii', 'nii', 'nii.gz', 'pdf', 'svs', 'xml'].sort(),
    )
    const everything = Buffer.concat([
      ...written.map((path) => Buffer.concat([Buffer.from(path), readFileSync(join(place, path))])),
      readFileSync(join(folder, 'out.jsonl')),
    ])
    // Dates of one file may be moved dates or times of day of another.
    const plants = files
      .flatMap((file) => file.plants)
      .filter((plant) => !plant.place.includes('date'))
      .map(({ place, secrets }) => ({ place, secrets: secrets.filter((secret) => secret !== '101500') }))
    expect(leaks(plants, everything)).toEqual([])
  })

  it('gives the same over two threads', () => {
    const digests = (rows: Row[]) => rows.map((row) => (row as unknown as Record<string, unknown>)['output_sha256'])
    const before = readProofRows<Row>(join(folder, 'out.jsonl'))
    expect(digests(run('again', '--jobs', '2'))).toEqual(digests(before))
  }, 120_000)
})
