import { createHash } from 'node:crypto'

/** A SHA-256 value as 64 lower-case hexadecimal digits. */
export type Sha256 = string

/** SHA-256 over the given pieces, one after the other. Text is taken as UTF-8. */
export function sha256(...pieces: readonly (Uint8Array | string)[]): Sha256 {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** True for 64 lower-case hexadecimal digits. */
export function isSha256(value: unknown): value is Sha256 {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
