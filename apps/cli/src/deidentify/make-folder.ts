import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CommandError } from '../command-error.ts'

/**
 * Makes a folder and those above it that are missing, each by itself: Node's own recursive way never ends where the file system makes
 * none, as below /proc. Throws a CommandError that names the folder that cannot be made.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.push(at)
  for (const at of missing.reverse()) {
    try {
      mkdirSync(at, { mode })
    } catch (error) {
      // Another run may have been quicker.
      if (statSync(at, { throwIfNoEntry: false })?.isDirectory()) continue
      throw new CommandError(`The folder ${at} cannot be made (${codeOf(error)}). Give another place.`)
    }
  }
}

/** The code of what the file system refused, e.g. `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown'
}
