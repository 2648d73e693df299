import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type DatasetVersion,
  developEndpoints,
  governEndpoints,
  type Permit,
  permitEndpoints,
  type Part as SplitPart,
  type TrainingRun,
} from '@clic/contracts'
import { niftiFromVolume } from '@clic/dicom'
import { readBundle, unpackMap } from '@clic/monai-deploy'
import { sql } from '@clic/platform/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { phantomCase } from '../../testing/make-dicom/index.ts'
import { grantPermit } from '../../testing/permits.ts'
import { ownRuntime, pythonIsMissing, runtime } from '../../testing/runtime.ts'
import { eventually, loadParts, type TestPair, testPair } from '../../testing/zones.ts'
import { fakeDatasets, type ItemFiles } from './fakes.ts'

const structures = [
  { value: 1, name: 'front' },
  { value: 2, name: 'back' },
]

/** An id of a dataset version that a test calls by a word. */
const idOf = (word: string) =>
  `dataset-${[...word]
    .map((letter) => String(letter.charCodeAt(0) % 10))
    .join('')
    .padEnd(26, '0')}`

/** Six small phantoms: four to train on, one to tune on, one sealed. */
function dataset(
  id: string,
  permitId: string,
  changes: Partial<DatasetVersion> = {},
): { version: DatasetVersion; files: ItemFiles } {
  const files: ItemFiles = new Map()
  const parts: SplitPart[] = ['train', 'train', 'train', 'train', 'tune', 'test']
  const items = parts.map((part, n) => {
    const made = phantomCase(`${n}`)
    files.set(`item${n}`, {
      image: niftiFromVolume(made.image),
      label: niftiFromVolume({ ...made.image, data: made.labels }),
    })
    return { id: `item${n}`, pseudonym: `p${n}`, studyId: `s${n}`, part, sha256: String(n).repeat(64) }
  })
  return {
    version: {
      id: idOf(id),
      name: 'phantoms',
      version: 1,
      permitId,
      state: 'frozen',
      root: 'ab'.repeat(32),
      frozenAt: '2026-11-25T10:00:00Z',
      structures,
      items,
      ...changes,
    },
    files,
  }
}

describe.skipIf(pythonIsMissing)('a training in the research zone', { timeout: 240_000 }, () => {
  const datasets = fakeDatasets()
  const own = ownRuntime()
  let pair: TestPair
  let permit: Permit
  const developer = () => pair.research.as('dev', ['developer'])
  const work = () => pair.research.context('develop').folder

  const start = async (
    datasetId: string,
    config: { epochs: number; seed?: number } = { epochs: 2 },
    permitId = permit.id,
  ) =>
    developer()(developEndpoints.start, {
      body: { permitId, datasetId: idOf(datasetId), name: 'Phantom U-Net', config: { seed: 7, ...config } },
    })
  const started = async (datasetId: string, config?: { epochs: number; seed?: number }): Promise<string> => {
    const run = await start(datasetId, config)
    if (!run.ok) throw new Error(run.problem.detail)
    return run.value.id
  }
  const read = async (runId: string): Promise<TrainingRun> => {
    const run = await developer()(developEndpoints.read, { params: { runId } })
    if (!run.ok) throw new Error(run.problem.detail)
    return run.value
  }
  const ended = (runId: string) =>
    eventually(async () => {
      const run = await read(runId)
      return run.state === 'waiting' || run.state === 'running' ? undefined : run
    }, 120)
  const epochsOf = (runId: string, least: number) =>
    eventually(async () => ((await read(runId)).epochs.length >= least ? await read(runId) : undefined), 120)
  const candidateOf = async (runId: string) => {
    const all = await developer()(developEndpoints.candidates, {})
    return all.ok ? all.value.find((one) => one.runId === runId) : undefined
  }
  beforeAll(async () => {
    const settings = {
      develop: {
        python: runtime.python,
        runtimeFolder: own.folder,
        codeCommit: 'abcdef0',
        environmentLock: runtime.lock,
      },
    }
    pair = await testPair({
      research: { parts: [...(await loadParts(['develop'], 'research')), datasets.part], settings },
    })
    permit = await grantPermit(pair.clinic)
    await eventually(async () =>
      (await pair.research.as('dev', ['developer'])(permitEndpoints.read, { params: { permitId: permit.id } })).ok
        ? true
        : undefined,
    )
    for (const id of ['first', 'second']) {
      const made = dataset(id, permit.id)
      datasets.add(made.version, made.files)
    }
  })
  afterAll(async () => {
    await pair?.close()
    own.close()
  })

  it('shows its epochs as they come, binds what it made, opens no sealed item and leaves no item behind', async () => {
    const runId = await started('first', { epochs: 3 })
    const live = await epochsOf(runId, 1)
    expect(live.state).toBe('running')
    const run = await ended(runId)
    expect(run).toMatchObject({ state: 'finished', reason: null })
    expect(run.epochs.map((one) => one.epoch)).toEqual([1, 2, 3])
    expect(run.epochs.at(-1)?.loss).toBeLessThan(run.epochs[0]?.loss ?? 0)
    expect(Object.keys(run.epochs[0]?.diceByStructure ?? {}).sort()).toEqual(['back', 'front'])
    const candidate = await candidateOf(runId)
    expect(candidate).toMatchObject({
      id: run.candidateId,
      dataRoot: 'ab'.repeat(32),
      codeCommit: 'abcdef0',
      environmentLock: runtime.lock,
      seed: 7,
      builder: 'dev',
      tuneDice: run.epochs.at(-1)?.dice,
    })
    expect(datasets.openings.flatMap((one) => one.parts)).not.toContain('test')
    expect(datasets.openings[0]?.items).toEqual(['item0', 'item1', 'item2', 'item3', 'item4'])
    expect(existsSync(join(work(), runId))).toBe(false)
    const bundle = await bundleOf(candidate?.bundleSha256 ?? '')
    expect(bundle.weightsSha256).toBe(candidate?.weightsSha256)
    expect(bundle.metadata['x-clic']).toMatchObject({
      data_sha256: 'ab'.repeat(32),
      code_commit: 'abcdef0',
      permit: permit.id,
      seed: 7,
      environment: { lock_sha256: runtime.lock, differs: [] },
    })
    const ledger = await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'candidate.trained' },
    })
    expect(ledger.ok && ledger.value[0]?.payload).toMatchObject({
      weights: candidate?.weightsSha256,
      bundle: candidate?.bundleSha256,
    })
  })

  it('gives the same weights and the same bundle for the same inputs, and others for another seed', async () => {
    const runs = [
      await started('first', { epochs: 2 }),
      await started('first', { epochs: 2 }),
      await started('first', { epochs: 2, seed: 8 }),
    ]
    const [one, same, other] = await Promise.all(runs.map(async (id) => candidateOf((await ended(id)).id)))
    expect(same?.weightsSha256).toBe(one?.weightsSha256)
    expect(same?.bundleSha256).toBe(one?.bundleSha256)
    expect(other?.weightsSha256).not.toBe(one?.weightsSha256)
  })

  it('is cancelled in the middle of its epochs, and makes no candidate', async () => {
    const runId = await started('first', { epochs: 2000 })
    await epochsOf(runId, 1)
    const asked = await developer()(developEndpoints.cancel, { params: { runId } })
    expect(asked.ok).toBe(true)
    expect(await ended(runId)).toMatchObject({ state: 'cancelled', reason: 'cancelled', candidateId: null })
    expect(existsSync(join(work(), runId))).toBe(false)
    const again = await developer()(developEndpoints.cancel, { params: { runId } })
    expect(again).toMatchObject({ ok: false, problem: { type: 'urn:clic:problem:training-over' } })
  })

  it('is cancelled while it waits for another one, and never begins', async () => {
    const [first, second] = [await started('first', { epochs: 2000 }), await started('second', { epochs: 2000 })]
    const before = datasets.openings.length
    await developer()(developEndpoints.cancel, { params: { runId: second } })
    await epochsOf(first, 1)
    await developer()(developEndpoints.cancel, { params: { runId: first } })
    expect(await ended(second)).toMatchObject({ state: 'cancelled', epochs: [] })
    await ended(first)
    expect(datasets.openings.slice(before).map((one) => one.datasetId)).not.toContain(idOf('second'))
  })

  it('starts over when its worker is killed, and ends with the weights of an undisturbed training', async () => {
    const undisturbed = await candidateOf((await ended(await started('first', { epochs: 4, seed: 21 }))).id)
    const runId = await started('first', { epochs: 4, seed: 21 })
    await epochsOf(runId, 1)
    const pids = own.workers()
    expect(pids).toHaveLength(1)
    process.kill(pids[0] as number, 'SIGKILL')
    const run = await ended(runId)
    expect(run).toMatchObject({ state: 'finished' })
    expect(run.epochs.map((one) => one.epoch)).toEqual([1, 2, 3, 4])
    expect((await candidateOf(runId))?.weightsSha256).toBe(undisturbed?.weightsSha256)
    const restarted = await pair.research.as('auditor', ['auditor'])(governEndpoints.ledger, {
      query: { action: 'training.restarted', kind: 'training', id: runId },
    })
    expect(restarted.ok && restarted.value).toHaveLength(1)
  })

  it('fails with a sentence and the next step when an item cannot be used', async () => {
    const made = dataset('broken', permit.id)
    made.files.set('item2', { image: Buffer.from('not an image'), label: Buffer.from('nor a mask') })
    datasets.add(made.version, made.files)
    const run = await ended(await started('broken'))
    expect(run).toMatchObject({ state: 'failed', candidateId: null })
    expect(run.reason).toContain('item2')
    expect(run.next).toBeTruthy()
  })

  it('does not begin without a named person, without a frozen version of this permit, or with a sealed item among its own', async () => {
    const stranger = await pair.research.as('stranger', ['developer'])(developEndpoints.start, {
      body: { permitId: permit.id, datasetId: idOf('first'), name: 'Mine', config: { seed: 1 } },
    })
    expect(stranger).toMatchObject({
      ok: false,
      problem: { status: 403, findings: [{ rule: 'training.start/person-named' }] },
    })
    const foreign = dataset('foreign', 'another-permit')
    datasets.add(foreign.version, foreign.files)
    expect(await start('foreign')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'training.start/dataset-frozen' }] },
    })
    const leak = dataset('leak', permit.id)
    const [first, sealed] = [leak.version.items[0], leak.version.items[5]]
    if (first && sealed) leak.version.items[0] = { ...first, sha256: sealed.sha256 }
    datasets.add(leak.version, leak.files)
    expect(await start('leak')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'training.start/test-unseen' }] },
    })
    const twice = dataset('twice', permit.id)
    twice.version.items[0] = { ...(twice.version.items[0] as (typeof twice.version.items)[0]), pseudonym: 'p5' }
    datasets.add(twice.version, twice.files)
    expect(await start('twice')).toMatchObject({
      ok: false,
      problem: { findings: [{ rule: 'training.start/patients-disjoint' }] },
    })
    expect(await start('nowhere')).toMatchObject({ ok: false, problem: { type: 'urn:clic:problem:dataset-unknown' } })
    const clinician = await pair.research.as('clin', ['clinician'])(developEndpoints.start, {
      body: { permitId: permit.id, datasetId: idOf('first'), name: 'Mine', config: { seed: 1 } },
    })
    expect(clinician).toMatchObject({ ok: false, problem: { status: 403 } })
  })

  it('stops after the epoch in which its permit ended', async () => {
    const runId = await started('first', { epochs: 2000 })
    await epochsOf(runId, 1)
    await sql`update govern.permit set state = 'suspended' where id = ${permit.id}`.execute(pair.research.db)
    const run = await ended(runId)
    expect(run).toMatchObject({ state: 'cancelled', reason: 'the permit is suspended', candidateId: null })
    await sql`update govern.permit set state = 'active' where id = ${permit.id}`.execute(pair.research.db)
  })

  async function bundleOf(sha256: string) {
    const folder = mkdtempSync(join(tmpdir(), 'clic-bundle-'))
    try {
      await unpackMap(await pair.research.context('develop').files.get(sha256), folder)
      const bundle = await readBundle(folder)
      if (!bundle.ok) throw new Error(bundle.problem.detail)
      return bundle.bundle
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
})
