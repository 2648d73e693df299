import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { niftiFromVolume } from '@clic/dicom'
import { mapWeights, packMap, writeMap } from '@clic/monai-deploy'
import { silentLog } from '@clic/platform/log'
import { createWorker } from '@clic/platform/workers'
import { type Case, phantomCase } from './make-dicom/index.ts'
import { runtime } from './runtime.ts'

export interface TrainedRelease {
  /** The MAP as a tar. */
  tar: Uint8Array
  weightsSha256: string
  bundleName: string
  /** The MONAI bundle alone, as a tar. */
  bundleTar: Uint8Array
}

interface TrainingToDo {
  epochs?: number
  version?: string
  structures?: { value: number; name: string }[]
  /** Each image gets the mask of another one. */
  permuted?: boolean
  /** Each phantom lies at a place of its own, so that a mask of another one tells nothing. */
  moved?: boolean
}

export const phantomStructures = [
  { value: 1, name: 'anterior hippocampus' },
  { value: 2, name: 'posterior hippocampus' },
]

/** A bundle trained on eight small phantoms (seconds), laid into a MAP as register lays it. */
export async function trainedRelease(given: TrainingToDo = {}): Promise<TrainedRelease> {
  const structures = given.structures ?? phantomStructures
  const folder = mkdtempSync(join(tmpdir(), 'clic-trained-'))
  const worker = createWorker({
    command: runtime.python,
    args: ['-m', 'clic_runtime.worker'],
    cwd: runtime.folder,
    log: silentLog,
    name: 'fixture',
  })
  try {
    const cases = Array.from({ length: 8 }, (_, n) => phantomCase(`trained ${n}`)).map((one, n) =>
      given.moved ? movedCase(one, n) : one,
    )
    mkdirSync(join(folder, 'items'))
    const items = cases.map(({ image }, n) => {
      const labels = (cases[given.permuted ? (n + 3) % cases.length : n] as (typeof cases)[0]).labels
      const paths = { image: join(folder, 'items', `${n}.nii`), label: join(folder, 'items', `${n}-mask.nii`) }
      writeFileSync(paths.image, niftiFromVolume(image))
      writeFileSync(paths.label, niftiFromVolume({ ...image, data: labels }))
      return { id: `item${n}`, ...paths, split: n < 7 ? 'train' : 'tune' }
    })
    const bundle = join(folder, 'bundle')
    const trained = await worker.request('train', {
      items,
      output: bundle,
      seed: 7,
      config: { labels: structures, epochs: given.epochs ?? 25, learningRate: 0.02, batchSize: 2 },
      card: { title: 'Phantom U-Net', version: given.version ?? '1.0.0' },
    })
    if (!trained.ok) throw new Error(`${trained.failure.code}: ${trained.failure.message}`)
    const map = join(folder, 'map')
    const written = await writeMap(map, {
      title: 'Phantom',
      version: given.version ?? '1.0.0',
      appDir: join(runtime.folder, 'map_app'),
      command: ['python3', '/opt/holoscan/app'],
      models: { bundle },
      inputFormats: ['file'],
      outputFormats: ['file'],
      resources: { cpu: 2, gpu: 0, memory: '2Gi' },
      timeoutS: 600,
      docs: { 'README.md': '# Phantom\n' },
      contract: { modalities: ['MR'], bodyPart: 'BRAIN', structures },
    })
    if (!written.ok) throw new Error(written.problem.detail)
    return {
      tar: await packMap(map),
      weightsSha256: await mapWeights(map),
      bundleName: 'bundle',
      bundleTar: await packMap(bundle),
    }
  } finally {
    await worker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same phantom elsewhere in its volume; what leaves on one side comes in on the other. */
function movedCase({ image, labels }: Case, n: number): Case {
  const [columns, rows, slices] = image.dims
  const [x, y, z] = [((n * 7) % 5) * 4 - 8, ((n * 3) % 5) * 4 - 8, ((n * 11) % 5) * 3 - 6] as const
  const data = new Uint16Array(labels.length)
  const moved = new Uint8Array(labels.length)
  const wrapped = (at: number, by: number, size: number) => (at + by + size) % size
  for (let k = 0, i = 0; k < slices; k++)
    for (let j = 0; j < rows; j++)
      for (let c = 0; c < columns; c++, i++) {
        const to = (wrapped(k, z, slices) * rows + wrapped(j, y, rows)) * columns + wrapped(c, x, columns)
        data[to] = image.data[i] as number
        moved[to] = labels[i] as number
      }
  return { image: { ...image, data }, labels: moved }
}
