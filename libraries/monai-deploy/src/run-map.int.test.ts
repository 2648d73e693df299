import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { makeTree, scratchFolder, scriptMap } from '../testing/make-tree.ts'
import { mapDigest } from './map-digest.ts'
import { runMap } from './run-map.ts'

/** Node stands for the image's Python: the executor runs whatever interpreter it is given. */
async function run(
  script: string,
  options: { app?: Record<string, unknown>; timeoutS?: number; signal?: AbortSignal } = {},
) {
  const root = await scratchFolder()
  const dir = await makeTree(join(root, 'map'), scriptMap(script, options.app))
  await mkdir(join(root, 'in'))
  const { timeoutS = 20, signal } = options
  const result = await runMap(dir, {
    input: join(root, 'in'),
    output: join(root, 'out'),
    timeoutS,
    python: process.execPath,
    ...(signal && { signal }),
  })
  if (!result.ok) throw new Error(result.problem.detail)
  return { root, dir, ...result.run }
}

/** A killed process that nobody has collected yet ("Z") does nothing any more. */
const alive = (pid: number) =>
  existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))

describe('running a MAP as a process', () => {
  it('gives both spellings of the contract and nothing of ours', async () => {
    process.env['CLIC_SECRET_FOR_TEST'] = 'secret'
    const ended = await run(
      `import { writeFileSync } from 'node:fs'
       writeFileSync(process.env.HOLOSCAN_OUTPUT_PATH + '/env.json', JSON.stringify({ env: process.env, cwd: process.cwd() }))`,
      { app: { environment: { APP_DATA: '/opt/holoscan/models/m', HOLOSCAN_INPUT_PATH: '/elsewhere' } } },
    )
    delete process.env['CLIC_SECRET_FOR_TEST']
    expect(ended).toMatchObject({ exitCode: 0, ended: 'by-itself' })
    const { env, cwd } = JSON.parse(await readFile(join(ended.root, 'out/env.json'), 'utf8'))
    expect(env.HOLOSCAN_INPUT_PATH).toBe(join(ended.root, 'in'))
    expect(env.MONAI_INPUTPATH).toBe(env.HOLOSCAN_INPUT_PATH)
    expect(env.HOLOSCAN_DOCS).toBe(env.HOLOSCAN_DOCS_PATH)
    expect(env.HOLOSCAN_MODEL_PATH).toBe(join(ended.dir, 'opt/holoscan/models'))
    expect(env.APP_DATA).toBe(join(ended.dir, 'opt/holoscan/models/m'))
    expect(env.HOME).toBe(cwd)
    expect(
      Object.keys(env)
        .filter((name) => !/^(HOLOSCAN|MONAI)_/.test(name))
        .sort(),
    ).toEqual(['APP_DATA', 'HOME', 'LANG', 'PATH', 'PYTHONDONTWRITEBYTECODE', 'PYTHONUNBUFFERED', 'TMPDIR'].sort())
    expect(existsSync(cwd)).toBe(false)
  })

  it('gives the exit code, the end of the log, the time and the memory', async () => {
    const ended =
      await run(`const kept = Buffer.alloc(150e6, 1); console.log('x'.repeat(30000)); console.error('the end')
      setTimeout(() => process.exit(kept.length ? 7 : 0), 700)`)
    expect(ended.exitCode).toBe(7)
    expect(ended.logTail.length).toBeLessThanOrEqual(16 * 1024)
    expect(ended.logTail).toMatch(/the end\n$/)
    expect(ended.seconds).toBeGreaterThan(0.6)
    expect(ended.peakRssMb).toBeGreaterThan(150)
  })

  it('kills the whole group when the time is up, also one that does not listen', async () => {
    const ended = await run(
      `import { spawn } from 'node:child_process'
       const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'])
       console.log(child.pid); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`,
      { timeoutS: 1 },
    )
    expect(ended).toMatchObject({ exitCode: null, ended: 'timed-out' })
    expect(ended.seconds).toBeLessThan(8)
    await wait(100)
    expect(Number(ended.logTail)).toBeGreaterThan(1)
    expect(alive(Number(ended.logTail))).toBe(false)
  })

  it('lets the shorter of both limits hold', async () => {
    const ended = await run('setInterval(() => {}, 1000)', { app: { timeout: 1 }, timeoutS: 60 })
    expect(ended.ended).toBe('timed-out')
  })

  it('ends what a package leaves behind', async () => {
    const ended = await run(`import { spawn } from 'node:child_process'
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); child.unref(); console.log(child.pid); process.exit(0)`)
    expect(ended.exitCode).toBe(0)
    await wait(100)
    expect(Number(ended.logTail)).toBeGreaterThan(1)
    expect(alive(Number(ended.logTail))).toBe(false)
  })

  it('stops when it is cancelled', async () => {
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 300)
    expect(await run('setInterval(() => {}, 1000)', { signal: abort.signal })).toMatchObject({
      ended: 'cancelled',
      exitCode: null,
    })
  })

  it('leaves the package as it was', async () => {
    const ended = await run('console.log(1)')
    expect(await mapDigest(ended.dir)).toBe(
      await mapDigest(await makeTree(await scratchFolder(), scriptMap('console.log(1)'))),
    )
  })

  it('refuses a program of the image, a service, and a missing input, before anything starts', async () => {
    const root = await scratchFolder()
    const options = { input: root, output: join(root, 'out'), timeoutS: 5, python: process.execPath }
    const image = await makeTree(await scratchFolder(), scriptMap('', { command: '["/bin/bash", "-c", "true"]' }))
    expect(await runMap(image, options)).toMatchObject({ ok: false, problem: { code: 'map_command' } })
    const service = await makeTree(await scratchFolder(), scriptMap('', { type: 'service' }))
    expect(await runMap(service, options)).toMatchObject({ ok: false, problem: { code: 'map_service' } })
    const good = await makeTree(await scratchFolder(), scriptMap(''))
    expect(await runMap(good, { ...options, input: join(root, 'none') })).toMatchObject({
      ok: false,
      problem: { code: 'map_input' },
    })
    expect(existsSync(join(root, 'out'))).toBe(false)
  })

  it('says that an interpreter could not be started', async () => {
    const root = await scratchFolder()
    const dir = await makeTree(join(root, 'map'), scriptMap(''))
    const ran = await runMap(dir, {
      input: root,
      output: join(root, 'out'),
      timeoutS: 5,
      python: join(root, 'no-python'),
    })
    expect(ran).toMatchObject({ ok: true, run: { exitCode: null, ended: 'not-started' } })
    expect(ran.ok && ran.run.logTail).toMatch('ENOENT')
  })
})
