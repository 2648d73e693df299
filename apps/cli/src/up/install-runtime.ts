import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'
import { compilePackages } from './compile-packages.ts'

export interface Runtime {
  python: string
  /** SHA-256 of the lock file. */
  environmentLock: string
  seconds: number
}

export const neededBytes = 4 * 1024 ** 3

/** Makes the locked Python environment for MONAI under .clic/runtime; nothing is done when it is there already. */
export function installRuntime(say: (line: string) => void): Runtime {
  const started = performance.now()
  const lock = join(repository, 'runtime', 'requirements.lock')
  const environmentLock = createHash('sha256').update(readFileSync(lock)).digest('hex')
  const folder = join(repository, '.clic', 'runtime')
  const python = join(folder, 'venv', 'bin', 'python')
  const mark = join(folder, 'installed')
  const ready = (): Runtime => {
    compilePackages({ python, folder, lock: environmentLock }, say)
    return { python, environmentLock, seconds: (performance.now() - started) / 1000 }
  }
  if (existsSync(mark) && readFileSync(mark, 'utf8') === environmentLock && existsSync(python)) return ready()
  mkdirSync(folder, { recursive: true })
  const free = statfsSync(folder)
  const tooLittle = spaceProblem(folder, free.bavail * free.bsize)
  if (tooLittle) throw new CommandError(tooLittle)
  const system = systemPython()
  say('Installing the locked Python environment (MONAI) ...')
  const uv = join(folder, 'uv', 'bin', 'uv')
  if (!existsSync(uv))
    run(
      pipPython(),
      ['-m', 'pip', 'install', '--quiet', '--target', join(folder, 'uv'), 'uv==0.13.9'],
      'uv could not be installed through pip',
    )
  run(
    uv,
    ['venv', '--quiet', '--clear', '--python', system, join(folder, 'venv')],
    'the Python environment could not be made',
  )
  run(uv, ['pip', 'sync', '--quiet', '--python', python, lock], 'the Python packages could not be installed')
  run(python, [join(repository, 'runtime', 'cpu_only.py')], 'PyTorch could not be set up for the CPU')
  rmSync(join(folder, 'compiled'), { force: true })
  writeFileSync(mark, environmentLock)
  return ready()
}

/** A sentence when a folder's disk has too little space for the environment; `freeBytes` is what the disk says. */
export function spaceProblem(folder: string, freeBytes: number): string | undefined {
  if (freeBytes >= neededBytes) return undefined
  const needed = Math.round(neededBytes / 1024 ** 3)
  return `The Python environment needs about ${needed} GB and ${folder} has ${Math.round(freeBytes / 1024 ** 2)} MB free. Free some space and run this again.`
}

/** A Python that other users can run too: one below /root would break the zones' own users. */
const pythons = ['/usr/bin/python3', '/usr/local/bin/python3', 'python3']

export function systemPython(candidates = pythons): string {
  for (const candidate of candidates) {
    const probe = spawnSync(
      candidate,
      ['-c', 'import sys; print(sys.executable if sys.version_info >= (3, 11) else "")'],
      { encoding: 'utf8' },
    )
    if (probe.status === 0 && probe.stdout.trim()) return probe.stdout.trim()
  }
  throw new CommandError(
    'CLIC needs Python 3.11 or newer for MONAI. Install it with your system’s package manager and run this again.',
  )
}

function pipPython(): string {
  for (const candidate of ['python3', '/usr/bin/python3', '/usr/local/bin/python3']) {
    if (spawnSync(candidate, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0) return candidate
  }
  throw new CommandError('Python has no pip. Install it (Debian: python3-pip) and run this again.')
}

function run(command: string, args: string[], sentence: string): void {
  const done = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (done.status !== 0)
    throw new CommandError(
      `${sentence}: ${(done.stderr || String(done.error ?? '')).trim().split('\n').slice(-3).join(' ').slice(0, 400)}`,
    )
}
