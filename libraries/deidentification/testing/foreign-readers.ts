import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const python = resolve('.clic/runtime/venv/bin/python')
export const pythonIsMissing = !existsSync(python)
export const isMissing = (program: string, flag: string): boolean => spawnSync(program, [flag]).error !== undefined

export interface SeenByPython {
  /** SHA-256 of the decoded pixels, one a page. */
  pixels: string[]
  words: Record<string, string>
}

/** What Pillow and nibabel see. */
export function seenByPython(paths: readonly string[]): SeenByPython[] {
  const script = fileURLToPath(new URL('./read-pictures.py', import.meta.url))
  const done = spawnSync(python, [script, ...paths], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr.slice(-500))
  return JSON.parse(done.stdout)
}

/** Groups and names of everything that exiftool finds in a file, known or not; what it says of the file itself left out. */
export function seenByExiftool(path: string): string[] {
  const done = spawnSync('exiftool', ['-s', '-G1', '-a', '-u', path], { encoding: 'latin1' })
  return done.stdout
    .split('\n')
    .map((line) => /^\[([\w-]+)\]\s+(\w+)/.exec(line))
    .filter((found) => found !== null && !['ExifTool', 'System', 'File', 'Composite'].includes(found[1]!))
    .map((found) => `${found![1]} ${found![2]}`)
}
