import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const keyFileSchema = z.object({
  /** Version that new projects begin with. */
  current: z.number().int().positive(),
  /** 32 bytes each, in base64, by version. */
  keys: z.record(z.string().regex(/^[1-9]\d*$/), z.base64().length(44)),
})

export interface VaultKeys {
  current: number
  /** Throws for a version that the file does not hold. */
  key(version: number): Buffer
  versions: number[]
}

export function keyFileExists(file: string): boolean {
  return existsSync(file)
}

/** Reads the key file; refuses one that others can read. */
export function readKeyFile(file: string): VaultKeys {
  if ((statSync(file).mode & 0o077) !== 0) throw new Error('The key file can be read by others; set its mode to 0600.')
  const parsed = keyFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success || !Object.hasOwn(parsed.data.keys, String(parsed.data.current)))
    throw new Error('The key file is damaged; restore it from the backup.')
  const { current, keys } = parsed.data
  return {
    current,
    versions: Object.keys(keys).map(Number),
    key(version) {
      const found = keys[String(version)]
      if (!found) throw new Error(`The key file holds no key of version ${version}; restore it from the backup.`)
      return Buffer.from(found, 'base64')
    },
  }
}

export function createKeyFile(file: string): void {
  writeDurably(file, { current: 1, keys: { 1: randomBytes(32).toString('base64') } }, 'wx')
}

/** Adds a version that new projects begin with; the older ones stay for the projects that stand on them. */
export function addKeyVersion(file: string): number {
  readKeyFile(file)
  const { current, keys } = keyFileSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const next = current + 1
  writeDurably(`${file}.new`, { current: next, keys: { ...keys, [next]: randomBytes(32).toString('base64') } }, 'w')
  renameSync(`${file}.new`, file)
  syncFolder(file)
  return next
}

/** On disk when it returns: a pseudonym must never be given out under a key that a power cut takes. */
function writeDurably(file: string, content: z.infer<typeof keyFileSchema>, flag: 'w' | 'wx'): void {
  const handle = openSync(file, flag, 0o600)
  writeSync(handle, JSON.stringify(content))
  fsyncSync(handle)
  closeSync(handle)
  syncFolder(file)
}

function syncFolder(file: string): void {
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
