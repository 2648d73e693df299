import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')

/** The commit that runs, for evidence; with `-dirty` when files differ from it, pages of proofs aside, which another proof may just have written. */
export function codeCommit(): string {
  try {
    // Brought when asked for: most commands start no program, and every one waits for what is imported.
    const { execFileSync } = process.getBuiltinModule('node:child_process')
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', repository, '-c', `safe.directory=${repository}`, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim()
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain', '--', '.', ':!docs/proofs') ? '-dirty' : ''}`
  } catch {
    return 'unknown'
  }
}
