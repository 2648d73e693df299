import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { isInside } from './list-files.ts'

/** What an earlier run's proof says of a file that it released. */
export interface EarlierRow {
  output: string
  inputSha256: string
  outputSha256: string
}

/**
 * Whether a file is finished: its output is there whole, and neither it nor the input changed since. A missing, shorter or changed output
 * is none. `buffer` is reused.
 */
export function isFinished(input: string, folder: string, earlier: EarlierRow, buffer: Buffer): boolean {
  const output = join(folder, earlier.output)
  if (!isInside(output, folder)) return false
  return digestOf(output, buffer) === earlier.outputSha256 && digestOf(input, buffer) === earlier.inputSha256
}

function digestOf(path: string, buffer: Buffer): string | undefined {
  try {
    const handle = openSync(path, 'r')
    try {
      const hash = createHash('sha256')
      for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer))
        hash.update(buffer.subarray(0, read))
      return hash.digest('hex')
    } finally {
      closeSync(handle)
    }
  } catch {
    return undefined
  }
}
