import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
