import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export interface MapEntry {
  /** Relative to the root, with "/" between parts. */
  path: string
  kind: 'file' | 'directory' | 'other'
  size: number
  executable: boolean
}

/** Every entry below `dir`, sorted by the UTF-8 bytes of the path. Links are not followed; they are kind "other". */
export async function listMapFiles(dir: string): Promise<MapEntry[]> {
  const entries: MapEntry[] = []
  for (const path of await readdir(dir, { recursive: true })) {
    const info = await lstat(join(dir, path))
    const kind = info.isFile() ? 'file' : info.isDirectory() ? 'directory' : 'other'
    const size = kind === 'file' ? info.size : 0
    entries.push({ path: path.split('\\').join('/'), kind, size, executable: (info.mode & 0o100) !== 0 })
  }
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}

export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
