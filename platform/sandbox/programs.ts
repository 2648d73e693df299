import { existsSync, lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** A program and what it needs: its own installation, and of a Python environment the one that it was made from. */
export function foldersOfProgram(program: string): string[] {
  if (!existsSync(program)) return []
  if (lstatSync(program).isDirectory()) return [resolve(program)]
  const needed = new Set<string>()
  let at = resolve(program)
  for (let n = 0; n < 10; n++) {
    const home = dirname(dirname(at))
    const installed = ['lib', 'include', 'pyvenv.cfg'].some((name) => existsSync(join(home, name)))
    // A program that lies about in somebody's home is taken alone: never the home.
    needed.add(installed && home !== homedir() ? home : at)
    if (!lstatSync(at).isSymbolicLink()) break
    at = resolve(dirname(at), readlinkSync(at))
  }
  const marker = join(dirname(dirname(resolve(program))), 'pyvenv.cfg')
  const base = existsSync(marker) ? /^home\s*=\s*(.+)$/m.exec(readFileSync(marker, 'utf8'))?.[1]?.trim() : undefined
  if (base && existsSync(base)) for (const one of [base, realpathSync(base)]) needed.add(dirname(one))
  return [...needed].filter((one) => one !== '/' && one !== '/usr' && !one.startsWith('/usr/'))
}
