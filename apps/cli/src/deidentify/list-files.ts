import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, normalize, relative, resolve, sep } from 'node:path'

/** All files under a folder, or the one file, sorted by path: a file's place in this order is its number in the proof. Links are not followed. */
export function listFiles(input: string): string[] {
  if (!statSync(input).isDirectory()) return [input]
  const files: string[] = []
  const folders = [normalize(input).replace(/(?<=.)\/$/, '')]
  // Not left to `recursive`: Node looks at each entry three times for it.
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const within = folder.endsWith(sep) ? folder : `${folder}${sep}`
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isFile()) files.push(`${within}${entry.name}`)
      else if (entry.isDirectory()) folders.push(`${within}${entry.name}`)
    }
  }
  return files.sort()
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
