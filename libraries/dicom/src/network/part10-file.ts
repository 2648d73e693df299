import { type FileHandle, open, rm } from 'node:fs/promises'

export interface Part10File {
  write(chunk: Buffer): undefined | Promise<void>
  /** Writes the rest, waits for the disk (fdatasync) and closes; gives the size in bytes. */
  finish(): Promise<{ bytes: number }>
  /** Closes and removes the file. */
  discard(): Promise<void>
}

/** Chunks are joined to writes of this size: one writev instead of eight small writes for a CT slice. */
const GATHER_BYTES = 512 * 1024

async function writeAll(handle: FileHandle, chunks: Buffer[]): Promise<void> {
  let pending = chunks
  while (pending.length > 0) {
    let { bytesWritten } = await handle.writev(pending)
    const rest: Buffer[] = []
    for (const chunk of pending) {
      if (bytesWritten >= chunk.length) bytesWritten -= chunk.length
      else {
        rest.push(bytesWritten > 0 ? chunk.subarray(bytesWritten) : chunk)
        bytesWritten = 0
      }
    }
    pending = rest
  }
}

/**
 * A new file at `path` (it must not exist) that begins with `header` and grows by what is written: the file half of a
 * durable C-STORE receipt. The name in its folder is durable only after the folder's own fsync or a committed row that
 * recovery trusts; that is the caller's. Filesystem errors reject.
 */
export async function openPart10File(path: string, header: Buffer): Promise<Part10File> {
  const handle = await open(path, 'wx', 0o600)
  let chunks: Buffer[] = [header]
  let gathered = header.length
  let bytes = header.length

  async function flush(): Promise<void> {
    const full = chunks
    chunks = []
    gathered = 0
    await writeAll(handle, full)
  }

  return {
    write(chunk) {
      chunks.push(chunk)
      gathered += chunk.length
      bytes += chunk.length
      return gathered >= GATHER_BYTES ? flush() : undefined
    },
    async finish() {
      await flush()
      await handle.datasync()
      await handle.close()
      return { bytes }
    },
    async discard() {
      chunks = []
      await handle.close().catch(() => undefined)
      await rm(path, { force: true })
    },
  }
}
