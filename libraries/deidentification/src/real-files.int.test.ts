import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { tokenise } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { basicProfile, deidentifyObject, nobody, prepareSweep, researchProfile } from './index.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  : []
const validator = spawnSync('dciodvfy', ['-version']).error === undefined
const python = resolve('.clic/runtime/venv/bin/python')
const sweep = prepareSweep(nobody())
const subject = { pseudonym: 'P-REAL', dateShiftDays: -40, uidKey: new Uint8Array(32).fill(8) }

/** Cut off, directories, or without a SOP class: not to be released by anyone. */
const unfit = /rtplan_truncated|DICOMDIR|FreezePattern|GH626|pet20step/
/** Kinds that wait for a look at their pixels. */
const looks = /^look-|^document-/

describe.skipIf(files.length === 0)('real files (skipped without CLIC_DATA)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-deid-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  for (const [name, profile] of [
    ['research', researchProfile()],
    ['basic', basicProfile()],
  ] as const) {
    it(`are released whole or quarantined with a reason: ${name}`, async () => {
      const outcomes: Record<string, string> = {}
      const pairs: { input: string; output: string }[] = []
      for (const file of files) {
        const result = await deidentifyObject(readFileSync(file), { profile, subject, sweep })
        if (result.status === 'quarantined') {
          outcomes[relative(root, file)] = result.code
          expect(result.reason.length).toBeGreaterThan(20)
          continue
        }
        expect(tokenise(result.output, {}).ok).toBe(true)
        const output = join(folder, `${name}-${pairs.length}.dcm`)
        writeFileSync(output, result.output)
        pairs.push({ input: file, output })
      }
      expect(Object.entries(outcomes).filter(([file, code]) => !unfit.test(file) && !looks.test(code))).toEqual([])
      expect(pairs.length).toBeGreaterThanOrEqual(31)
      if (validator)
        for (const { input, output } of pairs)
          expect({ input, errors: newErrors(input, output) }).toEqual({ input, errors: [] })
      if (!existsSync(python)) return
      const run = spawnSync(python, [resolve('libraries/deidentification/testing/compare-with-pydicom.py')], {
        input: pairs.map((pair) => JSON.stringify(pair)).join('\n'),
        encoding: 'utf8',
        maxBuffer: 1 << 24,
      })
      const seen = run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(seen).toHaveLength(pairs.length)
      expect(
        seen.filter(
          (one) =>
            !one.readable ||
            one.pixels === 'changed' ||
            one.removed !== 'YES' ||
            one.patient.join() !== 'P-REAL,P-REAL',
        ),
      ).toEqual([])
    }, 120_000)
  }
})

/** Errors of dciodvfy that the output has and the input has not; values left out of the comparison. */
function newErrors(input: string, output: string): string[] {
  const errors = (file: string) =>
    spawnSync('dciodvfy', [file], { encoding: 'utf8' })
      .stderr.split('\n')
      .filter((line) => line.startsWith('Error'))
      .map((line) => line.replace(/ = <.*/, '').replace(/<2\.25\.\d+>|<[\d.]+>/g, '<uid>'))
  const before = errors(input)
  // What the validator cannot read to its end in the input cannot be compared.
  if (before.some((line) => /Tags out of order|read failed/.test(line))) return []
  return errors(output).filter((line) => !before.includes(line))
}
