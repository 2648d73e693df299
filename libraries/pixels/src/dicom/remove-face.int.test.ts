import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Dataset, readDataset, tag, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faceSurface, headPhantom, type PhantomVolume } from '../../testing/head-phantom.ts'
import { asMultiFrame, headSeries } from '../../testing/head-series.ts'
import { gatherHead } from './gather-head.ts'
import { removeFace } from './remove-face.ts'

const about = { bodyPart: 'HEAD', description: 'CT cerebrum' }
const python = resolve('.clic/runtime/venv/bin/python')
const packers = ['dcmcrle', 'dcmcjpeg'].filter((one) => !spawnSync(one, ['--version']).error)

/** The objects of a series without the face, and which of them it changed. */
async function faceless(objects: Uint8Array[]) {
  const found = await gatherHead(objects)
  if (!found.ok) throw new Error(found.reason)
  const out: { bytes: Uint8Array; changed: boolean }[] = []
  for (const bytes of objects) {
    const done = await removeFace(bytes, found.plan)
    if (!done.ok) throw new Error(done.reason)
    out.push(done)
  }
  return out
}

function pixelsOf(bytes: Uint8Array): Int16Array {
  const read = readDataset(bytes)
  if (!read.ok) throw new Error(read.problem.message)
  const value = read.dataset.get(tag('PixelData'))!.bytes!
  return new Int16Array(Uint8Array.from(value).buffer)
}

function judged(volume: PhantomVolume, before: Int16Array, after: Int16Array) {
  const changed = (at: number) => before[at] !== after[at]
  const surface = faceSurface(volume, (at) => volume.tissues[at] !== 'air')
  let brain = 0
  for (let at = 0; at < before.length; at++) if (volume.tissues[at] === 'brain' && changed(at)) brain++
  return { brain, face: surface.filter(changed).length / surface.length }
}

describe('a series of a head', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-face-'))
  const volume = headPhantom({ contrast: 'CT', plane: 'axial', spacing: [2.5, 2.5, 3] })
  const slices: Dataset[] = headSeries(volume, about)
  const objects = slices.map((slice) => writeFile(slice))
  const before = pixelsOf(writeFile(asMultiFrame(slices)))
  let after: { bytes: Uint8Array; changed: boolean }[]
  const named = (name: string, all: readonly Uint8Array[]) =>
    all.map((bytes, n) => {
      const path = join(folder, `${name}-${n}.dcm`)
      writeFileSync(path, bytes)
      return path
    })
  beforeAll(async () => {
    after = await faceless(objects)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('loses its face and no voxel of its brain, in single images given in any order', async () => {
    const pixels = Int16Array.from(after.flatMap((one) => [...pixelsOf(one.bytes)]))
    const told = judged(volume, before, pixels)
    expect(told.brain).toBe(0)
    expect(told.face).toBeGreaterThanOrEqual(0.95)
    const found = [await gatherHead(objects), await gatherHead([...objects].reverse())]
    expect(found[0]).toEqual(found[1])
  })

  it('loses the same pixels as one multi-frame object', async () => {
    const [whole] = await faceless([writeFile(asMultiFrame(slices))])
    const pixels = Int16Array.from(after.flatMap((one) => [...pixelsOf(one.bytes)]))
    expect(Buffer.compare(Buffer.from(pixelsOf(whole!.bytes).buffer), Buffer.from(pixels.buffer))).toBe(0)
  })

  it.skipIf(!existsSync(python))(
    'is judged by pydicom: only pixels change, to air (skipped without the runtime)',
    () => {
      const pairs = named('before', objects).flatMap((path, n) => [path, named(`after-${n}`, [after[n]!.bytes])[0]!])
      const script = 'libraries/pixels/testing/compare-faces.py'
      const lines = execFileSync(python, ['-W', 'ignore', script, ...pairs], { encoding: 'utf8' })
        .trim()
        .split('\n')
      const rows = lines.map((line) => JSON.parse(line))
      expect(rows.map((row) => row.changed > 0)).toEqual(after.map((one) => one.changed))
      for (const row of rows)
        expect(row).toMatchObject({ syntax: '1.2.840.10008.1.2.1', features: 'NO', differing: [] })
      expect(new Set(rows.flatMap((row) => row.values))).toEqual(new Set([-1000]))
    },
  )

  for (const packer of ['dcmcrle', 'dcmcjpeg'])
    it.skipIf(!packers.includes(packer))(`leaves uncompressed after ${packer} (skipped without dcmtk)`, async () => {
      const [path] = named(packer, [writeFile(asMultiFrame(slices))])
      execFileSync(packer, [path!, path!])
      const [whole] = await faceless([new Uint8Array(readFileSync(path!))])
      const pixels = Buffer.concat(after.map((one) => pixelBytes(one.bytes)))
      expect(Buffer.compare(pixelBytes(whole!.bytes), pixels)).toBe(0)
      const read = readDataset(whole!.bytes)
      expect(read.ok && read.transferSyntax).toBe('1.2.840.10008.1.2.1')
    })

  for (const [why, change] of [
    ['a slice is missing', (all: Uint8Array[]) => all.filter((_, n) => n !== 30)],
    [
      'an image has no place',
      (all: Uint8Array[]) => [...all.slice(1), writeFile(without(slices[0]!, 'ImagePositionPatient'))],
    ],
    ['an image lies in another direction', (all: Uint8Array[]) => [...all, writeFile(turned(slices[5]!))]],
    ['an image is of another series', (all: Uint8Array[]) => [...all, writeFile(otherSeries(slices[5]!))]],
    ['an image is cut off', (all: Uint8Array[]) => [...all.slice(1), all[0]!.subarray(0, all[0]!.length - 900)]],
    ['there are no images', () => []],
  ] as [string, (all: Uint8Array[]) => Uint8Array[]][])
    it(`is given up where ${why}, with a reason and a next step`, async () => {
      const found = await gatherHead(change(objects))
      expect(found).toMatchObject({
        ok: false,
        code: expect.stringMatching(/^face-/),
        next: expect.stringContaining('face'),
      })
    })
})

function pixelBytes(bytes: Uint8Array): Buffer {
  return Buffer.from(pixelsOf(bytes).buffer)
}

function without(slice: Dataset, name: string): Dataset {
  return new Map([...slice].filter(([one]) => one !== tag(name)))
}

function turned(slice: Dataset): Dataset {
  return new Map(slice).set(tag('ImageOrientationPatient'), { vr: 'DS', strings: ['1', '0', '0', '0', '0', '-1'] })
}

function otherSeries(slice: Dataset): Dataset {
  return new Map(slice).set(tag('SeriesInstanceUID'), { vr: 'UI', strings: ['2.25.77'] })
}
