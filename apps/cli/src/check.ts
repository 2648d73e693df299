import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkEdges } from '../../../testing/boundaries/check-edges.ts'
import { readOptions } from './options.ts'
import { repository } from './repository.ts'

/** Types, lint, boundaries, requirements, dead code; all of them, so that one run tells everything. */
export async function checkCommand(args: string[]): Promise<number> {
  readOptions('check', args, {})
  const node = (...command: string[]) =>
    spawnSync(process.execPath, command, { cwd: repository, stdio: 'inherit' }).status === 0
  const tool = (path: string) => join(repository, 'node_modules', path)
  const knip = (...options: string[]) =>
    node(tool('knip/bin/knip.js'), '--no-progress', '--no-config-hints', ...options)
  const steps: [string, () => boolean][] = [
    [
      'types',
      () =>
        node(tool('typescript/bin/tsc'), '-p', 'tsconfig.json') &&
        node(tool('typescript/bin/tsc'), '-p', 'apps/web/tsconfig.json'),
    ],
    ['lint', () => node(tool('@biomejs/biome/bin/biome'), 'check', '.', '--max-diagnostics=40')],
    ['boundaries', () => report(checkEdges(repository))],
    ['requirements', () => node('testing/requirements/check-requirements.ts')],
    // What runs is asked for undeclared packages; what nobody uses is asked with the tests, which use some things alone.
    ['packages', () => knip('--strict', '--include', 'dependencies,unlisted,unresolved')],
    ['dead code', () => knip('--include', 'files,dependencies,unlisted,exports,types,duplicates')],
  ]
  let failed = 0
  for (const [name, step] of steps) {
    const ok = step()
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}\n`)
    if (!ok) failed++
  }
  return failed === 0 ? 0 : 1
}

function report(violations: { file: string; line: number; rule: string; detail: string }[]): boolean {
  for (const one of violations) process.stdout.write(`${one.file}:${one.line} ${one.rule}: ${one.detail}\n`)
  return violations.length === 0
}
