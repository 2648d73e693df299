import { createHash } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writevSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileWorker } from './process-file.ts'

/** The whole file where it fits into the buffer; opened once, for its length is known only then. */
export function openInput(path: string, buffer: Buffer): { size: number; input?: Uint8Array } {
  const handle = openSync(path, 'r')
  try {
    const { size } = fstatSync(handle)
    if (size > buffer.length) return { size }
    return { size, input: buffer.subarray(0, readFully(handle, buffer.subarray(0, size), 0)) }
  } finally {
    closeSync(handle)
  }
}

/** All of a file but some bytes in its middle, which stay as they are in `room`. Undefined where the file is not as long as it was. */
export function readAround(
  path: string,
  room: Buffer,
  { from, to, size }: { from: number; to: number; size: number },
): Uint8Array | undefined {
  const handle = openSync(path, 'r')
  try {
    if (size > room.length || fstatSync(handle).size !== size) return undefined
    const whole =
      readFully(handle, room.subarray(0, from), 0) === from &&
      readFully(handle, room.subarray(to, size), to) === size - to
    return whole ? room.subarray(0, size) : undefined
  } finally {
    closeSync(handle)
  }
}

/** A file that does not fit, and cannot go through in pieces. */
export function readInput(path: string, buffer: Buffer): Uint8Array {
  const { input, size } = openInput(path, buffer)
  if (input) return input
  const handle = openSync(path, 'r')
  try {
    const file = Buffer.allocUnsafe(size)
    return file.subarray(0, readFully(handle, file, 0))
  } finally {
    closeSync(handle)
  }
}

/** Where a file is written to that is searched while it is written; the next run clears away what an interrupted one left there. */
export function partOf(worker: FileWorker, path: string): string {
  return join(
    worker.output ?? '',
    `${createHash('sha256').update(worker.secret).update(path).digest('hex').slice(0, 24)}.part`,
  )
}

export function readFully(handle: number, into: Uint8Array, at: number): number {
  let done = 0
  while (done < into.length) {
    const read = readSync(handle, into, done, into.length - done, at + done)
    if (read === 0) break
    done += read
  }
  return done
}

export function makeFolder(worker: FileWorker, folder: string): void {
  if (worker.folders.has(folder)) return
  mkdirSync(folder, { recursive: true })
  worker.folders.add(folder)
}

/** Written beside and renamed, so that an interrupted run leaves no half file under a finished name. */
export function writeOutput(path: string, parts: Uint8Array[]): void {
  writePart(`${path}.part`, parts)
  renameSync(`${path}.part`, path)
}

/** The first half of it. What cannot be written whole is taken away again: on a full disk it would stand in the way of what comes next. */
export function writePart(part: string, parts: Uint8Array[]): void {
  const handle = openSync(part, 'w')
  try {
    writeFully(handle, parts)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
}

/** Gives a file its name that was written with `writePart`, when it may leave. */
export function nameOutput(worker: FileWorker, part: string, path: string): void {
  makeFolder(worker, dirname(path))
  renameSync(part, path)
}

export function writeFully(handle: number, parts: Uint8Array[]): void {
  let left = parts
  while (left.length > 0) left = after(left, writevSync(handle, left.length > 512 ? left.slice(0, 512) : left))
}

function after(parts: readonly Uint8Array[], written: number): Uint8Array[] {
  let count = 0
  let rest = written
  while (count < parts.length && rest >= parts[count]!.length) rest -= parts[count++]!.length
  const left = parts.slice(count)
  if (rest > 0) left[0] = left[0]!.subarray(rest)
  return left
}

/** What another thread tells of a file that is not what it was a moment ago. */
export const changed = 1

/** What another thread tells of an error of the file system. */
export function errorNumber(error: unknown): number {
  return (error as { errno?: number }).errno ?? -1
}

/** As the file system would have thrown it here. */
export function writeError(errno: number): Error {
  if (errno === changed) return Object.assign(new Error('the file was changed'), { code: 'ECHANGED' })
  const code = process.getBuiltinModule('node:util').getSystemErrorMap().get(errno)?.[0] ?? 'EIO'
  return Object.assign(new Error('another thread could not write'), { code })
}
