import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Candidate, registerEndpoints } from '@clic/contracts'
import { niftiFromVolume } from '@clic/dicom'
import { packMap } from '@clic/monai-deploy'
import { systemClock } from '@clic/platform/clock'
import { newId } from '@clic/platform/ids'
import { createLog } from '@clic/platform/log'
import { createWorker } from '@clic/platform/workers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomCase } from '../../testing/make-dicom/index.ts'
import { phantomStructures } from '../../testing/parts/sealed-dataset.ts'
import { intendedUse, tenPatients, type ValidationZone, validationZone } from '../../testing/validation-zone.ts'

const repository = resolve(import.meta.dirname, '../..')
const python = process.env['CLIC_PYTHON'] ?? join(repository, '.clic/runtime/venv/bin/python')
const runtimeFolder = join(repository, 'runtime')

describe.skipIf(!existsSync(python))(
  'products that need Python (skipped because the runtime environment is missing)',
  () => {
    let zone: ValidationZone
    let folder: string
    let protocolId: string
    const known = new Map<string, Candidate>()
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'python-products-'))
      zone = await validationZone({
        test: tenPatients.slice(0, 5),
        candidates: { candidate: async (id) => known.get(id) },
        settings: { validate: { python, runtimeFolder }, register: { runtimeFolder } },
      })
      protocolId = (await zone.protocol({ maxOpenings: 5 })).id
    })
    afterAll(async () => {
      await zone?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    it('measures a vendor’s package as it is delivered, as a process of its own', async () => {
      const made = join(folder, 'vendor')
      execFileSync(python, [join(runtimeFolder, 'fixtures/make_bought_map.py'), made])
      const release = await zone.deliver(await packMap(made), 'Hippo Atlas')
      const result = await zone.validate(protocolId, release.id)
      expect(result).toMatchObject({ state: 'finished', verdict: 'refused', kind: 'bought', done: 5 })
      expect(result.cases).toHaveLength(10)
      // It was made for another body part: it answers every case, badly.
      expect(result.findings.filter((one) => !one.ok).map((one) => one.rule)).toEqual(['release.accept/lower-bound'])
    }, 300_000)

    it('measures a MONAI bundle in the warm worker, and knows its weights from the candidate to the verdict', async () => {
      const candidate = await trained(folder)
      const { files } = zone.research.context('register')
      const stored = await files.put(await packMap(join(folder, 'bundle')))
      known.set(candidate.id, {
        ...candidate,
        bundleSha256: stored.sha256,
        permitId: zone.permit.id,
        datasetId: zone.dataset.datasetId,
        dataRoot: zone.dataset.root,
      })
      const developer = zone.research.as('dev', ['developer'])
      const product = await developer(registerEndpoints.addProduct, {
        body: {
          name: 'Own network',
          kind: 'home-made',
          manufacturer: 'Region Test',
          regulatoryPath: 'mdr-5-5',
          intendedUse,
        },
      })
      if (!product.ok) throw new Error(product.problem.detail)
      const release = await developer(registerEndpoints.addFromCandidate, {
        body: { productId: product.value.id, candidateId: candidate.id, version: '1.0.0' },
      })
      if (!release.ok) throw new Error(release.problem.detail)
      expect(release.value).toMatchObject({
        weightsSha256: candidate.weightsSha256,
        builders: ['dev'],
        candidateId: candidate.id,
      })
      const result = await zone.validate(protocolId, release.value.id)
      expect(result).toMatchObject({ state: 'finished', kind: 'home-made', done: 5 })
      expect(result.findings.find((one) => one.rule === 'release.accept/same-weights')).toMatchObject({ ok: true })
      expect(result.findings.find((one) => one.rule === 'release.accept/all-cases')).toMatchObject({ ok: true })
      // A few epochs on four phantoms learn the shape.
      expect(result.summary[0]?.estimate).toBeGreaterThan(0.5)
    }, 600_000)

    it('refuses a candidate whose bundle holds other weights than were trained', async () => {
      const [first] = known.values()
      if (!first) throw new Error('nothing was trained')
      const swapped = { ...first, id: newId('candidate', systemClock), weightsSha256: '0'.repeat(64) }
      known.set(swapped.id, swapped)
      const developer = zone.research.as('dev', ['developer'])
      const products = await developer(registerEndpoints.products, {})
      const productId = (products.ok && products.value.find((one) => one.kind === 'home-made')?.id) || ''
      expect(
        await developer(registerEndpoints.addFromCandidate, {
          body: { productId, candidateId: swapped.id, version: '1.1.0' },
        }),
      ).toMatchObject({ ok: false, problem: { status: 422, type: 'urn:clic:problem:weights-differ' } })
    })
  },
)

/** Trains a small network on four phantoms, none of them of the test part. */
async function trained(folder: string): Promise<Candidate> {
  const items = ['a', 'b', 'c', 'd'].map((seed, i) => {
    const { image, labels } = phantomCase(`to train ${seed}`)
    const files = { image: join(folder, `${seed}.nii`), label: join(folder, `${seed}.label.nii`) }
    writeFileSync(files.image, niftiFromVolume(image))
    writeFileSync(files.label, niftiFromVolume({ ...image, data: labels }))
    return { id: seed, ...files, split: i === 3 ? 'tune' : 'train' }
  })
  const log = createLog({ clock: systemClock, zone: 'research', file: join(folder, 'worker.log') })
  const worker = createWorker({
    command: python,
    args: ['-m', 'clic_runtime.worker'],
    cwd: runtimeFolder,
    log,
    name: 'test training',
  })
  try {
    const result = await worker.request('train', {
      items,
      output: join(folder, 'bundle'),
      seed: 3,
      config: { labels: phantomStructures, channels: [8, 16, 32], epochs: 20, learningRate: 0.02 },
    })
    if (!result.ok) throw new Error(`${result.failure.message} ${result.failure.next}`)
    return {
      id: newId('candidate', systemClock),
      runId: newId('training', systemClock),
      permitId: '',
      datasetId: '',
      dataRoot: '',
      weightsSha256: String(result.value['weights_sha256']),
      bundleSha256: '',
      codeCommit: '0'.repeat(40),
      environmentLock: '0'.repeat(64),
      seed: 3,
      builder: 'dev',
    }
  } finally {
    await worker.stop()
  }
}
