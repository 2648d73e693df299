import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compileInUse } from './compile-in-use.ts'
import { objectsInUse } from './objects-in-use.ts'
import { preparedDeidentify } from './prepared-deidentify.ts'
import { repository } from './repository.ts'

test('The command runs from code put together of exactly the sources that its digest is over', async () => {
  const { deidentify, program } = await preparedDeidentify()
  const folder = join(repository, '.clic', 'prepared', program)
  expect(program).toMatch(/^[0-9a-f]{64}$/)
  expect(existsSync(join(folder, 'deidentify.mjs'))).toBe(true)
  expect(readdirSync(folder)).toContain('worker.mjs')
  await expect(deidentify([], { program })).rejects.toThrow('Give the folder or file')
})

test('After its first run the command is kept as it was compiled when it had run, for Node of this version', {
  timeout: 180_000,
}, async () => {
  const { program } = await preparedDeidentify()
  const folder = join(repository, '.clic', 'prepared', program)
  const place = mkdtempSync(join(tmpdir(), 'clic-kept-'))
  const kept = () => join(folder, `core.js.${readdirSync(join(place, 'cache'))[0]}`)
  try {
    objectsInUse(join(place, 'in'))
    // Options that the compiler heeds: what others run meanwhile is compiled otherwise.
    const run = (out: string) => {
      const env = { ...process.env, NODE_COMPILE_CACHE: join(place, 'cache') }
      const own = [join(place, 'in'), join(place, out), '--key', join(place, 'key.json')]
      const main = join(import.meta.dirname, 'main.ts')
      return spawnSync(process.execPath, ['--no-maglev', main, 'deidentify', ...own], { encoding: 'utf8', env }).stdout
    }
    expect(run('first')).toContain('3 released')
    expect(statSync(kept()).size).toBeGreaterThan(500_000)
    expect(run('second')).toContain('3 released')
    // Half of it, as another Node’s: it is not taken, and the run is the same.
    truncateSync(kept(), 1000)
    expect(run('third')).toContain('3 released')
  } finally {
    rmSync(kept(), { force: true })
    rmSync(place, { recursive: true, force: true })
  }
})

test('Where it cannot run for that, the command is kept as it was compiled before it ran', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clic-kept-'))
  try {
    const [file, bytes] = [join(folder, 'core.js.tag'), Buffer.from('compiled')]
    const compiled = { file, kept: false, bytes: () => bytes }
    compileInUse(join(folder, 'nothing.mjs'), compiled)
    expect(readFileSync(file)).toEqual(bytes)
    compileInUse(join(folder, 'nothing.mjs'), { ...compiled, file: join(folder, 'not there', 'core.js') })
    compileInUse(join(folder, 'nothing.mjs'), { ...compiled, file: undefined })
    expect(readdirSync(folder)).toEqual(['core.js.tag'])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('What other kinds of files need lies apart from what a run over plain images loads', async () => {
  const { program } = await preparedDeidentify()
  const folder = join(repository, '.clic', 'prepared', program)
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')
  const loaded = new Set<string>()
  const load = (name: string) => {
    if (loaded.has(name)) return
    loaded.add(name)
    for (const [, other] of text(name).matchAll(/^import\b[^;]*?["']\.\/([\w-]+\.mjs)["']/gm)) load(other!)
  }
  load('deidentify.mjs')
  load('worker.mjs')
  const all = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
  const apart = all.filter((name) => !loaded.has(name))
  expect(apart.some((name) => name.startsWith('other-file'))).toBe(true)
  expect(apart.some((name) => text(name).includes('pdfjs-dist'))).toBe(true)
  expect([...loaded].filter((name) => text(name).includes('pdfjs-dist'))).toEqual([])
})
