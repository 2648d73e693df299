import { randomBytes } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { type Sha256, sha256 } from './sha256.ts'

/** 32 random bytes as hexadecimal. One salt a payload: a shared salt would outlive the erasure of one of them. */
export function newSalt(): string {
  return randomBytes(32).toString('hex')
}

/**
 * Commitment SHA-256(salt || canonical payload). Without the salt the payload cannot be found by trying all likely
 * values, so erasing payload and salt erases the content. Throws TypeError for a salt that is not 32 bytes in
 * hexadecimal: a salt of free length could move bytes between salt and payload.
 */
export function commit(payload: unknown, salt: string): Sha256 {
  if (!/^[0-9a-f]{64}$/.test(salt))
    throw new TypeError('commitment: the salt must be 32 bytes in lower-case hexadecimal')
  return sha256(Buffer.from(salt, 'hex'), canonicalJson(payload))
}

/** True when payload and salt open the commitment; false, never an exception, for anything else. */
export function opensCommitment(commitment: Sha256, payload: unknown, salt: string): boolean {
  try {
    return commit(payload, salt) === commitment
  } catch {
    return false
  }
}
