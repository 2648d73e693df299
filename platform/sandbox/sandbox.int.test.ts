import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { danishIdentity } from '../../testing/make-dicom/index.ts'
import type { ForeignProblem } from './explain-end.ts'
import { createSandbox, hangBell, jail, layExchange, type Sandbox, type SandboxState } from './index.ts'
import type { Limits } from './limits.ts'
import type { ConfinedEnd } from './run-confined.ts'

const small: Limits = {
  wallS: 30,
  cpuS: 20,
  memoryMb: 600,
  processes: 60,
  openFiles: 256,
  fileMb: 8,
  writtenMb: 24,
  files: 300,
}
const node = process.execPath
const asRoot = process.getuid?.() === 0

interface Attempt {
  end: ConfinedEnd
  problem: ForeignProblem | undefined
  /** What the platform took over. */
  output: Record<string, string>
}

/** Runs a hostile program, as a package would be run. `input` and `output` are the paths that it is told. */
async function attempt(
  sandbox: Sandbox,
  script: string,
  given: { timeoutS?: number; known?: string[] } = {},
): Promise<Attempt> {
  const opened = await sandbox.open()
  if (!opened.ok) throw new Error(opened.problem.detail)
  const { run } = opened
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-given-'))
  try {
    writeFileSync(join(folder, 'main.mjs'), script)
    run.bring(folder, 'package')
    const end = await run.execute({
      argv: [node, join(run.room.package, 'main.mjs')],
      env: { PATH: '/usr/bin:/bin', OUT: run.room.output, IN: run.room.input, SCRATCH: run.room.scratch },
      timeoutS: given.timeoutS ?? 30,
    })
    const to = join(folder, 'taken')
    const finished = run.finish(end, to, given.known ?? [])
    const output = finished.ok
      ? Object.fromEntries(readdirSync(to).map((name) => [name, readFileSync(join(to, name), 'utf8')]))
      : {}
    if (!finished.ok) expect(existsSync(to) ? readdirSync(to) : []).toEqual([])
    return { end, problem: finished.ok ? undefined : finished.problem, output }
  } finally {
    await run.close()
    expect(existsSync(run.room.folder)).toBe(false)
    rmSync(folder, { recursive: true, force: true })
  }
}

const fenceIsMissing = (await stateHere()).fence === 'limits-only'

async function stateHere(): Promise<SandboxState> {
  const sandbox = createSandbox({ demanded: false, programs: [node], limits: {} })
  try {
    return await sandbox.state()
  } finally {
    sandbox.close()
  }
}

describe.skipIf(fenceIsMissing)(
  'a package of others (skipped because the kernel allows no namespaces)',
  { timeout: 120_000 },
  () => {
    const sandbox = createSandbox({ demanded: true && asRoot, programs: [node], limits: small })
    const codeOf = async (script: string, given?: Parameters<typeof attempt>[2]) =>
      (await attempt(sandbox, script, given)).problem?.code
    let zone: string
    beforeAll(() => {
      zone = mkdtempSync(join(tmpdir(), 'sandbox-zone-'))
      chmodSync(zone, 0o755)
    })
    afterAll(() => {
      sandbox.close()
      rmSync(zone, { recursive: true, force: true })
    })

    it('gets its output, an environment of what it is told, and a file system that holds nothing of the platform', async () => {
      const { problem, output } = await attempt(
        sandbox,
        `import { readdirSync, writeFileSync } from 'node:fs'
       writeFileSync(process.env.OUT + '/seen.json', JSON.stringify({ env: Object.keys(process.env).sort(), root: readdirSync('/').sort(), etc: readdirSync('/etc'), uid: process.getuid(), processes: readdirSync('/proc').filter((one) => /^[0-9]+$/.test(one)).length }))`,
      )
      expect(problem).toBeUndefined()
      const seen = JSON.parse(output['seen.json'] ?? '{}')
      expect(seen.env).toEqual(['IN', 'OUT', 'PATH', 'SCRATCH'])
      // Of the folders above an interpreter there is the way to it alone.
      const way = node.split('/')[1]
      for (const absent of ['work', 'home', 'root', 'var', 'run', 'opt', 'srv', 'sys'].filter((one) => one !== way))
        expect(seen.root).not.toContain(absent)
      expect(seen.etc).not.toContain('shadow')
      expect(seen.uid).not.toBe(0)
      expect(seen.processes).toBeLessThan(5)
    })

    it.each([
      ['that is closed', 0o600],
      ['that everybody may read', 0o644],
    ])('cannot read a file of the zone %s', async (_, mode) => {
      const secret = join(zone, `secret-${mode}`)
      writeFileSync(secret, 'the key of the vault')
      chmodSync(secret, mode)
      const { problem, end } = await attempt(
        sandbox,
        `import { readFileSync } from 'node:fs'
      console.log(readFileSync(${JSON.stringify(secret)}, 'utf8'))`,
      )
      expect(problem?.code).toBe('foreign-file')
      expect(end.logTail).not.toContain('the key of the vault')
    })

    it('cannot read what another run was given', async () => {
      const other = await sandbox.open()
      if (!other.ok) throw new Error(other.problem.detail)
      const given = mkdtempSync(join(tmpdir(), 'sandbox-other-'))
      writeFileSync(join(given, 'image.dcm'), 'of another patient')
      other.run.bring(given, 'input')
      const [theirs, above] = [join(other.run.room.input, 'image.dcm'), dirname(other.run.room.folder)]
      expect(
        await codeOf(
          `import { readFileSync } from 'node:fs'; console.log(readFileSync(${JSON.stringify(theirs)}, 'utf8'))`,
        ),
      ).toBe('foreign-file')
      const { output } = await attempt(
        sandbox,
        `import { readdirSync, writeFileSync } from 'node:fs'; writeFileSync(process.env.OUT + '/rooms', String(readdirSync(${JSON.stringify(above)}).length))`,
      )
      expect(output).toEqual({ rooms: '1' })
      await other.run.close()
      rmSync(given, { recursive: true, force: true })
    })

    it('reaches no port of this machine and no socket of the database', async () => {
      let reached = 0
      const server = createServer(() => reached++)
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const unix = createServer(() => reached++)
      const path = join(zone, '.s.PGSQL.5432')
      await new Promise<void>((done) => unix.listen(path, done))
      chmodSync(path, 0o777)
      const dial = (to: string) => `import { connect } from 'node:net'
      connect(${to}).on('connect', () => console.log('connected')).on('error', (error) => { console.error(error.message); process.exit(5) })`
      expect(await codeOf(dial(`${port}, '127.0.0.1'`))).toBe('foreign-network')
      expect(await codeOf(dial(JSON.stringify(path)))).toBe('foreign-file')
      expect(reached).toBe(0)
      server.close()
      unix.close()
    })

    it('cannot fork without end', async () => {
      expect(
        await codeOf(`import { spawn } from 'node:child_process'
        const bomb = () => { for (let n = 0; n < 40; n++) spawn('/bin/sleep', ['100']).on('error', (error) => { console.error(error.message); process.exit(6) }) }
        setInterval(bomb, 20)`),
      ).toBe('foreign-processes')
    })

    it('cannot fill the disk, with one file or with many', async () => {
      const write = (names: string) => `import { openSync, writeSync } from 'node:fs'
      const piece = Buffer.alloc(2 ** 20, 1)
      for (let n = 0; n < 10240; n++) { writeSync(openSync(${names}, 'a'), piece); if (n % 4 === 0) await new Promise((done) => setTimeout(done, 20)) }`
      expect(await codeOf(write(`process.env.OUT + '/all'`))).toBe('foreign-file-size')
      expect(await codeOf(write(`process.env.SCRATCH + '/' + (n >> 2)`))).toBe('foreign-written')
      expect(
        await codeOf(`import { writeFileSync } from 'node:fs'
        for (let n = 0; ; n++) { writeFileSync(process.env.OUT + '/' + n, ''); if (n % 50 === 0) await new Promise((done) => setTimeout(done, 20)) }`),
      ).toBe('foreign-files')
    })

    it('cannot take all memory, in one process or in several', async () => {
      const hold = (mb: number) =>
        `const kept = []; for (let n = 0; n < ${mb / 10}; n++) { kept.push(Buffer.alloc(10 * 2 ** 20, 1)); await new Promise((done) => setTimeout(done, 5)) }; setInterval(() => kept.length, 1000)`
      expect(await codeOf(hold(3000))).toBe('foreign-memory')
      expect(
        await codeOf(`import { spawn } from 'node:child_process'
        for (let n = 0; n < 3; n++) spawn(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(hold(300))}]); setInterval(() => {}, 1000)`),
      ).toBe('foreign-memory')
    })

    it('is ended with all that it started when its time is up, also what left its group', async () => {
      const { problem, end } = await attempt(
        sandbox,
        `import { spawn } from 'node:child_process'
      process.on('SIGTERM', () => {})
      spawn('/usr/bin/setsid', [process.execPath, '-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000) // left-its-group'], { detached: true, stdio: 'ignore' }).unref()
      setInterval(() => {}, 1000)`,
        { timeoutS: 2 },
      )
      expect(problem?.code).toBe('foreign-time')
      expect(end).toMatchObject({ ended: 'timed-out', exitCode: null })
      expect(spawnSync('pgrep', ['-f', 'left-its-group']).status).toBe(1)
    })

    it('gives no output that holds links, second names of files, pipes or closed files', async () => {
      const secret = join(zone, 'secret-to-link')
      writeFileSync(secret, 'the key of the vault')
      const inOutput = (
        line: string,
      ) => `import { symlinkSync, linkSync, writeFileSync, chmodSync, mkdirSync } from 'node:fs'
      import { execFileSync } from 'node:child_process'
      const out = process.env.OUT; writeFileSync(out + '/good.txt', 'good'); ${line}`
      expect(await codeOf(inOutput(`symlinkSync(${JSON.stringify(secret)}, out + '/result.json')`))).toBe(
        'foreign-output-link',
      )
      expect(await codeOf(inOutput(`symlinkSync('/', out + '/results')`))).toBe('foreign-output-link')
      expect(await codeOf(inOutput(`linkSync(out + '/good.txt', out + '/again.txt')`))).toBe('foreign-output-link')
      expect(await codeOf(inOutput(`execFileSync('/usr/bin/mkfifo', [out + '/pipe'])`))).toBe('foreign-output-kind')
      // Sparse: it takes no room on the disk, and would fill the reader’s.
      expect(
        await codeOf(
          inOutput(`for (let n = 0; n < 5; n++) execFileSync('/usr/bin/truncate', ['-s', '7M', out + '/' + n])`),
        ),
      ).toBe('foreign-output-size')
    })

    it('whose log names a patient gives no result, and the name is not repeated', async () => {
      const { cpr, name } = danishIdentity('hostile log')
      const known = [name, cpr]
      for (const said of [cpr, cpr.replace('-', ''), name.replace('^', ' ').toUpperCase()]) {
        const { problem } = await attempt(sandbox, `console.log(${JSON.stringify(`found ${said} in the header`)})`, {
          known,
        })
        expect(problem?.code).toBe('foreign-log-identifier')
        expect(JSON.stringify(problem)).not.toContain(said)
      }
      // A number of a personal number's form is enough where nobody is known.
      expect(await codeOf(`console.log('patient ${cpr}')`)).toBe('foreign-log-identifier')
      expect(await codeOf(`console.log('took 1234567890 ns of 2.25.3112991234567, 0.3112991234')`)).toBeUndefined()
    })

    it('cannot change its package or the system, or make namespaces of its own', async () => {
      const { output } = await attempt(
        sandbox,
        `import { writeFileSync } from 'node:fs'
      import { spawnSync } from 'node:child_process'
      const tried = [process.argv[1], '/usr/bin/true', '/etc/passwd', '/proc/sys/kernel/hostname'].map((path) => { try { writeFileSync(path, 'x'); return 'written' } catch { return 'refused' } })
      tried.push(spawnSync('/usr/bin/unshare', ['--user', '--map-root-user', '--mount', '/bin/true']).status === 0 ? 'made' : 'refused')
      tried.push(spawnSync('/bin/mount', ['-t', 'tmpfs', 'tmpfs', '/usr']).status === 0 ? 'mounted' : 'refused')
      writeFileSync(process.env.OUT + '/tried', tried.join(' '))`,
      )
      expect(output['tried']).toMatch(/^refused refused refused refused (refused|made) refused$/)
      if ((await sandbox.state()).fence === 'user-namespace') expect(output['tried']).not.toContain('made')
    })
  },
)

describe.skipIf(fenceIsMissing)(
  'a runner that rests (skipped because the kernel allows no namespaces)',
  { timeout: 120_000 },
  () => {
    it('is woken for a package, ends by itself when none is left to run, and is woken again', async () => {
      const above = mkdtempSync(join(tmpdir(), 'sandbox-resting-'))
      const [exchange, settings] = [join(above, 'exchange'), join(above, 'settings.json')]
      mkdirSync(exchange)
      writeFileSync(settings, JSON.stringify({ exchange, programs: [node], restS: 0.2 }))
      const ends: Promise<number | null>[] = []
      const start = () =>
        new Promise<void>((done, failed) => {
          const main = fileURLToPath(new URL('./runner-main.ts', import.meta.url))
          const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, settings], {
            stdio: ['ignore', 'pipe', 'inherit'],
          })
          ends.push(new Promise((ended) => child.once('exit', ended)))
          child.once('exit', () => {
            running = undefined
            failed(new Error('the runner ended before it was ready'))
          })
          createInterface({ input: child.stdout }).once('line', () => done())
        })
      let running: Promise<void> | undefined
      const path = join(above, 'bell.sock')
      const bell = await hangBell(path, () => {
        running ??= start()
        return running
      })
      const sandbox = createSandbox({
        exchange,
        rests: { bell: path, fence: 'limits-only' },
        demanded: true,
        programs: [node],
        limits: small,
      })
      try {
        expect(await sandbox.state()).toMatchObject({ fence: 'limits-only' })
        expect(ends).toHaveLength(0)
        for (const n of [0, 1]) {
          const { output, problem } = await attempt(
            sandbox,
            `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.OUT + '/answer', '${n}')`,
          )
          expect(problem).toBeUndefined()
          expect(output).toEqual({ answer: String(n) })
          expect(await ends.at(-1)).toBe(0)
        }
        expect(ends.length).toBeGreaterThan(1)
      } finally {
        bell.close()
        rmSync(above, { recursive: true, force: true })
      }
    })
  },
)

describe.skipIf(fenceIsMissing || !asRoot)(
  'the runner of a zone (skipped because namespaces or root are missing)',
  { timeout: 120_000 },
  () => {
    it('runs packages as a user of its own, in a file system that holds its folder and the programs, and cleans up after them', async () => {
      const above = mkdtempSync(join(tmpdir(), 'sandbox-runner-'))
      chmodSync(above, 0o755)
      const [exchange, root, settings] = [join(above, 'exchange'), join(above, 'root'), join(above, 'settings.json')]
      const user = { uid: 64_743, gid: 64_743 }
      layExchange(exchange, user, { uid: 0, gid: 0 })
      mkdirSync(root)
      writeFileSync(settings, JSON.stringify({ exchange, programs: [node] }))
      const here = fileURLToPath(new URL('.', import.meta.url))
      const reads = [dirname(dirname(node)), here, settings]
      const command = [
        ...jail({ root, reads, writes: [exchange], user }),
        node,
        '--disable-warning=ExperimentalWarning',
        join(here, 'runner-main.ts'),
        settings,
      ]
      const runner = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] })
      try {
        await new Promise<void>((done, failed) => {
          createInterface({ input: runner.stdout }).once('line', () => done())
          runner.once('exit', () => failed(new Error('the runner ended before it was ready')))
        })
        const sandbox = createSandbox({ exchange, demanded: true, programs: [node], limits: small })
        expect(await sandbox.state()).toMatchObject({ fence: 'user-namespace', ownUser: true })
        const { output, problem } = await attempt(
          sandbox,
          `import { mkdirSync, writeFileSync, chmodSync } from 'node:fs'
        writeFileSync(process.env.OUT + '/answer', '42'); mkdirSync(process.env.SCRATCH + '/closed/deep', { recursive: true }); chmodSync(process.env.SCRATCH + '/closed', 0)`,
        )
        expect(problem).toBeUndefined()
        expect(output).toEqual({ answer: '42' })
        expect(
          (
            await attempt(
              sandbox,
              `console.log(await (await import('node:fs/promises')).readFile('/etc/shadow', 'utf8'))`,
            )
          ).problem?.code,
        ).toBe('foreign-file')
        expect((await attempt(sandbox, 'setInterval(() => {}, 1000)', { timeoutS: 1 })).problem?.code).toBe(
          'foreign-time',
        )
      } finally {
        runner.kill('SIGKILL')
        rmSync(above, { recursive: true, force: true })
      }
    })
  },
)

describe.skipIf(fenceIsMissing)(
  'where the kernel gives no namespaces (skipped because they cannot even be taken away)',
  () => {
    const script = (demanded: boolean) => `
    const { createSandbox } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)})
    const sandbox = createSandbox({ demanded: ${demanded}, programs: [], limits: {} })
    const opened = await sandbox.open()
    console.log(JSON.stringify({ state: await sandbox.state(), problem: opened.ok ? null : opened.problem.code }))
    if (opened.ok) await opened.run.close()
    sandbox.close()`
    /** In a user namespace whose sysctl forbids further ones, as a kernel may for everybody. */
    const without = (demanded: boolean) => {
      const said = spawnSync(
        'unshare',
        [
          '--user',
          '--map-user=1000',
          '--map-group=1000',
          '--keep-caps',
          '--',
          '/bin/sh',
          '-c',
          'echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --ambient-caps=-all --inh-caps=-all "$@"',
          'sh',
          node,
          '--disable-warning=ExperimentalWarning',
          '--input-type=module',
          '-e',
          script(demanded),
        ],
        { encoding: 'utf8', env: { PATH: process.env['PATH'], TMPDIR: tmpdir() } },
      )
      if (said.status !== 0) throw new Error(said.stderr)
      return JSON.parse(said.stdout) as { state: SandboxState; problem: string | null }
    }

    it('the isolation is called absent, and nothing is run where the site demands it', () => {
      expect(without(false)).toMatchObject({
        state: { fence: 'limits-only', ownUser: false, sentence: expect.stringMatching(/^absent/) },
        problem: null,
      })
      expect(without(true)).toMatchObject({ problem: 'foreign-isolation' })
    })
  },
)
