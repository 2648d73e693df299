import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { programDigest, programFiles } from './deidentify/program-digest.ts'
import { stampedDigest } from './program-stamp.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-stamp-'))
const note = join(folder, 'sources.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** As it is noted once no source is younger than a clock's step. */
function noted(
  change: (places: [string, string][]) => [string, string][] = (places) => places,
  program = 'a'.repeat(64),
) {
  const { places } = JSON.parse(readFileSync(settled, 'utf8'))
  writeFileSync(note, JSON.stringify({ program, places: change(places) }))
}
const settled = join(folder, 'settled.json')

test('The digest of the sources is that over their bytes, and is not worked out again while each stands as it stood', async () => {
  await expect
    .poll(async () => [await stampedDigest(settled), existsSync(settled)], { timeout: 30_000 })
    .toEqual([programDigest(), true])
  const { places } = JSON.parse(readFileSync(settled, 'utf8')) as { places: [string, string][] }
  const looked = places.map(([path]) => path)
  for (const file of programFiles()) expect(looked).toContain(file)
  // What puts the program together decides on it as its sources do.
  expect(looked).toContain('apps/cli/src/late-patterns.ts')
  // A file that comes or goes changes its folder.
  expect(looked).toContain('libraries/dicom/src')
  noted()
  expect(await stampedDigest(note)).toBe('a'.repeat(64))
})

test('A source that changed, a note that is broken and a folder that cannot be written all lead to the digest over the bytes', async () => {
  const program = programDigest()
  noted((places) => places.map(([path, stood], i) => [path, i === places.length - 1 ? `${stood}1` : stood]))
  expect(await stampedDigest(note)).toBe(program)
  noted((places) => [...places, ['libraries/dicom/src/that-is-gone.ts', '1 1 1 1']])
  expect(await stampedDigest(note)).toBe(program)
  noted((places) => places, '../elsewhere')
  expect(await stampedDigest(note)).toBe(program)
  writeFileSync(note, '{')
  expect(await stampedDigest(note)).toBe(program)
  expect(await stampedDigest(join(folder, 'not', 'there', 'sources.json'))).toBe(program)
})
