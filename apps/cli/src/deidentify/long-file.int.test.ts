import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deidentifyCommand, filesBelow, readProofRows } from '../../../../testing/deidentify-command.ts'
import { danishIdentity } from '../../../../testing/make-dicom/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-long-file-'))
const input = join(folder, 'in')
const { name, cpr } = danishIdentity('a long file')
/** Frames of two megabytes each: longer than what is held of a file. */
const [frames, whole, burned, cutOff] = [6, 0, 1, 2]

function volume(number: number): Uint8Array {
  const pixels = Buffer.alloc(frames * 1024 * 1024 * 2)
  for (let i = 0; i < pixels.length; i += 2) pixels.writeUInt16LE((i * 31 + number * 7 + (i >> 16)) & 0xfff, i)
  if (number === burned) pixels.write(` ${cpr.replace('-', '')} `, 9_000_001, 'latin1')
  return writeFile(
    build({
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2.1',
      SOPInstanceUID: `2.25.88${number}`,
      StudyInstanceUID: '2.25.87',
      SeriesInstanceUID: '2.25.86',
      Modality: 'CT',
      PatientName: name,
      PatientID: cpr,
      NumberOfFrames: String(frames),
      Rows: 1024,
      Columns: 1024,
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

function run(output: string, ...more: string[]) {
  const proof = join(folder, `${output}.jsonl`)
  const key = join(folder, 'key.json')
  const { said } = deidentifyCommand([input, join(folder, output), '--key', key, '--proof', proof, ...more])
  return { said, rows: readProofRows<Record<string, string>>(proof) }
}

const sha256 = (...at: string[]) =>
  createHash('sha256')
    .update(readFileSync(join(folder, ...at)))
    .digest('hex')

beforeAll(() => {
  mkdirSync(input)
  for (const number of [whole, burned]) writeFileSync(join(input, `${number}.dcm`), volume(number))
  writeFileSync(join(input, `${cutOff}.dcm`), volume(cutOff).subarray(0, 10_000_000))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('Files too long to be held', () => {
  it('are digested and written by threads beside; what holds a number or is cut off gets no name, and several threads give the same', () => {
    const one = run('one')
    expect(one.said).toContain('1 released, 2 quarantined, 0 failed')
    expect(one.rows.map((row) => row.status)).toEqual(['released', 'quarantined', 'quarantined'])
    const output = one.rows[whole]!['output']!
    expect(one.rows[whole]).toMatchObject({
      input_sha256: sha256('in', '0.dcm'),
      output_sha256: sha256('one', output),
    })
    for (const number of [burned, cutOff]) expect(one.rows[number]!['input_sha256']).toBe(sha256('in', `${number}.dcm`))
    expect(filesBelow(join(folder, 'one'))).toEqual([join(folder, 'one', output)])
    for (const jobs of ['1', '2']) {
      const other = run(jobs, '--jobs', jobs)
      expect(other.rows).toEqual(one.rows)
      expect(sha256(jobs, output)).toBe(sha256('one', output))
    }
    const dry = run('dry', '--dry-run')
    expect(dry.rows.map((row) => row.status)).toEqual(one.rows.map((row) => row.status))
    expect(existsSync(join(folder, 'dry'))).toBe(false)
  })
})
