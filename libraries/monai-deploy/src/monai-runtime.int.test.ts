import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratchFolder } from '../testing/make-tree.ts'
import { mapDigest } from './map-digest.ts'
import { mapWeights, modelFolder } from './map-weights.ts'
import { packMap } from './pack-map.ts'
import { readBundle } from './read-bundle.ts'
import { runMap } from './run-map.ts'
import { unpackMap } from './unpack-map.ts'
import { validateMap } from './validate-map.ts'
import { type MapContents, writeMap } from './write-map.ts'

const locked = resolve(import.meta.dirname, '../../../.clic/runtime/venv/bin/python')
const python = process.env['CLIC_PYTHON'] ?? (existsSync(locked) ? locked : '')
const runtime = resolve(import.meta.dirname, '../../../runtime')
const NIFTI_HEADER = 352

/** Needs the locked Python environment, or another one that CLIC_PYTHON names. */
describe.skipIf(!python)('with the MONAI runtime (skipped where Python with MONAI is missing)', () => {
  let folder: string
  let worker: ChildProcess
  let trained: Record<string, string>
  const waiting = new Map<string, (reply: Record<string, string>) => void>()

  async function ask(id: string, request: Record<string, unknown>): Promise<Record<string, string>> {
    return new Promise((done) => {
      waiting.set(id, done)
      worker.stdin!.write(`${JSON.stringify({ id, ...request })}\n`)
    })
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'monai-runtime-'))
    execFileSync(python, [join(runtime, 'tests/phantoms.py'), folder, '5'])
    worker = spawn(python, ['-m', 'clic_runtime.worker'], { cwd: runtime, stdio: ['pipe', 'pipe', 'ignore'] })
    createInterface({ input: worker.stdout! }).on('line', (line) => {
      const reply = JSON.parse(line)
      if (reply.event === 'done' || reply.event === 'failed') waiting.get(reply.id)?.(reply)
    })
    const items = [0, 1, 2, 3, 4].map((n) => ({
      id: `p${n}`,
      image: join(folder, `p0${n}.nii`),
      label: join(folder, `p0${n}_mask.nii`),
      split: n > 3 ? 'tune' : 'train',
    }))
    const labels = [
      { value: 1, name: 'front' },
      { value: 2, name: 'back' },
    ]
    trained = await ask('train', {
      op: 'train',
      items,
      output: join(folder, 'bundle'),
      seed: 3,
      config: { labels, channels: [8, 16, 32], epochs: 20, learningRate: 0.02 },
    })
  }, 120_000)

  afterAll(async () => {
    worker?.kill()
    await rm(folder, { recursive: true, force: true })
  })

  function contents(): MapContents {
    return {
      title: 'Phantom',
      version: '1.0.0',
      appDir: join(runtime, 'map_app'),
      command: ['python3', '/opt/holoscan/app'],
      models: { phantom: join(folder, 'bundle') },
      inputFormats: ['file'],
      outputFormats: ['file'],
      resources: { cpu: 2, gpu: 0, memory: '2Gi' },
      timeoutS: 300,
      contract: { modality: 'MR', labels: ['front', 'back'] },
      docs: { 'README.md': 'A phantom.\n' },
    }
  }

  it('reads the bundle that the worker wrote, with the same hashes', async () => {
    expect(trained['event']).toBe('done')
    const read = await readBundle(join(folder, 'bundle'))
    if (!read.ok) throw new Error(read.problem.detail)
    expect(read.bundle.digest).toBe(trained['bundle_sha256'])
    expect(read.bundle.weightsSha256).toBe(trained['weights_sha256'])
    expect(read.bundle.files.map((f) => f.path)).toContain('configs/inference.json')
  })

  it('makes the same MAP twice, valid, with the weights of the bundle', async () => {
    const out = await scratchFolder()
    expect(await writeMap(join(out, 'a'), contents())).toMatchObject({ ok: true })
    expect(await writeMap(join(out, 'b'), contents())).toMatchObject({ ok: true })
    expect(await packMap(join(out, 'a'))).toEqual(await packMap(join(out, 'b')))
    expect(await validateMap(join(out, 'a'))).toEqual([])
    expect(await mapWeights(join(out, 'a'))).toBe(trained['weights_sha256'])
    expect(await modelFolder(join(out, 'a'), 'phantom')).toBe(join(out, 'a/opt/holoscan/models/phantom'))
    expect(await writeMap(join(out, 'a'), contents())).toMatchObject({
      ok: false,
      problem: { code: 'map_target_not_empty' },
    })
    expect(await writeMap(join(out, 'c'), { ...contents(), version: 'new' })).toMatchObject({
      ok: false,
      problem: { code: 'map_version' },
    })
  })

  it('writes an entry script that shows the manifests and explains itself', async () => {
    const map = join(await scratchFolder(), 'map')
    await writeMap(map, contents())
    const env = {
      HOLOSCAN_APP_MANIFEST_PATH: join(map, 'etc/holoscan/app.json'),
      HOLOSCAN_PKG_MANIFEST_PATH: join(map, 'etc/holoscan/pkg.json'),
    }
    const tools = (word: string) =>
      execFileSync('sh', [join(map, 'var/holoscan/tools'), word], { env, encoding: 'utf8' })
    expect(tools('show')).toMatch('"x-clic"')
    expect(tools('env')).toMatch('HOLOSCAN_MODEL_PATH=/opt/holoscan/models')
    expect(tools('help')).toMatch('extract')
  })

  it('runs as a MAP with no voxel different from the warm worker', async () => {
    const out = await scratchFolder()
    await writeMap(join(out, 'map'), contents())
    const before = await mapDigest(join(out, 'map'))
    await cp(join(folder, 'p04.nii'), join(out, 'in/p04.nii'))
    const ran = await runMap(join(out, 'map'), {
      input: join(out, 'in'),
      output: join(out, 'out'),
      timeoutS: 120,
      python,
    })
    expect(ran).toMatchObject({ ok: true, run: { exitCode: 0 } })
    const reply = await ask('infer', {
      op: 'infer',
      bundle: join(folder, 'bundle'),
      weights_sha256: trained['weights_sha256'],
      image: join(folder, 'p04.nii'),
      output: join(out, 'worker.nii'),
    })
    expect(reply['event']).toBe('done')
    const voxels = async (path: string) => (await readFile(path)).subarray(NIFTI_HEADER)
    const expected = await voxels(join(out, 'worker.nii'))
    expect(expected.some((v) => v > 0)).toBe(true)
    expect((await voxels(join(out, 'out/p04_seg.nii'))).equals(expected)).toBe(true)
    expect(await mapDigest(join(out, 'map'))).toBe(before)
  })

  it('finds weights that are not those the metadata names', async () => {
    const map = join(await scratchFolder(), 'map')
    await writeMap(map, contents())
    const weights = await open(join(map, 'opt/holoscan/models/phantom/models/model.pt'), 'r+')
    await weights.write(Buffer.from([0xff]), 0, 1, 4000)
    await weights.close()
    expect(await validateMap(map)).toMatchObject([{ level: 'error', rule: 'map_weights' }])
    expect(await mapWeights(map)).not.toBe(trained['weights_sha256'])
  })

  it('takes the bought package as its vendor delivers it, and runs it on two studies', async () => {
    const out = await scratchFolder()
    execFileSync(python, [join(runtime, 'fixtures/make_bought_map.py'), join(out, 'made')])
    const unpacked = await unpackMap(await packMap(join(out, 'made')), join(out, 'map'))
    expect(unpacked).toMatchObject({ ok: true, files: 5 })
    const findings = await validateMap(join(out, 'map'))
    expect(findings.filter((f) => f.level === 'error')).toEqual([])
    expect(findings.map((f) => f.rule)).toContain('map_contract')
    const before = await mapDigest(join(out, 'map'))
    const ran = await runMap(join(out, 'map'), {
      input: join(folder, 'dicom'),
      output: join(out, 'out'),
      timeoutS: 120,
      python,
    })
    if (!ran.ok || ran.run.exitCode !== 0) throw new Error(JSON.stringify(ran))
    expect((await readdir(join(out, 'out'))).filter((f) => f.endsWith('.seg.dcm'))).toHaveLength(2)
    expect(ran.run.peakRssMb).toBeGreaterThan(20)
    expect(await mapDigest(join(out, 'map'))).toBe(before)
  })
})
