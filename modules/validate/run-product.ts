import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LinkedStudy, LinkedView, ReleaseForValidation } from '@clic/contracts'
import {
  labelsByName,
  readDataset,
  readNifti,
  readSegmentation,
  type Volume,
  volumeFromNifti,
  volumeFromSlices,
} from '@clic/dicom'
import { sha256 } from '@clic/ledger'
import { mapDigest, modelFolder, runMap } from '@clic/monai-deploy'
import type { PartContext } from '@clic/platform/parts'
import type { ForeignRun } from '@clic/platform/sandbox'
import type { Worker } from '@clic/platform/workers'
import { readLabelMap, sameGrid } from './label-map.ts'

/** One sealed item, opened for this validation. */
interface OpenedItem {
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
  structures: { value: number; name: string }[]
  items: OpenedItem[]
  onProgress: (done: number) => Promise<void>
}

/** `missed`: why an item has no answer, by item id. */
export type ProductAnswer = { ok: true; answers: Answers; missed: Map<string, string> } | { ok: false; reason: string }

/** Runs a product on the items: a bundle that was trained here in the warm worker, what others made behind the fence. */
export async function runProduct(run: ProductRun): Promise<ProductAnswer> {
  const { release } = run
  if (!isOwnBundle(release)) return runForeign(run)
  const bundle = await modelFolder(run.map, release.bundleName)
  return bundle ? runBundle(run, bundle) : { ok: false, reason: `The package holds no model “${release.bundleName}”.` }
}

/** A bundle that was trained here: it runs in the warm worker. */
export function isOwnBundle(release: ReleaseForValidation): release is ReleaseForValidation & { bundleName: string } {
  return Boolean(release.bundleName) && release.kind !== 'bought'
}

async function runBundle(run: ProductRun, bundle: string): Promise<ProductAnswer> {
  const answers: Answers = new Map()
  const missed = new Map<string, string>()
  for (const item of run.items) {
    const output = join(run.folder, `${item.id}.labels.nii`)
    const parameters = { bundle, image: item.image, output, weights_sha256: run.release.weightsSha256 }
    const result = await run.worker().request('infer', parameters)
    if (!result.ok) return { ok: false, reason: `${result.failure.message} ${result.failure.next}` }
    const map = existsSync(output) ? readLabelMap(readFileSync(output)) : undefined
    const image = gridOf(item)
    if (map && image && sameGrid(map, image)) answers.set(item.id, map.labels)
    else missed.set(item.id, 'the answer is no label map on the grid of the image')
    rmSync(output, { force: true })
    await run.onProgress(answers.size + missed.size)
  }
  return { ok: true, answers, missed }
}

/** DICOM in, DICOM SEG out: the contract of a MAP. One process takes all studies, each in a folder of its own. */
async function runForeign(run: ProductRun): Promise<ProductAnswer> {
  const opened = await run.context.sandbox.open()
  if (!opened.ok) return { ok: false, reason: sentence(opened.problem) }
  const foreign = opened.run
  try {
    return await runBehindFence(run, foreign)
  } finally {
    await foreign.close()
  }
}

async function runBehindFence(run: ProductRun, foreign: ForeignRun): Promise<ProductAnswer> {
  const [input, output] = [join(run.folder, 'input'), join(run.folder, 'output')]
  mkdirSync(input, { recursive: true })
  const missed = new Map<string, string>()
  const volumes = new Map<string, Volume>()
  for (const item of run.items) {
    const found = await imagesOf(run, item)
    if (!found) {
      missed.set(item.id, 'the study holds no series on the grid of the item')
      continue
    }
    volumes.set(item.id, found.volume)
    mkdirSync(join(input, item.id), { recursive: true })
    for (const [n, bytes] of found.slices.entries())
      writeFileSync(join(input, item.id, `${String(n).padStart(5, '0')}.dcm`), bytes)
  }
  // The package gets its DICOM input and nothing else of the test part.
  for (const item of run.items) rmSync(item.image, { force: true })
  if (volumes.size === 0) return { ok: false, reason: 'No study of the test part could be given to the package.' }
  const { room } = foreign
  foreign.bring(run.map, 'package')
  foreign.bring(input, 'input')
  const digest = await mapDigest(room.package)
  const ended = await runMap(room.package, {
    input: room.input,
    output: room.output,
    scratch: room.scratch,
    timeoutS: 1800,
    python: run.python,
    execute: foreign.execute,
  })
  if (!ended.ok) return { ok: false, reason: sentence(ended.problem) }
  const finished = foreign.finish(ended.run, output)
  if (!finished.ok) return { ok: false, reason: sentence(finished.problem) }
  if ((await mapDigest(room.package)) !== digest)
    return { ok: false, reason: 'The package changed itself while it ran.' }
  const answers = readAnswers(output, volumes, run.structures, missed)
  await run.onProgress(run.items.length)
  return { ok: true, answers, missed }
}

function sentence(problem: { title: string; detail: string; next: string }): string {
  return `${problem.title}: ${problem.detail.replace(/\.$/, '')}. ${problem.next}`
}

/** The series that the item was made of: of a modality that the product is meant for, on the item's grid. */
async function imagesOf(
  run: ProductRun,
  item: OpenedItem,
): Promise<{ slices: Uint8Array[]; volume: Volume } | undefined> {
  const study: LinkedStudy | undefined = await run.context.port<LinkedView>('link.studies').study(item.studyId)
  const grid = gridOf(item)
  if (!study || !grid) return undefined
  for (const series of study.series.filter((one) => run.release.intendedUse.modalities.includes(one.modality))) {
    const slices = await Promise.all(series.objects.map((object) => run.context.files.get(object.sha256)))
    if (slices.some((bytes, n) => sha256(bytes) !== series.objects[n]?.sha256)) continue
    const volume = volumeFromSlices(slices)
    if (volume.ok && sameGrid(volume.volume, grid)) return { slices, volume: volume.volume }
  }
  return undefined
}

/** Each mask goes to the one series that it names; two masks for one series are no answer. */
function readAnswers(
  output: string,
  volumes: Map<string, Volume>,
  structures: ProductRun['structures'],
  missed: Map<string, string>,
): Answers {
  const answers: Answers = new Map()
  const twice = new Set<string>()
  for (const file of filesBelow(output)) {
    const read = readDataset(readFileSync(file))
    if (!read.ok) continue
    for (const [itemId, volume] of volumes) {
      const segmentation = readSegmentation(read.dataset, volume)
      if (!segmentation.ok) continue
      if (answers.has(itemId)) twice.add(itemId)
      answers.set(itemId, labelsByName(segmentation.labels, segmentation.segments, structures))
    }
  }
  for (const itemId of twice) {
    answers.delete(itemId)
    missed.set(itemId, 'the package gave more than one mask')
  }
  for (const itemId of volumes.keys())
    if (!answers.has(itemId) && !missed.has(itemId)) missed.set(itemId, 'the package gave no mask that fits')
  return answers
}

function gridOf(item: OpenedItem): Volume | undefined {
  const read = existsSync(item.image) ? readNifti(readFileSync(item.image)) : undefined
  return read?.ok ? volumeFromNifti(read.nifti) : undefined
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}
