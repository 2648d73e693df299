import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
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
