import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LinkedStudy } from '@clic/contracts'
import { type Dataset, type Nifti, readNifti, tag, text, writeFile } from '@clic/dicom'
import { createFiles, type Files } from '@clic/platform/files'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomStructures, smallPhantom } from '../../testing/linked-studies.ts'
import {
  danishIdentity,
  hippocampusSegmentation,
  hippocampusStructures,
  hippocampusStudy,
  identifiedStudy,
} from '../../testing/make-dicom/index.ts'
import { agreeStructures } from './agree-structures.ts'
import { buildItem } from './build-item.ts'

const data = join(
  process.env['CLIC_DATA'] ?? join(import.meta.dirname, '../../../shared/data'),
  'images/neuro_hippocampus',
)
const names = existsSync(join(data, 'images')) ? readdirSync(join(data, 'images')).sort().slice(0, 12) : []

describe('an item', () => {
  let folder: string
  let files: Files
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-items-'))
    files = createFiles(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Puts the objects into the files and lists them as the module link does. */
  const stored = async (
    images: readonly Dataset[],
    mask: Dataset,
  ): Promise<{ study: LinkedStudy; labelSeg: string }> => {
    const objects: LinkedStudy['series'][number]['objects'] = []
    for (const image of images) {
      const { sha256, size } = await files.put(writeFile(image))
      objects.push({ sopInstanceUid: text(image, tag('SOPInstanceUID')) ?? '', sopClassUid: '', sha256, size })
    }
    const first = images[0] as Dataset
    const series = {
      seriesInstanceUid: text(first, tag('SeriesInstanceUID')) ?? '',
      modality: 'MR',
      description: '',
      objects,
    }
    const study = {
      id: 'study-1',
      permitId: 'permit-1',
      pseudonym: 'P1',
      studyInstanceUid: '1',
      studyDescription: '',
      modalities: ['MR', 'SEG'],
      arrivedAt: '',
      series: [series],
    }
    return { study, labelSeg: (await files.put(writeFile(mask))).sha256 }
  }
  const phantom = async (structures: readonly { value: number; name: string }[] = phantomStructures) => {
    const made = identifiedStudy({
      ...smallPhantom('item'),
      seed: 'item',
      identity: danishIdentity('item'),
      structures,
      description: 'MR',
      bodyPart: 'BRAIN',
    })
    return stored(made.images, made.segmentation as Dataset)
  }
  const nifti = (bytes: Uint8Array): Nifti => {
    const read = readNifti(bytes)
    if (!read.ok) throw new Error(read.problem.message)
    return read.nifti
  }

  it('has the same bytes whatever the order in which its objects are listed', async () => {
    const { study, labelSeg } = await phantom()
    const structures = [...phantomStructures]
    const one = await buildItem(files, { study, modality: 'MR', labelSeg, structures })
    const turned = {
      ...study,
      series: study.series.map((series) => ({ ...series, objects: series.objects.toReversed() })),
    }
    const two = await buildItem(files, { study: turned, modality: 'MR', labelSeg, structures })
    if (!one.ok || !two.ok) throw new Error('the phantom is no item')
    expect([Buffer.from(one.image).equals(two.image), Buffer.from(one.label).equals(two.label)]).toEqual([true, true])
  })

  it('carries the values of the dataset, whatever numbers its mask has', async () => {
    const { study, labelSeg } = await phantom()
    const structures = [
      { value: 7, name: 'posterior hippocampus' },
      { value: 3, name: 'anterior hippocampus' },
    ]
    const built = await buildItem(files, { study, modality: 'MR', labelSeg, structures })
    const drawn = smallPhantom('item').labels
    expect(built.ok && Array.from(nifti(built.label).data)).toEqual(Array.from(drawn, (value) => [0, 3, 7][value]))
  })

  it('is not made, and says why, of images or masks that are gone, changed or of another modality', async () => {
    const { study, labelSeg } = await phantom()
    const structures = agreeStructures([
      { segments: phantomStructures.map((one) => ({ number: one.value, label: one.name })) },
    ])
    const build = (change: Partial<Parameters<typeof buildItem>[1]>) =>
      buildItem(files, { study, modality: 'MR', labelSeg, structures, ...change })
    expect(await build({ modality: 'CT' })).toEqual({ ok: false, reason: 'It holds no series of modality CT.' })
    expect(await build({ labelSeg: 'f'.repeat(64) })).toEqual({
      ok: false,
      reason: 'The object of its label is gone or was changed.',
    })
    const [series] = study.series
    const without = (objects: NonNullable<typeof series>['objects']) =>
      build({ study: { ...study, series: [{ ...(series as NonNullable<typeof series>), objects }] } })
    expect(await without((series?.objects ?? []).toSpliced(4, 1))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('missing'),
    })
    const gone = (series?.objects ?? []).with(2, {
      sopInstanceUid: '',
      sopClassUid: '',
      sha256: 'e'.repeat(64),
      size: 1,
    })
    expect(await without(gone)).toEqual({ ok: false, reason: 'An object of its images is gone or was changed.' })
  })

  it.skipIf(names.length === 0)(
    'keeps the volume of every structure of real images (skipped because CLIC_DATA is absent)',
    async () => {
      for (const name of names) {
        const [image, label] = [
          nifti(readFileSync(join(data, 'images', name))),
          nifti(readFileSync(join(data, 'labels', name))),
        ]
        const made = hippocampusStudy(image, danishIdentity(name), name)
        const { study, labelSeg } = await stored(made.images, hippocampusSegmentation(label, made, name))
        const built = await buildItem(files, { study, modality: 'MR', labelSeg, structures: hippocampusStructures })
        if (!built.ok) throw new Error(built.reason)
        const volumes = (of: Nifti) =>
          hippocampusStructures.map(
            ({ value }) =>
              Array.from(of.data).filter((one) => one === value).length * of.spacing.reduce((a, b) => a * b),
          )
        const frozen = nifti(built.label)
        for (const [n, mm3] of volumes(frozen).entries()) expect(mm3).toBeCloseTo(volumes(label)[n] as number, 3)
        expect(nifti(built.image).affine).toEqual(frozen.affine)
      }
    },
  )
})
