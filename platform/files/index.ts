import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

// Waiting for the disk is the one thing here that takes long: it stops nobody else, and what waits at the same moment is one flush.
const sync = promisify(fsync)

/**
 * A file up to this size is read at once, as it is written: 20 µs of a slice in the page cache, where four turns through Node's threads take ten
 * times as much; from a disk it is one access. A longer one lets others go on meanwhile.
 */
const readAtOnce = 1024 * 1024

/** Content-addressed files of one zone: a file's name is the SHA-256 of its bytes, so it cannot change unseen. */
export interface Files {
  /** Durable when it returns: bytes and folder are synced. Storing the same bytes again costs one digest. */
  put(bytes: Uint8Array): Promise<{ sha256: string; size: number }>
  get(sha256: string): Promise<Uint8Array>
  has(sha256: string): Promise<boolean>
  remove(sha256: string): Promise<void>
  /** Where the file lies, for streaming and for workers of the same zone. */
  path(sha256: string): string
  /** A folder for files in the making, on the same file system, so that a rename is atomic. */
  staging: string
}

export function createFiles(root: string): Files {
  const staging = join(root, 'staging')
  mkdirSync(staging, { recursive: true, mode: 0o700 })
  const path = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('a file is named by the SHA-256 of its bytes')
    return join(root, 'objects', sha256.slice(0, 2), sha256)
  }
  const has = async (sha256: string) => existsSync(path(sha256))
  const storing = new Map<string, Promise<void>>()
  const store = async (sha256: string, bytes: Uint8Array) => {
    if (await has(sha256)) return
    const temporary = join(staging, randomUUID())
    const handle = openSync(temporary, 'wx', 0o600)
    try {
      // Goes on until all is written; a single write may stop half way.
      writeFileSync(handle, bytes)
      await sync(handle)
    } finally {
      closeSync(handle)
    }
    await moveDurably(temporary, path(sha256))
  }
  return {
    staging,
    path,
    has,
    get: async (sha256) => {
      const file = path(sha256)
      return statSync(file).size > readAtOnce ? readFile(file) : readFileSync(file)
    },
    remove: (sha256) => rm(path(sha256), { force: true }),
    put: async (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      // The same bytes at the same moment: both wait until they are durable, not only until they are there.
      const done = storing.get(sha256) ?? store(sha256, bytes).finally(() => storing.delete(sha256))
      storing.set(sha256, done)
      await done
      return { sha256, size: bytes.byteLength }
    },
  }
}

/** Renames and syncs the folder, so that the name survives a power cut as well as the bytes. */
export async function moveDurably(from: string, to: string): Promise<void> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 })
  renameSync(from, to)
  const folder = openSync(dirname(to), 'r')
  try {
    await sync(folder)
  } finally {
    closeSync(folder)
  }
}

/** At the start of a zone: removes what a crash left half written. Nobody was told that it was there. Returns how many there were. */
export function sweepStaging(files: Files): number {
  const left = readdirSync(files.staging)
  for (const name of left) rmSync(join(files.staging, name), { recursive: true, force: true })
  return left.length
}
