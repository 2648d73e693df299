import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../repository.ts'

/** Folders and files, from the repository's root, that decide on the bytes of an output. */
const sources = [
  'libraries/deidentification/src',
  'libraries/dicom/src',
  'libraries/pixels/src',
  'apps/cli/src/deidentify',
  'apps/cli/src/deidentify.ts',
  'package-lock.json',
]

/** SHA-256 over the sources of this command, tests left out, and over the lock file; lower-case hexadecimal. */
export function programDigest(): string {
  const hash = createHash('sha256')
  for (const source of sources)
    for (const file of filesOf(source)) hash.update(`${file}\0`).update(readFileSync(join(repository, file)))
  return hash.digest('hex')
}

function filesOf(source: string): string[] {
  if (/\.\w+$/.test(source)) return [source]
  return readdirSync(join(repository, source), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.(?:ts|json)$/.test(file))
    .sort()
    .map((file) => join(source, file))
}
