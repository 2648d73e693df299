import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { niftiFromVolume } from '@clic/dicom'
import { mapWeights, packMap, writeMap } from '@clic/monai-deploy'
import { silentLog } from '@clic/platform/log'
import { createWorker } from '@clic/platform/workers'
import { phantomCase } from './make-dicom/index.ts'
import { runtime } from './runtime.ts'

export interface TrainedRelease {
  /** The MAP as a tar. */
  tar: Uint8Array
  weightsSha256: string
  bundleName: string
}

export const phantomStructures = [
  { value: 1, name: 'anterior hippocampus' },
  { value: 2, name: 'posterior hippocampus' },
]

/** A bundle trained on eight small phantoms (seconds), laid into a MAP as register lays it. `permuted`: each image gets another one's mask. */
export async function trainedRelease(
  given: { epochs?: number; permuted?: boolean; version?: string } = {},
): Promise<TrainedRelease> {
  const folder = mkdtempSync(join(tmpdir(), 'clic-trained-'))
  const worker = createWorker({
    command: runtime.python,
    args: ['-m', 'clic_runtime.worker'],
    cwd: runtime.folder,
    log: silentLog,
    name: 'fixture',
  })
  try {
    const cases = Array.from({ length: 8 }, (_, n) => phantomCase(`trained ${n}`))
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
      config: { labels: phantomStructures, epochs: given.epochs ?? 25, learningRate: 0.02, batchSize: 2 },
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
      contract: { modalities: ['MR'], bodyPart: 'BRAIN', structures: phantomStructures },
    })
    if (!written.ok) throw new Error(written.problem.detail)
    return { tar: await packMap(map), weightsSha256: await mapWeights(map), bundleName: 'bundle' }
  } finally {
    await worker.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
