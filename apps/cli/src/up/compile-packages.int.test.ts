import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compilePackages } from './compile-packages.ts'
import { systemPython } from './install-runtime.ts'

describe('the packages of the Python environment', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-packages-'))
    for (const name of ['one', 'one/tests']) mkdirSync(join(folder, 'venv', 'lib', name), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const compiled = (...path: string[]) => {
    const cache = join(folder, 'venv', 'lib', ...path, '__pycache__')
    return existsSync(cache) ? readdirSync(cache).map((name) => name.split('.')[0]) : []
  }

  it('are translated to bytecode once for a lock file, a file of another Python among them left out', () => {
    writeFileSync(join(folder, 'venv', 'lib', 'one', 'good.py'), 'x = 1\n')
    writeFileSync(join(folder, 'venv', 'lib', 'one', 'other.py'), 'print "of Python 2"\n')
    writeFileSync(join(folder, 'venv', 'lib', 'one', 'tests', 'never.py'), 'x = 1\n')
    const said: string[] = []
    const translate = (lock: string) => {
      compilePackages({ python: systemPython(), folder, lock }, (line) => said.push(line))
    }
    translate('first')
    expect(compiled('one')).toEqual(['good'])
    expect(compiled('one', 'tests')).toEqual([])
    expect(readFileSync(join(folder, 'compiled'), 'utf8')).toBe('first')
    translate('first')
    expect(said).toHaveLength(1)
    translate('second')
    expect(said).toHaveLength(2)
  })
})
