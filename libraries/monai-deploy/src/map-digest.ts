import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileSha256, listMapFiles } from './map-files.ts'

/**
 * SHA-256 over one line a file, `<sha256>  <path>\n`, sorted by the path's UTF-8 bytes: the identity of a MAP's or
 * bundle's content. Folders and modes do not count. Throws on a link or device: such a tree has no fixed content.
 */
export async function mapDigest(dir: string): Promise<string> {
  const hash = createHash('sha256')
  for (const entry of await listMapFiles(dir)) {
    if (entry.kind === 'other') throw new Error(`${entry.path} is a link or device: the tree has no fixed content`)
    if (entry.kind === 'file') hash.update(`${await fileSha256(join(dir, entry.path))}  ${entry.path}\n`)
  }
  return hash.digest('hex')
}
