import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDataset, writeFile } from '@clic/dicom'
import { readFrames } from '@clic/pixels'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rleFragments, sliceOf, slicePixels } from '../../../../libraries/deidentification/testing/lettered-slices.ts'
import { deidentifyCommand, filesBelow, readProofRows } from '../../../../testing/deidentify-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-drawn-'))
const [input, key] = [join(folder, 'in'), join(folder, 'key.json')]
const [plain, lettered] = [slicePixels({}), slicePixels({ words: 'Kirsten Holm' })]
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Slices of three frames, large enough for two threads to share their work; of one of them the last shows a name. */
const [slices, named] = [24, 17]

beforeAll(() => {
  mkdirSync(input)
  for (let number = 0; number < slices; number++) {
    const frames = Buffer.concat([plain, plain, number === named ? lettered : plain])
    const more = { SOPInstanceUID: `2.25.82${number}`, InstanceNumber: String(number), NumberOfFrames: 3 }
    writeFileSync(join(input, `${String(number).padStart(2, '0')}.dcm`), writeFile(sliceOf(frames, more)))
  }
})

interface Row {
  status: string
  output: string
  pixels_changed: boolean
  rules: Record<string, number>
}

function run(from: string, name: string, ...more: string[]) {
  const [output, proof] = [join(folder, name), join(folder, `${name}.jsonl`)]
  const { said, code } = deidentifyCommand([from, output, '--key', key, '--proof', proof, ...more], 200_000)
  expect(code, said).toBe(0)
  return { said, output, rows: readProofRows<Row>(proof) }
}

/** The rows of the letters are black in the frame, and the body below is as it was. */
async function expectMasked(file: string, frame: number) {
  const frames = await readFrames(readFileSync(file))
  if (!frames || 'code' in frames) throw new Error('no frames')
  const pixels = Buffer.from((await frames.frame(frame)) as Uint8Array)
  const line = (of: Buffer, y: number, from: number, to: number) =>
    of.subarray(2 * (256 * y + from), 2 * (256 * y + to))
  for (const y of [14, 18, 22]) expect(Math.max(...line(pixels, y, 10, 90)), `row ${y}`).toBe(0)
  for (const y of [60, 128, 250]) expect(line(pixels, y, 0, 256)).toEqual(line(plain, y, 0, 256))
}

describe('Slices that no rule wants looked at, one of which has a name drawn into it,', { timeout: 240_000 }, () => {
  it('go as they are, and the one with its name masked, by one thread as by two', async () => {
    const [one, two] = [run(input, 'one'), run(input, 'two', '--jobs', '2')]
    expect(two.said).toContain(`${slices} released, 0 quarantined, 0 failed`)
    expect(two.rows).toEqual(one.rows)
    expect(one.rows.flatMap(({ pixels_changed }, number) => (pixels_changed ? [number] : []))).toEqual([named])
    expect(one.rows[named]!.rules).toMatchObject({ 'pixel-looked-at': 1, 'pixel-text-masked': 1 })
    for (const { output } of [one, two]) await expectMasked(join(output, one.rows[named]!.output), 2)
  })

  it('are told also where they are compressed, or too long to be held', async () => {
    const other = join(folder, 'other')
    mkdirSync(other)
    for (const [name, pixels] of Object.entries({ plain, lettered })) {
      const dataset = sliceOf(pixels, { SOPInstanceUID: `2.25.83${name.length}` })
      dataset.set(0x7fe00010, { vr: 'OB', fragments: rleFragments(pixels) })
      writeFileSync(join(other, `rle-${name}.dcm`), writeFile(dataset, { transferSyntax: '1.2.840.10008.1.2.5' }))
    }
    const frames = Array.from({ length: 70 }, (_, index) => (index === 0 ? lettered : plain))
    const long = sliceOf(Buffer.concat(frames), { SOPInstanceUID: '2.25.84', NumberOfFrames: frames.length })
    writeFileSync(join(other, 'the-long.dcm'), writeFile(long))
    expect(statSync(join(other, 'the-long.dcm')).size).toBeGreaterThan(8 << 20)
    const { rows, output } = run(other, 'others')
    expect(rows.map((row) => [row.status, row.pixels_changed])).toEqual([
      ['released', true],
      ['released', false],
      ['released', true],
    ])
    await expectMasked(join(output, rows[0]!.output), 0)
    await expectMasked(join(output, rows[2]!.output), 0)
    const read = readDataset(readFileSync(join(output, rows[1]!.output)))
    if (!read.ok) throw new Error(read.problem.message)
    expect(read.dataset.get(0x7fe00010)!.fragments![1]!.subarray(64, 4000)).toEqual(
      rleFragments(plain)[1]!.subarray(64, 4000),
    )
  })

  it('are told by the thread that writes long files as well, which writes none of it', async () => {
    const long = join(folder, 'long')
    mkdirSync(long)
    for (const [number, first] of [lettered, plain].entries()) {
      const frames = Array.from({ length: 70 }, (_, index) => (index === 0 ? first : plain))
      const more = { SOPInstanceUID: `2.25.85${number}`, NumberOfFrames: frames.length }
      writeFileSync(join(long, `${number}.dcm`), writeFile(sliceOf(Buffer.concat(frames), more)))
    }
    const { rows, output } = run(long, 'long-out')
    expect(rows.map((row) => [row.status, row.pixels_changed])).toEqual([
      ['released', true],
      ['released', false],
    ])
    await expectMasked(join(output, rows[0]!.output), 0)
    expect(filesBelow(output)).toHaveLength(2)
  })
})
