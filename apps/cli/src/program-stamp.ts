import { dirname } from 'node:path'
import { repository } from './repository.ts'

/** Fetched, not imported: see `preparedDeidentify`. */
const { readFileSync, renameSync, rmSync, statSync, writeFileSync } = process.getBuiltinModule('node:fs')

/** Beside what was put together: the digest of the sources, and how each source and its folder stood when it was taken. */
interface Stamp {
  program: string
  places: [path: string, stood: string][]
}

/** A clock of a file system may stand still for some milliseconds: a source that young may be changed once more under the same time. */
const settledMs = 2000

/**
 * The digest of the sources without reading them, which takes longer than an object: as git does, a file whose number, length and times of
 * change are the same is the same. Folders are looked at as well, so that a file that came or went is noticed. `file`: where the
 * last digest was noted; whoever may write there may write the program itself.
 */
export async function stampedDigest(file: string): Promise<string> {
  return notedDigest(file) ?? (await noteDigest(file))
}

function notedDigest(file: string): string | undefined {
  try {
    const { program, places } = JSON.parse(readFileSync(file, 'utf8')) as Stamp
    return /^[0-9a-f]{64}$/.test(program) && places.every(([path, stood]) => stands(path) === stood)
      ? program
      : undefined
  } catch {
    return undefined
  }
}

async function noteDigest(file: string): Promise<string> {
  const { programDigest, programFiles } = await import('./deidentify/program-digest.ts')
  const began = Date.now()
  const files = programFiles()
  const folders = new Set(files.filter((path) => path.includes('/src/')).map((path) => dirname(path)))
  const places = [...folders, ...files].map((path): [string, string] => [path, stands(path)])
  const program = programDigest()
  const settled = places.every(([path, stood]) => stands(path) === stood && changedAt(path) < began - settledMs)
  try {
    if (settled) {
      writeFileSync(`${file}.${process.pid}`, JSON.stringify({ program, places } satisfies Stamp))
      renameSync(`${file}.${process.pid}`, file)
    }
  } catch {
    // Nothing can be written here: the next run reads the sources again.
    rmSync(`${file}.${process.pid}`, { force: true })
  }
  return program
}

function stands(path: string): string {
  const { ino, size, mtimeMs, ctimeMs } = statSync(`${repository}/${path}`)
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`
}

function changedAt(path: string): number {
  return statSync(`${repository}/${path}`).ctimeMs
}
