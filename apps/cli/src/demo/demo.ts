import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { environment } from '@clic/platform/config'
import { CommandError, reasonOf } from '../command-error.ts'
import { portOption, readOptions } from '../options.ts'
import { codeCommit, repository } from '../repository.ts'
import { buildWeb } from '../up/build-web.ts'
import { demoRoot, stopPlatform } from '../up/down.ts'
import { installRuntime } from '../up/install-runtime.ts'
import { addPeople, newPassword } from '../up/people.ts'
import { isAlive, memoryOf } from '../up/processes.ts'
import { portsMustBeFree, type RunningPlatform, startZones } from '../up/start-zones.ts'
import { cast } from './cast.ts'
import { enoughImages, findData } from './data.ts'
import { playWay } from './play-way.ts'
import { createTeller } from './teller.ts'
import { readUseCase } from './use-case.ts'
import { signIn, type Way } from './way.ts'

const options = {
  case: { type: 'string', default: 'hippocampus' },
  data: { type: 'path' },
  out: { type: 'path' },
  json: { type: 'path' },
  exit: { type: 'boolean', default: false },
  state: { type: 'path' },
  patients: { type: 'string' },
  epochs: { type: 'string' },
  'clinic-port': { type: 'string' },
  'research-port': { type: 'string' },
  'dicom-port': { type: 'string' },
} as const

/** `clic demo`: installs what is missing, starts both zones on an empty database, plays the way of a case, stays up. */
export async function demoCommand(args: string[]): Promise<number> {
  const started = performance.now()
  const { values } = readOptions('demo', args, options)
  const useCase = readUseCase(values.case ?? 'hippocampus')
  const ports = {
    clinic: portOption(values['clinic-port'], 8401, 'clinic-port'),
    research: portOption(values['research-port'], 8402, 'research-port'),
    dicom: portOption(values['dicom-port'], 11112, 'dicom-port'),
  }
  const [patients, epochs] = [countOption(values.patients, 'patients'), countOption(values.epochs, 'epochs')]
  const out = values.out ?? join(repository, 'out', useCase.name)
  mustBeWritable(out)
  if (values.json) mustBeWritable(dirname(values.json), values.json)
  const teller = createTeller()
  const data = await findData(useCase, values.data, patients, teller.say)
  teller.say(`CLIC demonstration “${useCase.name}”: ${data.said}`)
  enoughImages(useCase, data.count)
  const root = values.state ?? demoRoot
  playAlone(root)
  await emptyState(root)
  await portsMustBeFree(ports)
  const runtime = installRuntime(teller.say)
  buildWeb(teller.say)
  const before = Number(environment('CLIC_INSTALL_SECONDS') ?? 0)
  const installSeconds = before + (performance.now() - started) / 1000
  const playing = performance.now()
  // Asked once: files may change while it plays, and the figures are of what was started.
  const commit = codeCommit()
  const platform = await startZones({ root, ports, runtime, codeCommit: commit, say: teller.say })
  const stop = stopper(platform)
  try {
    const password = newPassword()
    await addPeople(
      platform,
      Object.values(cast).map((one) => ({ ...one, roles: [...one.roles] })),
      password,
    )
    // A moment of rest, so that “idle” is not “starting”: connections that were opened for it close after three seconds.
    await new Promise((done) => setTimeout(done, 5000))
    const idle = memoryOf(Object.values(platform.pids), (command) => command.includes('python'))
    const way: Way = {
      useCase,
      data,
      platform,
      people: await signIn(platform, password),
      out,
      python: runtime.python,
      epochs,
      say: teller.say,
      progress: teller.progress,
      refusals: [],
      planted: [],
      archive: undefined,
      beforeActivation: undefined,
      ids: {},
      figures: {},
    }
    stop.also(() => way.archive?.stop())
    const steps = await playWay(way, teller)
    const total = (performance.now() - playing) / 1000
    const figures = {
      case: useCase.name,
      data: data.kind,
      data_said: data.said,
      install_seconds: round(installSeconds),
      total_seconds: round(total),
      steps,
      dice: way.figures.dice ?? null,
      refusals: way.refusals,
      // Resident memory as the plain sum of RSS over all processes, and with a page that several share counted once (the sum of PSS).
      idle_rss_mb: idle?.rss ?? null,
      idle_pss_mb: idle?.pss ?? null,
      arrival_to_result_seconds: way.figures.arrivalToResultSeconds ?? null,
      bundle: way.figures.bundle ?? null,
      isolation: platform.isolation,
      code_commit: commit,
    }
    writeFileSync(join(out, 'demo.json'), `${JSON.stringify(figures, null, 2)}\n`)
    if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
    teller.say(
      `\nDone in ${round(total)} s (installs and downloads before it: ${round(installSeconds)} s). Idle memory of both zones, databases and vault: ${idle ? `${idle.rss} MB as the sum over all processes (${idle.pss} MB when pages that they share are counted once)` : 'not measured here'}.`,
    )
    if (values.exit) {
      await stop.now()
      return 0
    }
    tellWhere(platform, password, teller.say)
    await stop.whenAsked()
    teller.say('It was stopped by another command.')
    return 0
  } catch (error) {
    await stop.now()
    throw error
  }
}

function tellWhere(platform: RunningPlatform, password: string, say: (line: string) => void): void {
  say(
    `\nClinic zone:   ${platform.clinicUrl}\nResearch zone: ${platform.researchUrl}\nDICOM:         ${platform.dicom.aeTitle} at port ${platform.dicom.port}\nIsolation:     ${platform.isolation}`,
  )
  say(`Sign in as any of these (all invented) with the password ${password}`)
  for (const one of Object.values(cast)) say(`  ${one.email.padEnd(26)}${one.name} (${one.roles.join(', ')})`)
  say('It stays up until Ctrl-C.')
}

/** Asked before five minutes are spent on figures that could not be written. */
function mustBeWritable(folder: string, file = join(folder, 'demo.json')): void {
  try {
    mkdirSync(folder, { recursive: true })
    closeSync(openSync(file, 'a'))
  } catch (error) {
    throw new CommandError(
      `Nothing can be written to ${file}: ${reasonOf(error)}. Give another place with --out or --json.`,
    )
  }
}

/** Two at once in one folder would empty it under each other. */
function playAlone(root: string): void {
  const file = `${root}.playing`
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other && other !== process.pid && isPlaying(other))
    throw new CommandError(
      `A demonstration is played in ${root} already, by process ${other}. End it with Ctrl-C where it runs, or give this one another folder and other ports: --state --clinic-port --research-port --dicom-port.`,
    )
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, String(process.pid))
  process.once('exit', () => rmSync(file, { force: true }))
}

function isPlaying(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('demo')
  } catch {
    return !existsSync('/proc/self/cmdline') && isAlive(pid)
  }
}

/** The demonstration’s own folder is emptied, so that it always plays on an empty database; any other folder must be empty. */
async function emptyState(root: string): Promise<void> {
  await stopPlatform(root)
  if (!existsSync(root)) return
  if (!existsSync(join(root, 'secrets')))
    throw new CommandError(`${root} exists and is no state folder of CLIC. Give another one with --state.`)
  rmSync(root, { recursive: true, force: true })
}

function stopper(platform: RunningPlatform) {
  const others: (() => void)[] = []
  let stopping: Promise<void> | undefined
  // A signal may come while a failed step is ending things already.
  const now = () => {
    stopping ??= (async () => {
      for (const other of others) other()
      await stopPlatform(platform.layout.root)
    })()
    return stopping
  }
  const interrupted = () => void now().then(() => process.exit(130))
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  return {
    now,
    also: (other: () => void) => void others.push(other),
    /** Until another command stops it; a signal ends this process itself. */
    async whenAsked(): Promise<void> {
      while (existsSync(platform.layout.platformFile)) await new Promise((done) => setTimeout(done, 1000))
      await now()
    },
  }
}

function countOption(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new CommandError(`--${name} takes a whole number above 0, not “${text}”.`)
  return value
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
