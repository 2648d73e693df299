import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseAst } from 'rolldown/parseAst'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { scriptOfModule } from './script-of-module.ts'
import type { Node } from './top-names.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clic-script-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const split = (code: string) => scriptOfModule(code, parseAst(code) as unknown as Node, 'core.js')

it('A module as a script does the same, and at its next start is there as it was compiled when it had run', () => {
  writeFileSync(join(folder, 'other.mjs'), 'export const one = 1\nexport const add = (a, b) => a + b\n')
  writeFileSync(join(folder, 'late.mjs'), 'export const late = "late"\n')
  const { script, module } = split(`import { one as first, add } from './other.mjs'
class Counted { #count = first; next() { return this.#count++ } }
const sum = (...all) => { let late = 0; for (const one of all) late = add(late, one); return late }
function late() { return import('./late.mjs') }
const [url, free] = [import.meta.url, (function () { return typeof this })()]
export { Counted, late, sum as total, url, free }
`)
  writeFileSync(join(folder, 'core.js'), script)
  writeFileSync(join(folder, 'core.mjs'), module)
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { writeFileSync } from 'node:fs'
import { compiled$, Counted, free, late, total, url } from './core.mjs'
const counted = new Counted()
const said = [counted.next(), counted.next(), total(1, 2, 3), free, url, (await late()).late]
console.log(JSON.stringify([said, compiled$.kept]))
writeFileSync(compiled$.file, compiled$.bytes())
`,
  )
  const start = () =>
    JSON.parse(
      execFileSync(process.execPath, [join(folder, 'main.mjs')], {
        encoding: 'utf8',
        env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'cache') },
      }),
    )
  const said = [1, 2, 6, 'undefined', pathToFileURL(join(folder, 'core.mjs')).href, 'late']
  expect([start(), start()]).toEqual([
    [said, false],
    [said, true],
  ])
})

it.each([
  ['exports what it changes', 'let a = 1\nconst grow = () => { a += 1 }\nexport { a, grow }\n'],
  ['exports what it changes as part of a pattern', 'let a = 1\nconst grow = (b) => { [a] = b }\nexport { a, grow }\n'],
  ['exports what a loop changes', 'let a = 1\nconst grow = (b) => { for (a of b); }\nexport { a, grow }\n'],
  ['exports what it counts', 'let a = 1\nconst grow = () => a++\nexport { a, grow }\n'],
  ['exports a declaration', 'export const a = 1\n'],
  ['exports what it does not hold', 'export { a } from "./other.mjs"\n'],
  ['imports all of another', 'import * as all from "./other.mjs"\nexport { all }\n'],
  ['uses a name that is given to it', 'const meta$ = 1\nexport { meta$ as a }\n'],
])('A module that %s stays a module', (_, code) => {
  expect(() => split(code)).toThrow('core.js')
})
