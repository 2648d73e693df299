import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Bytecode beside every module of a Python environment, once for each lock file. The installer leaves none, and the users that the zones run as
 * may not write there: each Python that they start would translate its two thousand modules anew, six seconds of ten.
 */
export function compilePackages(
  environment: { python: string; folder: string; lock: string },
  say: (line: string) => void,
): void {
  const mark = join(environment.folder, 'compiled')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === environment.lock) return
  say('Translating the Python packages to bytecode ...')
  // Some packages carry files for other versions of Python and templates: exit code 1 says so, and the rest is translated all the same.
  const done = spawnSync(
    environment.python,
    ['-m', 'compileall', '-q', '-j', '0', '-x', '/tests?/', join(environment.folder, 'venv', 'lib')],
    { stdio: 'ignore' },
  )
  if (done.status === 0 || done.status === 1) writeFileSync(mark, environment.lock)
}
