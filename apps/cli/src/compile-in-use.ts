import { spawnSync } from 'node:child_process'
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Keeps the command as Node has compiled it when it has run, in `file`; `entry`: the command as it was put together. It runs over small
 * objects made for that, in a process of its own under the same options, half a second. Where that does not go, an empty file says that it was tried:
 * the command is compiled at each start then. Nothing is tried where nothing can be written.
 */
export function compileInUse(entry: string, file: string): void {
  const making = `${file}.${process.pid}`
  try {
    writeFileSync(making, '')
    const args = [...process.execArgv, join(import.meta.dirname, 'run-in-use.ts'), entry, making]
    spawnSync(process.execPath, args, { stdio: 'ignore', timeout: longestMs })
    renameSync(making, file)
  } catch {
    if (existsSync(making)) rmSync(making, { force: true })
  }
}

const longestMs = 30_000
