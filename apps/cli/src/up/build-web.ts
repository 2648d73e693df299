import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../command-error.ts'
import { repository } from '../repository.ts'

/** Builds the web application when its sources changed since the last build. */
export function buildWeb(say: (line: string) => void): void {
  const web = join(repository, 'apps', 'web')
  const dist = join(web, 'dist')
  const digest = createHash('sha256')
  const inputs = ['index.html', 'vite.config.ts', 'package.json', 'public', 'src'].map((name) => join(web, name))
  for (const input of [...inputs, join(repository, 'contracts')])
    for (const file of sources(input)) digest.update(file).update(readFileSync(file))
  const now = digest.digest('hex')
  const mark = join(dist, '.built-from')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  say('Building the web application ...')
  // Built beside its place: a platform that is running serves the old pages until the new ones are whole.
  const making = join(web, 'dist.making')
  const vite = join(repository, 'node_modules', 'vite', 'bin', 'vite.js')
  const done = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', making, '--emptyOutDir', '--logLevel', 'error'],
    // Whatever the caller is: what is delivered is built for production.
    { cwd: web, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (done.status !== 0)
    throw new CommandError(
      `The web application could not be built: ${(done.stderr || done.stdout).trim().slice(0, 500)}`,
      1,
    )
  writeFileSync(join(making, '.built-from'), now)
  rmSync(dist, { recursive: true, force: true })
  renameSync(making, dist)
}

function sources(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => (name === 'node_modules' ? [] : sources(join(path, name))))
}
