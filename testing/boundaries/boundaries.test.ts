import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { checkEdges } from './check-edges.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the allowed edges', () => {
  let planted = ''
  afterEach(() => planted && rmSync(planted, { recursive: true, force: true }))

  const plant = (files: Record<string, string>) => {
    planted = mkdtempSync(join(tmpdir(), 'clic-edges-'))
    mkdirSync(join(planted, 'testing/boundaries'), { recursive: true })
    cpSync(join(root, 'testing/boundaries/allowed-edges.json'), join(planted, 'testing/boundaries/allowed-edges.json'))
    for (const name of ['modules/acquire', 'modules/deidentify']) mkdirSync(join(planted, name), { recursive: true })
    for (const [name, text] of Object.entries(files)) {
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

  it('are broken by a module that imports another', () => {
    expect(plant({ 'modules/deidentify/a.ts': imports('../acquire/index.ts') })).toMatchObject([{ rule: 'edge' }])
    expect(plant({ 'modules/deidentify/a.ts': imports('@clic/modules/acquire') })).toMatchObject([{ rule: 'edge' }])
  })

  it('are broken by a library that imports the platform', () => {
    expect(plant({ 'libraries/dicom/src/a.ts': imports('@clic/platform/db') })).toMatchObject([{ rule: 'edge' }])
  })

  it('are broken by SQL over another module’s schema', () => {
    expect(plant({ 'modules/deidentify/a.ts': "db.selectFrom('acquire.study')\n" })).toMatchObject([{ rule: 'schema' }])
  })

  it('are broken by a module that reads the clock or the environment itself', () => {
    expect(plant({ 'modules/acquire/a.ts': 'const now = new Date()\nconst home = process.env.HOME\n' })).toMatchObject([{ rule: 'clock' }, { rule: 'environment' }])
  })

  it('are broken by a file of more than 500 lines', () => {
    expect(plant({ 'contracts/a.ts': '\n'.repeat(600) })).toMatchObject([{ rule: 'file-length' }])
  })
})
