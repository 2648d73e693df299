import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompiledScript } from './script-of-module.ts'

/**
 * Keeps the command as Node has compiled it when it has run; `entry`: the command as it was put together, `compiled`: as it was loaded here. It runs over
 * small objects made for that, in a process of its own under the same options, a second and more. Where that does not go it is kept as it was compiled
 * before it ran, which is what Node keeps; where nothing can be written, not at all.
 */
export function compileInUse(entry: string, compiled: CompiledScript): void {
  if (compiled.file === undefined) return
  const making = `${compiled.file}.${process.pid}`
  try {
    writeFileSync(making, compiled.bytes())
    const args = [...process.execArgv, join(import.meta.dirname, 'run-in-use.ts'), entry, making]
    spawnSync(process.execPath, args, { stdio: 'ignore', timeout: longestMs })
    renameSync(making, compiled.file)
  } catch {
    if (existsSync(making)) rmSync(making, { force: true })
  }
}

const longestMs = 30_000
