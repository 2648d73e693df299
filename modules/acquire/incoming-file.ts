import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fdatasync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Files, moveDurably } from '@clic/platform/files'

const sync = promisify(fdatasync)
const incomingPrefix = 'incoming-'
const keepInMemory = 32 * 1024 * 1024

/** A file in the making: bytes are hashed and written as they come, and get their name when they are whole. */
export interface IncomingFile {
  write(chunk: Uint8Array): void
  /** Ends writing; the bytes for inspection, from memory while small. */
  bytes(): Uint8Array
  /** Synced and renamed to its content address: survives a power cut when it resolves. */
  keep(): Promise<{ sha256: string; size: number }>
  discard(): void
}

/** Opens a file in the staging folder. What a crash leaves there is removed at the next start: it was never acknowledged. */
export function openIncoming(files: Files): IncomingFile {
  const path = join(files.staging, `${incomingPrefix}${randomUUID()}`)
  const handle = openSync(path, 'wx', 0o600)
  const hash = createHash('sha256')
  let chunks: Uint8Array[] | undefined = []
  let size = 0
  let open = true
  const close = () => {
    if (open) closeSync(handle)
    open = false
  }
  return {
    write(chunk) {
      for (let at = 0; at < chunk.byteLength; ) at += writeSync(handle, chunk, at)
      hash.update(chunk)
      size += chunk.byteLength
      if (size > keepInMemory) chunks = undefined
      else chunks?.push(chunk)
    },
    bytes() {
      return chunks ? (chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)) : readFileSync(path)
    },
    async keep() {
      const sha256 = hash.digest('hex')
      await sync(handle)
      close()
      // The same bytes may lie there already; renaming over them changes nothing.
      await moveDurably(path, files.path(sha256))
      return { sha256, size }
    },
    discard() {
      close()
      rmSync(path, { force: true })
    },
  }
}

/** Removes what a crash left half written; nobody was told that it had arrived. */
export function sweepIncoming(files: Files): number {
  const left = readdirSync(files.staging).filter((name) => name.startsWith(incomingPrefix))
  for (const name of left) rmSync(join(files.staging, name), { force: true })
  return left.length
}
