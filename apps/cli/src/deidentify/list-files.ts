import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/** All files under a folder, or the one file, sorted by path: a file's place in this order is its number in the proof. */
export function listFiles(input: string): string[] {
  if (!statSync(input).isDirectory()) return [input]
  return readdirSync(input, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => (a < b ? -1 : 1))
}

/** Whether `path` is `folder` or lies in it, links followed. Either may not exist yet. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(realPlace(folder), realPlace(path))
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}

function realPlace(path: string): string {
  const whole = resolve(path)
  return existsSync(whole) || dirname(whole) === whole
    ? realpathSync(whole)
    : join(realPlace(dirname(whole)), basename(whole))
}
