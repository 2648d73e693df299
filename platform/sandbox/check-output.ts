import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ForeignProblem } from './explain-end.ts'
import type { Limits } from './limits.ts'

const piece = 1024 ** 2

/**
 * Takes over what a foreign program wrote into `from`, after it ended. Only plain files and folders are taken, and only when all of
 * them together are within the limits: a link could name a file of the platform, and a device or a pipe could hold the reader for ever.
 */
export function takeOutput(
  from: string,
  to: string,
  limits: Pick<Limits, 'writtenMb' | 'files'>,
): { ok: true; files: number } | { ok: false; problem: ForeignProblem } {
  const found: { path: string; folder: boolean; bytes: number }[] = []
  const open = ['']
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    let names: string[]
    try {
      names = readdirSync(join(from, folder))
    } catch {
      return refused('foreign-output-closed', 'It left a folder that nobody else can read.')
    }
    for (const name of names) {
      const path = join(folder, name)
      const stat = lstatSync(join(from, path))
      if (stat.isSymbolicLink()) return refused('foreign-output-link', 'Its output holds a link to another file.')
      if (stat.isFile() && stat.nlink > 1)
        return refused('foreign-output-link', 'Its output holds a second name of another file.')
      if (!stat.isFile() && !stat.isDirectory())
        return refused('foreign-output-kind', 'Its output holds something that is neither a file nor a folder.')
      found.push({ path, folder: stat.isDirectory(), bytes: stat.isFile() ? stat.size : 0 })
      if (found.length > limits.files)
        return refused('foreign-output-count', `Its output holds more than ${limits.files} files.`)
      if (stat.isDirectory()) open.push(path)
    }
  }
  const bytes = found.reduce((sum, one) => sum + one.bytes, 0)
  if (bytes > limits.writtenMb * piece)
    return refused('foreign-output-size', `Its output is larger than ${limits.writtenMb} MB.`)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const one of found) {
    if (one.folder) mkdirSync(join(to, one.path), { recursive: true, mode: 0o700 })
    else if (!copy(join(from, one.path), join(to, one.path), one.bytes))
      return refused('foreign-output-closed', 'It left a file that nobody else can read.')
  }
  return { ok: true, files: found.filter((one) => !one.folder).length }
}

function copy(from: string, to: string, bytes: number): boolean {
  let input: number
  try {
    input = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return false
  }
  const output = openSync(to, 'wx', 0o600)
  try {
    if (!fstatSync(input).isFile()) return false
    const buffer = Buffer.alloc(Math.min(piece, Math.max(1, bytes)))
    for (let left = bytes; left > 0; ) {
      const read = readSync(input, buffer, 0, Math.min(buffer.length, left), null)
      if (read === 0) break
      writeSync(output, buffer, 0, read)
      left -= read
    }
    return true
  } finally {
    closeSync(input)
    closeSync(output)
  }
}

function refused(code: string, detail: string): { ok: false; problem: ForeignProblem } {
  const next = 'Nothing of it was read. Tell who made the package.'
  return { ok: false, problem: { code, title: 'The output of the package was refused', detail, next } }
}
