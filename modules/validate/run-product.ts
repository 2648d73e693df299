import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LinkedView, ReleaseForValidation } from '@clic/contracts'
import { readDataset, readNifti, readSegmentation, type Volume, volumeFromNifti, volumeFromSlices } from '@clic/dicom'
import { modelFolder, runMap } from '@clic/monai-deploy'
import type { PartContext } from '@clic/platform/parts'
import type { Worker } from '@clic/platform/workers'

/** One sealed item, opened for this validation. */
export interface OpenedItem {
  id: string
  studyId: string
  /** NIfTI file. */
  image: string
}

/** A product's label maps by item id, in the voxel order of the item's NIfTI image. A missing entry is a missed case. */
export type Answers = Map<string, Uint8Array>

export interface ProductRun {
  context: PartContext
  worker: () => Worker
  python: string
  /** The unpacked MAP. */
  map: string
  folder: string
  release: ReleaseForValidation
  items: OpenedItem[]
  onProgress: (done: number) => Promise<void>
}

/** Runs a product on the items: a MONAI bundle in the warm worker, any other MAP as the process that its manifest names. */
export async function runProduct(run: ProductRun): Promise<{ ok: true; answers: Answers } | { ok: false; reason: string }> {
  const bundle = run.release.bundleName ? await modelFolder(run.map, run.release.bundleName) : undefined
  return bundle ? runBundle(run, bundle) : runAsProcess(run)
}

async function runBundle(run: ProductRun, bundle: string): Promise<{ ok: true; answers: Answers } | { ok: false; reason: string }> {
  const answers: Answers = new Map()
  let done = 0
  for (const item of run.items) {
    const output = join(run.folder, `${item.id}.labels.nii`)
    const result = await run.worker().request('infer', { bundle, image: item.image, output, weights_sha256: run.release.weightsSha256 })
    if (!result.ok) return { ok: false, reason: `${result.failure.message} ${result.failure.next}` }
    const labels = labelsOf(readFileSync(output))
    if (labels) answers.set(item.id, labels)
    await run.onProgress(++done)
  }
  return { ok: true, answers }
}

/** DICOM in, DICOM SEG out: the contract of a MAP. One process takes all studies, each in a folder of its own. */
async function runAsProcess(run: ProductRun): Promise<{ ok: true; answers: Answers } | { ok: false; reason: string }> {
  const input = join(run.folder, 'input')
  const output = join(run.folder, 'output')
  mkdirSync(output, { recursive: true })
  const link = run.context.port<LinkedView>('link.studies')
  const volumes = new Map<string, Volume>()
  for (const item of run.items) {
    const study = await link.study(item.studyId)
    const series = study?.series.find((one) => run.release.intendedUse.modalities.includes(one.modality))
    if (!series) continue
    mkdirSync(join(input, item.id), { recursive: true })
    const slices: Uint8Array[] = []
    for (const object of series.objects) {
      const bytes = await run.context.files.get(object.sha256)
      slices.push(bytes)
      writeFileSync(join(input, item.id, `${object.sha256.slice(0, 16)}.dcm`), bytes)
    }
    const volume = volumeFromSlices(slices)
    if (volume.ok) volumes.set(item.id, volume.volume)
  }
  const ended = await runMap(run.map, { input, output, timeoutS: 1800, python: run.python })
  if (!ended.ok) return { ok: false, reason: `${ended.problem.title}: ${ended.problem.detail}. ${ended.problem.next}` }
  if (ended.run.exitCode !== 0) return { ok: false, reason: `The package ended with code ${ended.run.exitCode}: ${ended.run.logTail.slice(-300)}` }
  const answers: Answers = new Map()
  for (const file of filesBelow(output)) {
    const read = readDataset(readFileSync(file))
    if (!read.ok) continue
    for (const [itemId, volume] of volumes) {
      const segmentation = readSegmentation(read.dataset, volume)
      if (segmentation.ok) answers.set(itemId, segmentation.labels)
    }
  }
  await run.onProgress(run.items.length)
  return { ok: true, answers }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

/** The label map of a NIfTI file as whole numbers. */
export function labelsOf(nifti: Uint8Array): Uint8Array | undefined {
  const read = readNifti(nifti)
  if (!read.ok) return undefined
  return Uint8Array.from(volumeFromNifti(read.nifti).data as ArrayLike<number>)
}
