import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
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

/** Process ids of the runtime workers that this very process started. Linux only. */
export function workersOfThisProcess(): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
        return (
          parent === String(process.pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('clic_runtime.worker')
        )
      } catch {
        // It ended while we looked.
        return false
      }
    })
}
