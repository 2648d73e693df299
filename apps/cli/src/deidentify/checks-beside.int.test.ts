import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deidentifyCommand, filesBelow, readProofRows } from '../../../../testing/deidentify-command.ts'
import { danishIdentity } from '../../../../testing/make-dicom/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-beside-'))
const [input, key] = [join(folder, 'in'), join(folder, 'key.json')]
/** More patients than either thread keeps searches of; at the end some come again whose searches are gone, and some whose are not. */
const [slices, patients] = [106, 70]
const patientOf = (number: number) => (number < 73 ? number % patients : 40 + ((number - 73) % 30))
const identities = Array.from({ length: patients }, (_, i) => danishIdentity(`beside ${i}`))
/** More elements too long to be copied than the memory between the threads has places for. */
const manyParts = 7
const [burned, broken] = [73, 23]

/** A slice so large that looking through it takes as long as rewriting it. */
function slice(number: number): Uint8Array {
  const identity = identities[patientOf(number)]!
  const pixels = Buffer.alloc(512 * 512 * 2)
  for (let i = 0; i < pixels.length; i += 2) pixels.writeUInt16LE((i * 31 + number * 7) & 0xfff, i)
  if (number === burned) pixels.write(` ${identity.cpr.replace('-', '')} `, 200_001, 'latin1')
  const long = Array.from({ length: 70 }, (_, i) =>
    build({ CodeMeaning: `layer ${i}`, LongCodeValue: 'x'.repeat(5000) }),
  )
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      SOPInstanceUID: `2.25.99${number}`,
      StudyInstanceUID: `2.25.98${patientOf(number)}`,
      SeriesInstanceUID: `2.25.97${patientOf(number)}`,
      Modality: 'CT',
      PatientName: identity.name,
      PatientID: identity.cpr,
      InstanceNumber: String(number),
      ImageOrientationPatient: '1\\0\\0\\0\\1\\0',
      ...(number === manyParts ? { ProcedureCodeSequence: long } : {}),
      Rows: 512,
      Columns: 512,
      SamplesPerPixel: 1,
      PhotometricInterpretation: 'MONOCHROME2',
      BitsAllocated: 16,
      BitsStored: 12,
      HighBit: 11,
      PixelRepresentation: 0,
      PixelData: pixels,
    }),
  )
}

function run(name: string, ...more: string[]) {
  return runOver(input, name, ...more)
}

function runOver(input: string, name: string, ...more: string[]) {
  const [output, proof] = [join(folder, name), join(folder, `${name}.jsonl`)]
  const { said } = deidentifyCommand([input, output, '--key', key, '--proof', proof, ...more])
  return { said, output, files: filesBelow(output), proof }
}

beforeAll(() => {
  mkdirSync(input)
  for (let number = 0; number < slices; number++) {
    const bytes = slice(number)
    const place = join(input, `${String(number).padStart(3, '0')}.dcm`)
    writeFileSync(place, number === broken ? bytes.subarray(0, 400_000) : bytes)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('Two threads over slices, of which one searches and digests what the other rewrites,', () => {
  it.each([
    ['asked for', ['--jobs', '2']],
    ['as many slices get them unasked', []],
  ])(
    '%s, give the bytes and the proof of one thread, and hold back what still holds the number of the patient',
    (name, asked) => {
      const [one, two] = [run(`one ${name}`, '--jobs', '1'), run(name, ...asked)]
      expect(two.said).toContain(`${slices - 2} released, 2 quarantined, 0 failed`)
      expect(readFileSync(two.proof, 'utf8')).toBe(readFileSync(one.proof, 'utf8'))
      const contents = ({ files, output }: typeof one) =>
        files.map((file) => [file.slice(output.length), readFileSync(file).toString('base64')])
      expect(contents(two)).toEqual(contents(one))
      expect(readProofRows(two.proof)[burned]).toMatchObject({ status: 'quarantined', code: 'residual-identifier' })
      expect(two.files.filter((file) => !file.endsWith('.dcm'))).toEqual([])
    },
  )

  it('are not needed where the first file is a slice and the others are small: one thread does all, as if it was asked to', () => {
    const few = join(folder, 'one slice')
    mkdirSync(few)
    writeFileSync(join(few, '000.dcm'), slice(0))
    for (let number = 1; number < 100; number++) {
      const report = build({
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.88.11',
        SOPInstanceUID: `2.25.96${number}`,
        StudyInstanceUID: '2.25.95',
        SeriesInstanceUID: '2.25.94',
        Modality: 'SR',
        PatientName: identities[0]!.name,
        PatientID: identities[0]!.cpr,
      })
      writeFileSync(join(few, `${String(number).padStart(3, '0')}.dcm`), writeFile(report))
    }
    const [one, unasked] = [runOver(few, 'few one', '--jobs', '1'), runOver(few, 'few unasked')]
    expect(unasked.said).toContain('100 released')
    expect(readFileSync(unasked.proof, 'utf8')).toBe(readFileSync(one.proof, 'utf8'))
  })
})
