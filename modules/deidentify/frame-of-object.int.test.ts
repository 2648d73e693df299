import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDataset, tag, writeFile } from '@clic/dicom'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { smallStudy } from '../../testing/clinic-senders.ts'
import { danishIdentity } from '../../testing/make-dicom/danish-identity.ts'
import { hippocampusStructures, identifiedStudy, phantomCase } from '../../testing/make-dicom/index.ts'
import { framesOf } from './frame-of-object.ts'

const dcmtkIsMissing = spawnSync('dcmcjpls', ['--version'], { stdio: 'ignore' }).status !== 0

describe('the frames of an object', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-frames-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const [plain] = smallStudy('frames', { slices: 1, side: 24 }).files as [Uint8Array]
  const coded = (program: string) => {
    writeFileSync(join(folder, 'in.dcm'), plain)
    execFileSync(program, [join(folder, 'in.dcm'), join(folder, 'out.dcm')])
    return readFileSync(join(folder, 'out.dcm'))
  }
  const first = async (file: Uint8Array) => {
    const frames = await framesOf(file)
    if (!frames.ok) throw new Error(frames.reason)
    return { about: frames.value.about, bytes: await frames.value.frame(0), beyond: await frames.value.frame(1) }
  }

  it('are the bytes of the file where it is not compressed, and there are no more than it says', async () => {
    const read = readDataset(plain)
    const stored = read.ok ? read.dataset.get(tag('PixelData'))?.bytes : undefined
    const { about, bytes, beyond } = await first(plain)
    expect(about).toEqual({ rows: 24, columns: 24, frames: 1, samples: 1, bits: 16, signed: false, inverted: false })
    expect(Buffer.from(bytes ?? []).equals(Buffer.from(stored ?? []))).toBe(true)
    expect(beyond).toBeUndefined()
  })

  it.skipIf(dcmtkIsMissing).each(['dcmcjpls', 'dcmcrle'])(
    'are the same when %s has coded them without loss (skipped without dcmtk)',
    async (program) => {
      const [one, other] = [await first(plain), await first(coded(program))]
      expect(other.about).toEqual(one.about)
      expect(Buffer.from(other.bytes ?? []).equals(Buffer.from(one.bytes ?? []))).toBe(true)
    },
  )

  it('of a mask are black and white', async () => {
    const { image, labels } = phantomCase('frames')
    const identity = danishIdentity('frames')
    const study = identifiedStudy({
      seed: 'frames',
      identity,
      image,
      labels,
      structures: hippocampusStructures,
      description: 'MR',
      bodyPart: 'BRAIN',
    })
    const frames = await framesOf(writeFile(study.segmentation as never))
    if (!frames.ok) throw new Error(frames.reason)
    const values = new Set<number>()
    for (let n = 0; n < frames.value.about.frames; n++)
      for (const value of (await frames.value.frame(n)) ?? []) values.add(value)
    expect([...values].sort()).toEqual([0, 255])
  })

  it('are a reason where there are none', async () => {
    const read = readDataset(plain)
    if (!read.ok) throw new Error(read.problem.message)
    read.dataset.delete(tag('PixelData'))
    expect(await framesOf(writeFile(read.dataset))).toEqual({ ok: false, reason: 'The object has no pixels.' })
  })
})
