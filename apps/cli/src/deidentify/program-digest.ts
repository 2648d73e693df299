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
  ...['deidentify', 'options', 'command-error', 'repository', 'code-cache'].map((name) => `apps/cli/src/${name}.ts`),
  // What puts the program together.
  ...['prepare-program', 'ascii-code', 'late-patterns', 'script-of-module', 'top-names'].map(
    (name) => `apps/cli/src/${name}.ts`,
  ),
  'package-lock.json',
]

/** SHA-256 over the sources of this command, tests left out, and over the lock file; lower-case hexadecimal. */
export function programDigest(): string {
  return digestOf(programFiles())
}

/** SHA-256 over the names and bytes of files, given from the repository's root; lower-case hexadecimal. */
export function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(repository, file)))
  return hash.digest('hex')
}

/** What the digest is over, from the repository's root. */
export function programFiles(): string[] {
  return sources.flatMap(filesOf)
}

/** A file, or the sources below a folder without their tests; from the repository's root. */
export function filesOf(source: string): string[] {
  if (/\.\w+$/.test(source)) return [source]
  return readdirSync(join(repository, source), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.(?:ts|json)$/.test(file))
    .sort()
    .map((file) => join(source, file))
}
