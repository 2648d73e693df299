/**
 * Every sample file of CLIC_DATA through de-identification, judged by programs that are not ours:
 *
 *     node bench/sample-files.ts [--json] [--profile research|basic]
 *
 * A released file must have no error of dciodvfy that its input had not, be read by dcmdump, be drawn by dcmj2pnm where its input is, and be
 * read by pydicom with the same picture. Objects that need a look at their pixels are looked at by the product's own reader, and where that
 * blackened text or faces the picture may differ. What stays is listed with its reason. Ends with 1 when a judge finds a fault. Needs dicom3tools, dcmtk and the runtime's Python; a missing judge is said.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { basicProfile, deidentifyDicom, nobody, prepareSweep, researchProfile } from '@clic/deidentification'
import { openPixelReader } from '@clic/pixels'

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, profile: { type: 'string', default: 'research' } },
})
/** Programs that may or may not be on the path. */
const [drawer, dumper] = ['dcmj2pnm', 'dcmdump'] as const
const here = join(import.meta.dirname, '..')
const root = join(process.env['CLIC_DATA'] ?? join(here, '../shared/data'), 'dicom')
const python = join(here, '.clic/runtime/venv/bin/python')
const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const judges = {
  dciodvfy: has('dciodvfy'),
  dcmdump: has('dcmdump'),
  dcmj2pnm: has('dcmj2pnm'),
  pydicom: existsSync(python),
}
const sweep = prepareSweep(nobody())

interface Row {
  file: string
  /** `released`, `released after a look`, `released masked`, or the code of the quarantine. */
  outcome: string
  reason: string
  faults: string[]
  pixels: string
}

/** Errors of dciodvfy without the values, which de-identification changes. */
function errorsOf(path: string): string[] {
  return spawnSync('dciodvfy', [path], { encoding: 'utf8' })
    .stderr.split('\n')
    .filter((line) => line.startsWith('Error'))
    .map((line) => line.replace(/ = <.*/, '').replace(/<2\.25\.\d+>|<[\d.]+>/g, '<uid>'))
}

function draws(path: string): boolean {
  const picture = join(scratch, 'picture.png')
  return spawnSync(drawer, ['+on', '+F', '1', path, picture]).status === 0
}

function judged(input: string, output: string): string[] {
  const faults: string[] = []
  if (judges.dciodvfy) {
    const before = errorsOf(input)
    // What the validator cannot read to its end in the input cannot be compared.
    if (!before.some((line) => /Tags out of order|read failed/.test(line)))
      faults.push(
        ...errorsOf(output)
          .filter((line) => !before.includes(line))
          .map((line) => `dciodvfy: ${line}`),
      )
  }
  if (judges.dcmdump && spawnSync(dumper, ['-q', output], { maxBuffer: 1 << 28 }).status !== 0)
    faults.push('dcmdump does not read it')
  if (judges.dcmj2pnm && draws(input) && !draws(output)) faults.push('dcmj2pnm does not draw it any more')
  return faults
}

const scratch = mkdtempSync(join(tmpdir(), 'clic-samples-'))
const reader = await openPixelReader()
try {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dcm'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const rows: Row[] = []
  const pairs: { input: string; output: string; row: Row }[] = []
  const profile =
    values.profile === 'basic'
      ? { ...basicProfile(), options: { ...basicProfile().options, cleanPixelData: true } }
      : researchProfile()
  for (const [i, file] of files.entries()) {
    const subject = { pseudonym: 'P-SAMPLE', dateShiftDays: -40, uidKey: new Uint8Array(32).fill(8) }
    const result = await deidentifyDicom(readFileSync(file), { profile, subject, sweep, pixels: reader })
    const row: Row = { file: relative(root, file), outcome: 'released', reason: '', faults: [], pixels: '' }
    rows.push(row)
    if (result.status === 'quarantined') {
      Object.assign(row, { outcome: result.code, reason: result.reason })
      continue
    }
    if (result.proof.rules['pixel-looked-at']) row.outcome = 'released after a look'
    if (result.proof.pixelsChanged) row.outcome = 'released masked'
    const output = join(scratch, `${i}.dcm`)
    writeFileSync(output, Buffer.concat(result.parts))
    row.faults = judged(file, output)
    pairs.push({ input: file, output, row })
  }
  if (judges.pydicom) {
    const compared = spawnSync(python, [join(here, 'libraries/deidentification/testing/compare-with-pydicom.py')], {
      input: pairs.map(({ input, output }) => JSON.stringify({ input, output })).join('\n'),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    })
    const seen = compared.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readable: boolean; pixels: string })
    for (const [i, { row }] of pairs.entries()) {
      const one = seen[i]
      row.pixels = one?.pixels ?? ''
      if (!one?.readable) row.faults.push('pydicom does not read it')
      if (one?.pixels === 'changed' && row.outcome !== 'released masked')
        row.faults.push('pydicom reads another picture')
    }
  }
  const released = rows.filter((row) => row.outcome.startsWith('released'))
  const faults = rows.filter((row) => row.faults.length > 0)
  if (values.json) console.log(JSON.stringify({ judges, rows }))
  else {
    for (const [judge, found] of Object.entries(judges))
      if (!found) console.log(`${judge} is missing: not judged by it`)
    for (const row of rows)
      console.log(
        `${row.file.padEnd(66)} ${row.outcome.padEnd(24)} ${row.pixels} ${row.faults.join('; ')}${row.reason}`,
      )
    console.log(`${released.length} of ${rows.length} released, ${faults.length} with faults`)
  }
  process.exitCode = faults.length > 0 ? 1 : 0
} finally {
  await reader.close()
  rmSync(scratch, { recursive: true, force: true })
}
