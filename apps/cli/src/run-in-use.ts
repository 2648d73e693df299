import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeCache } from './code-cache.ts'
import { objectsInUse } from './objects-in-use.ts'

/** Runs the command at `entry` over objects made for that and writes to `file` what Node has compiled of it by then: see `compileInUse`. */
const [entry = '', file = ''] = process.argv.slice(2)
enableCompileCache(codeCache())
const { compiled$, deidentifyCommand } = await import(pathToFileURL(entry).href)
const folder = mkdtempSync(join(tmpdir(), 'clic-in-use-'))
try {
  const input = join(folder, 'in')
  objectsInUse(input)
  const own = ['--key', join(folder, 'key.json'), '--proof', join(folder, 'proof.jsonl'), '--jobs', '1']
  await deidentifyCommand([input, join(folder, 'out'), ...own], { program: '' })
  writeFileSync(file, compiled$.bytes())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
