import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The locked Python environment that `./clic` makes; tests that need it are skipped where it is missing. */
export const runtime = {
  python: at('.clic/runtime/venv/bin/python'),
  folder: at('runtime'),
  lock: createHash('sha256')
    .update(readFileSync(at('runtime/requirements.lock')))
    .digest('hex'),
}

/** For `describe.skipIf`: skipped because Python with MONAI is missing. */
export const pythonIsMissing = !existsSync(runtime.python)

/** A runtime folder of a test file's own, so that it can tell its workers from those of a file that runs beside it. */
export interface OwnRuntime {
  /** For the setting `runtimeFolder`. Its files are the repository's. */
  folder: string
  /** Process ids of the workers that run in this folder. Linux only. */
  workers(): number[]
  close(): void
}

export function ownRuntime(): OwnRuntime {
  // A real folder: the system tells where a process works, and not by which link it came there.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'clic-runtime-')))
  for (const name of readdirSync(runtime.folder)) symlinkSync(join(runtime.folder, name), join(folder, name))
  return { folder, workers: () => workersIn(folder), close: () => rmSync(folder, { recursive: true, force: true }) }
}

function workersIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === folder &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('clic_runtime.worker')
        )
      } catch {
        // It ended while we looked.
        return false
      }
    })
}
