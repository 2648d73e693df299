import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@clic/platform/clock'
import { createLog } from '@clic/platform/log'
import { ringBell } from '@clic/platform/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { smallStudy } from '../../../../testing/clinic-senders.ts'
import { leavingStudies } from '../../../../testing/leaving-studies.ts'
import { eventually } from '../../../../testing/zones.ts'
import { repository } from '../repository.ts'
import { platformStatus } from './status.ts'
import { type Program, readSupervisorState, supervise } from './supervise.ts'

const patience = { firstWaitMs: 50, longestWaitMs: 200, mostEnds: 4, withinMs: 60_000 }

describe('a program that ends by itself', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-supervise-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const stateFile = () => join(folder, 'state.json')
  const said = () =>
    readFileSync(join(folder, 'supervisor.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { level: string; event: string; how?: string })
  const supervisorOf = (...programs: Program[]) =>
    supervise({
      programs,
      patience,
      stateFile: stateFile(),
      log: createLog({ clock: systemClock, zone: 'supervisor', file: join(folder, 'supervisor.log') }),
      now: () => systemClock.now(),
    })
  const standing = (name: string) => readSupervisorState(stateFile())?.programs[name]
  const status = () => {
    writeFileSync(
      join(folder, 'platform.json'),
      JSON.stringify({ clinicUrl: 'clinic', researchUrl: 'research', supervisorFile: stateFile() }),
    )
    return platformStatus(folder)
  }

  it('is started again: a vault that was killed while studies wait comes back, and they go on by themselves', async () => {
    const way = await leavingStudies(['SUPERVISED'], { vaultUp: false })
    const supervisor = supervisorOf({
      name: 'vault',
      script: join(repository, 'modules/deidentify/vault/vault-main.ts'),
      config: way.vault.configFile,
      log: join(folder, 'vault.log'),
      heapMb: 64,
    })
    try {
      const { vault } = await supervisor.start()
      const permit = await way.project('SUPERVISED')
      await way.send('SUPERVISED', smallStudy('before the kill', { slices: 1, side: 16 }).files)
      await way.run(permit.id, ['left'])
      process.kill(vault ?? 0, 'SIGKILL')
      await way.send('SUPERVISED', smallStudy('after the kill', { slices: 1, side: 16 }).files)
      await eventually(async () => {
        const runs = (await way.progress()).runs.filter((run) => run.permitId === permit.id)
        return runs.length === 2 && runs.every((run) => run.state === 'left') ? true : undefined
      }, 60)
      const now = await eventually(async () => (standing('vault')?.restarts === 1 ? standing('vault') : undefined))
      expect(now).toMatchObject({ state: 'up', lastEnd: { how: 'SIGKILL' } })
      expect(now?.pid).not.toBe(vault)
      expect(said().map((one) => one.event)).toEqual(['program.ended', 'program.started-again'])
      expect(status()).toMatchObject({ well: true, lines: [expect.stringContaining('started again 1 times')] })
    } finally {
      await supervisor.stop()
      await way.close()
    }
  })

  it('rests until its bell is rung, once for all who ring, and rests again when it ends by itself', async () => {
    const script = join(folder, 'woken.ts')
    const go = join(folder, 'go')
    writeFileSync(
      script,
      `import { existsSync } from 'node:fs'
      process.stdout.write('{"ready":true}\\n')
      setInterval(() => existsSync(${JSON.stringify(go)}) && process.exit(0), 20)`,
    )
    const bell = join(folder, 'bell.sock')
    const supervisor = supervisorOf({
      name: 'foreign-clinic',
      script,
      config: '',
      log: join(folder, 'woken.log'),
      heapMb: 32,
      bell,
    })
    try {
      expect(await supervisor.start()).toEqual({ 'foreign-clinic': 0 })
      expect(standing('foreign-clinic')).toEqual({ state: 'rests', pid: null, restarts: 0, lastEnd: null })
      expect(status()).toMatchObject({ well: true, lines: [expect.stringMatching(/^foreign-clinic: rests/)] })
      await Promise.all([ringBell(bell), ringBell(bell)])
      const first = standing('foreign-clinic')
      expect(first).toMatchObject({ state: 'up', pid: expect.any(Number) })
      await ringBell(bell)
      expect(standing('foreign-clinic')).toEqual(first)
      writeFileSync(go, '')
      await eventually(async () => (standing('foreign-clinic')?.state === 'rests' ? true : undefined))
      expect(standing('foreign-clinic')).toMatchObject({ pid: null, restarts: 0, lastEnd: null })
    } finally {
      await supervisor.stop()
    }
    await expect(ringBell(bell)).rejects.toThrow()
  })

  it('is not woken any more after it failed again and again, and whoever rings is told', async () => {
    const script = join(folder, 'broken.ts')
    writeFileSync(script, `process.stderr.write('no fence\\n', () => process.exit(1))`)
    const bell = join(folder, 'bell.sock')
    const supervisor = supervisorOf({
      name: 'foreign-clinic',
      script,
      config: '',
      log: join(folder, 'broken.log'),
      heapMb: 32,
      bell,
    })
    try {
      await supervisor.start()
      for (let n = 0; n < patience.mostEnds; n++) await expect(ringBell(bell)).rejects.toThrow('could not be started')
      expect(standing('foreign-clinic')).toMatchObject({ state: 'given up', lastEnd: { how: 'did not start' } })
      await expect(ringBell(bell)).rejects.toThrow('could not be started')
      expect(said().at(-1)).toMatchObject({ level: 'error', event: 'program.given-up' })
    } finally {
      await supervisor.stop()
    }
  })

  it('is left down after it ended again and again, and log and status say so loudly', async () => {
    const script = join(folder, 'ends.ts')
    writeFileSync(script, `process.stdout.write('{"ready":true}\\n', () => setTimeout(() => process.exit(7), 30))`)
    const supervisor = supervisorOf({ name: 'clinic', script, config: '', log: join(folder, 'ends.log'), heapMb: 32 })
    await supervisor.start()
    await eventually(async () => (standing('clinic')?.state === 'given up' ? true : undefined))
    await supervisor.stop()
    expect(standing('clinic')).toMatchObject({ pid: null, restarts: 3, lastEnd: { how: 'exit code 7' } })
    expect(said().filter((one) => one.event === 'program.ended')).toHaveLength(3)
    expect(said().at(-1)).toMatchObject({ level: 'error', event: 'program.given-up', how: 'exit code 7' })
    expect(status()).toMatchObject({ well: false, lines: [expect.stringMatching(/^clinic: GIVEN UP.*exit code 7/)] })
  })

  it('is not started at all when it cannot start the first time, and takes those before it along', async () => {
    const fine = join(folder, 'fine.ts')
    const broken = join(folder, 'broken.ts')
    writeFileSync(fine, `process.stdout.write('{"ready":true}\\n'); setInterval(() => undefined, 1000)`)
    writeFileSync(broken, `process.stderr.write('no key file\\n', () => process.exit(1))`)
    const program = (name: Program['name'], script: string) => ({
      name,
      script,
      config: '',
      log: join(folder, `${name}.log`),
      heapMb: 32,
    })
    await expect(supervisorOf(program('vault', fine), program('clinic', broken)).start()).rejects.toThrow('no key file')
    expect(standing('vault')).toBeUndefined()
  })
})
