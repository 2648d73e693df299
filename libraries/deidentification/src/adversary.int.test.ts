import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPixelReader, type PixelReader } from '@clic/pixels'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HostileFile, judge } from '../testing/adversary/judge.ts'
import { deidentifyFile, prepareSweep, researchProfile } from './index.ts'
import { nobody } from './subject.ts'

const python = resolve('.clic/runtime/venv/bin/python')
const terms = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-ADV', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}

const sets = [
  { set: 'first and second', script: 'make_files.py', seed: '4', least: 480 },
  { set: 'third', script: 'make_third.py', seed: '2', least: 680 },
  { set: 'fourth', script: 'make_fourth.py', seed: '1', least: 160 },
]

/** Made by pydicom, Pillow and nibabel from texts that the finder was not written after; each file is all that is known of its patient. */
describe.skipIf(!existsSync(python)).each(sets)(
  'files that mean harm, $set set (skipped when the Python of the runtime is missing)',
  ({ script: name, seed, least }) => {
    const folder = mkdtempSync(join(tmpdir(), 'clic-hostile-'))
    const made: HostileFile[] = []
    let reader: PixelReader
    const seen: { leaked: string[]; lost: string[]; held: string[] } = { leaked: [], lost: [], held: [] }
    beforeAll(async () => {
      const script = `libraries/deidentification/testing/adversary/${name}`
      made.push(
        ...JSON.parse(
          execFileSync(python, ['-W', 'ignore', '-B', script, folder, seed], { encoding: 'utf8', maxBuffer: 1 << 24 }),
        ),
      )
      reader = await openPixelReader()
      for (const file of made) {
        const result = await deidentifyFile(readFileSync(join(folder, file.file)), { ...terms, pixels: reader })
        if (result.status === 'quarantined') {
          if (!file.hold) seen.held.push(`${file.name}: ${result.code}`)
          continue
        }
        const { leaked, lost } = judge(file, Buffer.concat(result.parts))
        if (leaked.length > 0) seen.leaked.push(`${file.name}: ${leaked.length} of ${file.gone.length}`)
        if (lost.length > 0) seen.lost.push(`${file.name}: ${lost.join(', ')}`)
      }
    }, 300_000)
    afterAll(async () => {
      rmSync(folder, { recursive: true, force: true })
      await reader?.close()
    })

    it('say every plant before they are de-identified', () => {
      expect(made.length).toBeGreaterThan(least)
      const silent = made.filter(
        (file) => judge(file, readFileSync(join(folder, file.file))).leaked.length < file.gone.length,
      )
      expect(silent.map((file) => file.name)).toEqual([])
    })

    it('leak nothing from any of their places', () => {
      expect(seen.leaked).toEqual([])
    })

    it('keep what says something of the disease, the scan or the drug', () => {
      expect(seen.lost).toEqual([])
    })

    it('come out, but for those that no rule can clean', () => {
      expect(seen.held).toEqual([])
    })
  },
)
