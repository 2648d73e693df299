import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dataset, items, readDataset, tag, text, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { headPhantom } from '../../../../libraries/pixels/testing/head-phantom.ts'
import { asMultiFrame, headSeries } from '../../../../libraries/pixels/testing/head-series.ts'
import { deidentifyCommand, readProofRows } from '../../../../testing/deidentify-command.ts'
import type { ProofRow } from './proof-rows.ts'

const folder = mkdtempSync(join(tmpdir(), 'clic-faceless-'))
const input = join(folder, 'in')
const options = { retainLongModifiedDates: true, cleanDescriptors: true, cleanPixelData: true }

function run(output: string, switches: object, ...more: string[]): ProofRow[] {
  const profile = join(folder, `${output}.json`)
  writeFileSync(profile, JSON.stringify({ name: 'ours', version: '1', options: switches }))
  const proof = join(folder, `${output}.jsonl`)
  const args = [input, join(folder, output), '--profile', profile, '--proof', proof, '--key', join(folder, 'key.json')]
  const { code, said } = deidentifyCommand([...args, ...more], 115_000)
  if (code !== 0) throw new Error(said)
  return readProofRows(proof)
}

describe('a folder with heads, de-identified under a profile that wants faces removed', () => {
  const volume = headPhantom({ contrast: 'T1', plane: 'sagittal', spacing: [3, 3, 3] })
  const about = { bodyPart: 'BRAIN', description: 'MR cerebrum' }
  const whole = headSeries(volume, about)
  const parts: [string, Dataset[]][] = [
    ['whole', whole],
    ['frames', [asMultiFrame(headSeries(volume, about))]],
    [
      'other',
      whole.slice(0, 3).map((one) => new Map(one).set(tag('PatientID'), { vr: 'LO', strings: ['9999999987'] })),
    ],
    ['few', headSeries(volume, about).slice(20, 30)],
    ['knee', headSeries(volume, { bodyPart: 'KNEE', description: 'MR knæ' }).slice(0, 2)],
  ]
  const kinds: string[] = []
  let rows: ProofRow[]
  const of = (kind: string) => rows.filter((_, n) => kinds[n] === kind)
  beforeAll(() => {
    // Named so that the files of the series do not lie together.
    const files = parts.flatMap(([kind, all]) =>
      all.map((one, n) => ({ kind, name: `${String(n).padStart(3, '0')}-${kind}`, one })),
    )
    mkdirSync(input, { recursive: true })
    for (const { kind, name, one } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      kinds.push(kind)
      writeFileSync(join(input, name), writeFile(one))
    }
    rows = run('out', { ...options, cleanRecognizableVisualFeatures: true })
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('releases whole heads without their face, said in proof and object', () => {
    for (const kind of ['whole', 'frames'])
      for (const row of of(kind)) expect(row).toMatchObject({ status: 'released', rules: { 'faces-removed': 1 } })
    expect(of('whole').filter((row) => 'pixels_changed' in row && row.pixels_changed).length).toBeGreaterThan(20)
    const [first] = of('frames')
    const read = readDataset(readFileSync(join(folder, 'out', String(first?.output))))
    if (!read.ok) throw new Error(read.problem.message)
    expect(text(read.dataset, tag('RecognizableVisualFeatures'))).toBe('NO')
    const methods = items(read.dataset, tag('DeidentificationMethodCodeSequence'))
    expect(methods.map((one) => text(one, tag('CodeValue')))).toContain('113102')
  })

  it('keeps back a part of a head with a reason, and lets a knee go as it is', () => {
    for (const row of of('few'))
      expect(row).toMatchObject({ status: 'quarantined', code: 'face-head-not-covered', output: null })
    // Another patient's, under the same Series Instance UID.
    for (const row of of('other')) expect(row).toMatchObject({ status: 'quarantined', code: 'face-head-not-covered' })
    for (const row of of('knee')) {
      expect(row).toMatchObject({ status: 'released', pixels_changed: false })
      expect(row.status === 'released' && Object.keys(row.rules)).not.toContain('faces-removed')
    }
  })

  it('gives the same bytes over two threads, and every face noted where the profile does not ask', () => {
    const digests = (all: ProofRow[]) => all.map((row) => row.status === 'released' && row.output_sha256)
    const twice = run('twice', { ...options, cleanRecognizableVisualFeatures: true }, '--jobs', '2')
    expect(digests(twice)).toEqual(digests(rows))
    const noted = run('noted', options)
    expect(noted.filter((row) => row.status === 'released' && row.rules['faces-not-removed']).length).toBe(
      kinds.filter((kind) => kind !== 'knee').length,
    )
  })
})
