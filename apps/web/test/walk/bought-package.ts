import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packFiles } from '../../../../testing/phantom-product.ts'
import { runtime } from '../../../../testing/runtime.ts'

/** The package of a vendor that was not trained here, made by the runtime's own script into a folder, as one tar. */
export async function boughtPackage(folder: string): Promise<Uint8Array> {
  const made = spawnSync(runtime.python, [join(runtime.folder, 'fixtures', 'make_bought_map.py'), folder], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
  return packFiles(Object.fromEntries(files.map((path) => [relative(folder, path), readFileSync(path)])))
}
