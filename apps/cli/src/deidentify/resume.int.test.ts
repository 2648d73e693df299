import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deidentifyCommand, filesBelow } from '../../../../testing/deidentify-command.ts'
import { danishIdentity, identifiedStudy, phantomCase } from '../../../../testing/make-dicom/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-resume-'))
const [input, output, proof, key] = ['in', 'out', 'proof.jsonl', 'key.json'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
  string,
]

const run = (...more: string[]) => deidentifyCommand([input, output, '--key', key, '--proof', proof, ...more])
const contents = () => filesBelow(output).map((file) => [file, readFileSync(file).toString('base64')])

let whole: { proof: string; files: string[][] }

beforeAll(() => {
  const study = identifiedStudy({
    seed: 'resume',
    identity: danishIdentity('resume'),
    image: phantomCase('resume').image,
    structures: [],
    description: 'MR hippocampus',
    bodyPart: 'BRAIN',
  })
  mkdirSync(input)
  study.images.slice(0, 6).forEach((image, i) => {
    writeFileSync(join(input, `${i}.dcm`), writeFile(image))
  })
  expect(run()).toMatchObject({ code: 0 })
  whole = { proof: readFileSync(proof, 'utf8'), files: contents() }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a run of clic deidentify that was interrupted', () => {
  it('goes on from its proof: a torn last line is repaired, missing, half and changed outputs are made again', () => {
    const lines = whole.proof.trimEnd().split('\n')
    writeFileSync(proof, `${lines.slice(0, 4).join('\n')}\n${lines[4]!.slice(0, 80)}`)
    const rows = lines.map((line) => JSON.parse(line) as { output: string })
    const place = (row: number) => join(output, rows[row]!.output)
    truncateSync(place(0), 1000)
    rmSync(place(1))
    const flipped = readFileSync(place(2))
    flipped[flipped.length - 1]! ^= 1
    writeFileSync(place(2), flipped)
    writeFileSync(`${place(5)}.part`, 'half')
    writeFileSync(join(output, `${'0'.repeat(24)}.part`), 'begun and not looked through')
    const before = statSync(place(3)).mtimeMs
    const result = run()
    expect(result).toMatchObject({ code: 0, said: expect.stringContaining('1 of them an earlier run had finished') })
    expect(readFileSync(proof, 'utf8')).toBe(whole.proof)
    expect(contents()).toEqual(whole.files)
    expect(statSync(place(3)).mtimeMs).toBe(before)
  })

  it('goes on over two threads as well', () => {
    const lines = whole.proof.trimEnd().split('\n')
    writeFileSync(proof, `${lines.slice(2).reverse().join('\n')}\n`)
    expect(run('--jobs', '2').said).toContain('4 of them an earlier run had finished')
    expect(readFileSync(proof, 'utf8')).toBe(whole.proof)
    expect(contents()).toEqual(whole.files)
  })

  it('does a file again whose input changed since', () => {
    const changed = readFileSync(join(input, '0.dcm'))
    changed[changed.length - 1]! ^= 1
    writeFileSync(join(input, '0.dcm'), changed)
    expect(run().said).toContain('5 of them an earlier run had finished')
    changed[changed.length - 1]! ^= 1
    writeFileSync(join(input, '0.dcm'), changed)
    expect(run().code).toBe(0)
    expect(readFileSync(proof, 'utf8')).toBe(whole.proof)
  })

  it('writes over no proof of another run, and over no file that is none', () => {
    expect(run('--profile', 'basic')).toMatchObject({ code: 2, said: expect.stringContaining('proof of another run') })
    expect(readFileSync(proof, 'utf8')).toBe(whole.proof)
    appendFileSync(proof, 'a shopping list\n')
    expect(run()).toMatchObject({ code: 2, said: expect.stringContaining('no proof of this command') })
    writeFileSync(proof, whole.proof)
  })

  it('takes no output or proof inside the input, not even by way of a link', () => {
    symlinkSync(input, join(folder, 'link'))
    for (const [out, more] of [
      [join(folder, 'link', 'out'), []],
      [output, ['--proof', join(folder, 'link', 'proof.jsonl')]],
    ] as [string, string[]][]) {
      expect(deidentifyCommand([input, out, '--key', key, ...more])).toMatchObject({
        code: 2,
        said: expect.stringContaining('inside the input'),
      })
    }
    expect(readdirSync(input)).toHaveLength(6)
  })
})
