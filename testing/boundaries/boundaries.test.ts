import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { checkEdges, readEdges } from './check-edges.ts'
import { architectureFile, withEdges } from './print-edges.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the allowed edges', () => {
  let planted = ''
  afterEach(() => planted && rmSync(planted, { recursive: true, force: true }))

  const plant = (files: Record<string, string>) => {
    planted = mkdtempSync(join(tmpdir(), 'clic-edges-'))
    mkdirSync(join(planted, 'testing/boundaries'), { recursive: true })
    cpSync(join(root, 'testing/boundaries/allowed-edges.json'), join(planted, 'testing/boundaries/allowed-edges.json'))
    const migration = {
      'modules/acquire/migrations/001-acquire.sql': 'create table acquire.study (id text);',
      'modules/deidentify/migrations/001-deidentify.sql': '',
    }
    for (const [name, text] of Object.entries({ ...migration, ...files })) {
      mkdirSync(join(planted, name, '..'), { recursive: true })
      writeFileSync(join(planted, name), text)
    }
    return checkEdges(planted)
  }

  // Put together here, so that this file itself holds no forbidden import.
  const imports = (target: string) => `import { it } ${['fr', 'om'].join('')} '${target}'\n`

  it('hold in this checkout', () => {
    expect(checkEdges(root)).toEqual([])
  })

  it.each([
    ['a module that imports another by its path', 'modules/deidentify/a.ts', imports('../acquire/index.ts')],
    ['a module that imports another by its package', 'modules/deidentify/a.ts', imports('@clic/modules/acquire')],
    ['a module that loads another on demand', 'modules/deidentify/a.ts', `await ${'im'}port('../acquire/index.ts')\n`],
    ['a module that passes another on', 'modules/deidentify/a.ts', `export * ${'fr'}om '../acquire/index.ts'\n`],
    [
      'a module that starts a file of another as a process',
      'modules/deidentify/a.ts',
      "fork(new URL('../acquire/worker.ts', import.meta.url))\n",
    ],
    ['a module’s test that builds on another module', 'modules/deidentify/a.test.ts', imports('../acquire/index.ts')],
    ['a module that imports the server', 'modules/deidentify/a.ts', imports('@clic/server')],
    ['a module that imports what is for tests', 'modules/deidentify/a.ts', imports('../../testing/zones.ts')],
    ['a library that imports the platform', 'libraries/dicom/src/a.ts', imports('@clic/platform/db')],
    ['a library that imports another one', 'libraries/statistics/src/a.ts', imports('@clic/dicom')],
    ['a library that imports a contract', 'libraries/ledger/src/a.ts', imports('@clic/contracts')],
    ['the platform that imports a module', 'platform/db/a.ts', imports('@clic/modules/acquire')],
    ['the platform that imports a medical library', 'platform/db/a.ts', imports('@clic/dicom')],
    ['a contract that imports anything of ours', 'contracts/a.ts', imports('@clic/ledger')],
    ['the web application that imports the server’s code', 'apps/web/src/a.tsx', imports('@clic/platform/db')],
    ['an import of a folder that is no room', 'modules/acquire/a.ts', imports('../../elsewhere/a.ts')],
  ])('are broken by %s', (_, file, text) => {
    expect(plant({ [file]: text })).toMatchObject([{ file, line: 1, rule: 'edge' }])
  })

  it.each([
    ["db.selectFrom('acquire.study')"],
    ["db.innerJoin('acquire.study as s', 's.id', 'x')"],
    ["interface Tables { 'acquire.study': { id: string } }"],
    ['sql`select * from acquire.study`'],
    ['sql`select * from "acquire".study`'],
    ['sql`update acquire.study set id = 1`'],
    ["sql.table('acquire.study')"],
    ['sql`insert into ledger.event values (1)`'],
    ["db.selectFrom(['doors.outbox'])"],
    ['sql`delete from identity.user`'],
  ])('are broken by a module whose SQL names the schema of another: %s', (text) => {
    expect(plant({ 'modules/deidentify/a.ts': `${text}\n` })).toMatchObject([{ rule: 'schema' }])
  })

  it('are broken by a room of the platform whose SQL names a module’s schema or another room’s', () => {
    expect(plant({ 'platform/doors/a.ts': "db.selectFrom('acquire.study')\n" })).toMatchObject([{ rule: 'schema' }])
    expect(plant({ 'platform/doors/a.ts': "db.selectFrom('ledger.event')\n" })).toMatchObject([{ rule: 'schema' }])
  })

  it.each([
    ['a module that reads the environment', 'modules/acquire/a.ts', 'const home = process.env.HOME', 'environment'],
    [
      'a room of the platform that reads the environment',
      'platform/db/a.ts',
      "const home = process.env['HOME']",
      'environment',
    ],
    ['a module that reads the clock', 'modules/acquire/a.ts', '  const now = Date.now()', 'clock'],
    ['a library that reads the clock', 'libraries/dicom/src/a.ts', '  const now = new Date()', 'clock'],
    ['a module that keeps a variable outside its functions', 'modules/acquire/a.ts', 'let running = 0', 'state'],
    ['the platform that exports a variable', 'platform/db/a.ts', 'export let pool: unknown', 'state'],
    [
      'a module that keeps a map outside its functions',
      'modules/acquire/a.ts',
      'const cache = new Map<string, number>()',
      'state',
    ],
    [
      'a server that keeps a set outside its functions',
      'apps/server/src/a.ts',
      'export const seen: Set<string> = new Set()',
      'state',
    ],
    ['a file of more than 500 lines', 'contracts/a.ts', '\n'.repeat(600), 'file-length'],
  ])('are broken by %s', (_, file, text, rule) => {
    expect(plant({ [file]: `${text}\n` })).toMatchObject([{ file, rule }])
  })

  it('are not broken by what is allowed', () => {
    const allowed = {
      'modules/acquire/a.ts': `${imports('@clic/platform/db')}${imports('@clic/dicom')}${imports('./b.ts')}db.selectFrom('acquire.study')\nconst view = context.port('deidentify.proofs')\nconst at = new Date(text)\n`,
      'modules/acquire/b.ts':
        "// the row of `doors.outbox` is written by the door\nconst migrations = new URL('./migrations', import.meta.url)\n",
      'modules/acquire/a.test.ts': `${imports('../../testing/zones.ts')}let pair = 1\nconst now = Date.now()\n`,
      'libraries/deidentification/src/a.ts': imports('@clic/dicom'),
      'apps/server/src/a.ts': imports('@clic/modules/acquire'),
    }
    expect(plant(allowed)).toEqual([])
  })
})

describe('ARCHITECTURE.md', () => {
  const text = readFileSync(architectureFile, 'utf8')

  it('holds the table of allowed edges as it is: node testing/boundaries/print-edges.ts prints it again', () => {
    expect(text).toBe(withEdges(text, readEdges(root)))
  })

  it('names an owner for the nouns of every module', () => {
    const named = [...text.matchAll(/^\| (\w+) \| .+ \| (clinic|research|each) \|$/gm)].map((match) => match[1])
    const modules = [
      'acquire',
      'annotate',
      'curate',
      'deidentify',
      'deploy',
      'develop',
      'govern',
      'link',
      'monitor',
      'register',
      'report',
      'validate',
    ]
    expect(named.sort()).toEqual(modules)
  })
})
