import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { tokenise } from '@clic/dicom'
import { afterAll, describe, expect, it } from 'vitest'
import { basicProfile, deidentifyObject, prepareSweep, researchProfile } from './index.ts'

const root = join(process.env['CLIC_DATA'] ?? '../shared/data', 'dicom')
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  : []
const python = resolve('.clic/runtime/venv/bin/python')
const nobody = prepareSweep({
  patientIds: [],
  names: [],
  staffNames: [],
  birthDates: [],
  accessionNumbers: [],
  addresses: [],
  phones: [],
  emails: [],
})
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
        const result = await deidentifyObject(readFileSync(file), { profile, subject, sweep: nobody })
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
      expect(pairs.length).toBeGreaterThanOrEqual(35)
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
