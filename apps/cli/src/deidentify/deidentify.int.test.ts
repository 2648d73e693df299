import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDataset, text, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deidentifyCommand, filesBelow, readProofRows } from '../../../../testing/deidentify-command.ts'
import { danishIdentity, identifiedStudy, phantomCase } from '../../../../testing/make-dicom/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-deidentify-'))
const input = join(folder, 'in')
const identity = danishIdentity('command')
const secrets = [identity.family, identity.cpr, identity.cpr.replace('-', ''), identity.accession, identity.phone]

const run = (...args: string[]) => deidentifyCommand(args)

const key = join(folder, 'keys', 'key.json')
const digest = (place: string) =>
  filesBelow(place).map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'))
const rowsOf = (file: string) => readProofRows<Record<string, unknown>>(file)

beforeAll(() => {
  const study = identifiedStudy({
    seed: 'command',
    identity,
    image: phantomCase('command').image,
    structures: [],
    description: 'MR hippocampus',
    bodyPart: 'BRAIN',
  })
  const place = join(input, identity.name)
  mkdirSync(place, { recursive: true })
  study.images.slice(0, 6).forEach((image, i) => {
    writeFileSync(join(place, `${identity.cpr} ${i}.dcm`), writeFile(image))
  })
  writeFileSync(join(input, 'notes.txt'), `${identity.name} ${identity.cpr}`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('clic deidentify', () => {
  it('releases a study under new names, quarantines what is not DICOM, and tells of each in the proof', () => {
    const before = digest(input)
    const result = run(input, join(folder, 'out'), '--proof', join(folder, 'proof.jsonl'), '--key', key)
    expect(result).toMatchObject({ code: 0 })
    expect(result.said).toContain('6 released, 1 quarantined, 0 failed')
    const rows = rowsOf(join(folder, 'proof.jsonl'))
    expect(rows.map((row) => row['status']).sort()).toEqual(['quarantined', ...Array(6).fill('released')])
    const output = filesBelow(join(folder, 'out'))
    expect(output).toHaveLength(6)
    const everything = Buffer.concat([
      ...output.map((file) => Buffer.concat([Buffer.from(file), readFileSync(file)])),
      readFileSync(join(folder, 'proof.jsonl')),
      Buffer.from(result.said),
    ])
    for (const secret of secrets) expect(everything.includes(secret), secret).toBe(false)
    const patients = new Set(
      output.map((file) => {
        const read = readDataset(readFileSync(file))
        return read.ok ? text(read.dataset, 0x00100020) : 'unreadable'
      }),
    )
    expect(patients.size).toBe(1)
    expect(digest(input)).toEqual(before)
    expect(
      rows.every((row) => typeof row['input'] === 'number' && /^[0-9a-f]{64}$/.test(String(row['input_sha256']))),
    ).toBe(true)
    expect(statSync(key).mode & 0o077).toBe(0)
  })

  it('gives the same bytes again, and over several threads', () => {
    expect(run(input, join(folder, 'again'), '--key', key, '--jobs', '2').code).toBe(0)
    expect(digest(join(folder, 'again'))).toEqual(digest(join(folder, 'out')))
  })

  it('gives another pseudonym under another key', () => {
    expect(run(input, join(folder, 'other'), '--key', join(folder, 'other.json')).code).toBe(0)
    expect(readdirSync(join(folder, 'other'))).not.toEqual(readdirSync(join(folder, 'out')))
  })

  it('writes nothing on a dry run', () => {
    const result = run(input, '--dry-run', '--proof', join(folder, 'dry.jsonl'), '--key', key)
    expect(result).toMatchObject({ code: 0 })
    expect(rowsOf(join(folder, 'dry.jsonl')).map((row) => row['output_sha256'])).toEqual(
      rowsOf(join(folder, 'proof.jsonl')).map((row) => row['output_sha256']),
    )
  })

  it('takes a profile from a file and says what is wrong with one', () => {
    const file = join(folder, 'profile.json')
    writeFileSync(file, JSON.stringify({ name: 'ours', version: '2', options: { retainUids: true } }))
    expect(run(input, join(folder, 'uids'), '--profile', file, '--key', key).code).toBe(0)
    writeFileSync(file, JSON.stringify({ name: 'ours', version: '2', options: { retainUid: true } }))
    expect(run(input, join(folder, 'uids'), '--profile', file, '--key', key)).toMatchObject({
      code: 2,
      said: expect.stringContaining('There is no option “retainUid”'),
    })
  })

  for (const [why, args, sentence] of [
    ['a missing input', ['/nowhere/at/all', join(folder, 'x')], 'There is no file or folder'],
    ['an output inside the input', [input, join(input, 'out')], 'lies inside the input folder'],
    // Below /proc no folder can be made, and Node tries for ever.
    [
      'an output that cannot be made',
      [input, '/proc/nowhere/out', '--key', key],
      'The folder /proc/nowhere cannot be made',
    ],
    ['an output that takes no file', [input, '/proc', '--key', key], 'Nothing can be written into /proc'],
    ['a key that cannot be kept', [input, join(folder, 'x'), '--key', '/proc/nowhere/key.json'], 'cannot be made'],
    ['no output', [input], 'Give the folder or file and where to write'],
    ['an unknown profile', [input, join(folder, 'x'), '--profile', 'nonesuch'], 'There is no profile “nonesuch”'],
    ['an unknown option', [input, join(folder, 'x'), '--fast'], './clic deidentify takes'],
    ['jobs that are no number', [input, join(folder, 'x'), '--jobs', 'many'], '--jobs takes a number'],
  ] as [string, string[], string][]) {
    it(`says in a sentence what is wrong with ${why}`, () => {
      expect(run(...args)).toMatchObject({ code: 2, said: expect.stringContaining(sentence) })
    })
  }
})
