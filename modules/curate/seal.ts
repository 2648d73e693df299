import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Part } from '@clic/contracts'

/** The test part has a key of its own: whoever opens the others never holds it. */
export type Compartment = 'develop' | 'test'

export function compartmentOf(part: Part): Compartment {
  return part === 'test' ? 'test' : 'develop'
}

const nonceBytes = 12
const tagBytes = 16

export function newKey(): Buffer {
  return randomBytes(32)
}

/**
 * AES-256-GCM (NIST SP 800-38D): nonce, ciphertext, tag. `about` is authenticated with it, so that sealed bytes cannot stand in for
 * others of the same key. A fresh random nonce each time; a dataset version has far fewer than 2³² files.
 */
export function seal(key: Uint8Array, plain: Uint8Array, about: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain bytes; undefined when a byte was changed, or when they were sealed with another key or about something else. */
export function unseal(key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(about))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const plain = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes))
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return undefined
  }
}

/** A dataset key as it is stored: sealed under the secret of this part of the zone, in base64. */
export function wrapKey(secret: Uint8Array, key: Uint8Array, datasetId: string, compartment: Compartment): string {
  return Buffer.from(seal(secret, key, `key ${datasetId} ${compartment}`)).toString('base64')
}

/** Undefined when the wrapped key was changed, or wrapped under another secret. */
export function unwrapKey(
  secret: Uint8Array,
  wrapped: string,
  datasetId: string,
  compartment: Compartment,
): Uint8Array | undefined {
  return unseal(secret, Buffer.from(wrapped, 'base64'), `key ${datasetId} ${compartment}`)
}

/** What the seal of one file is about. */
export function sealedAbout(datasetId: string, itemId: string, file: string): string {
  return `${datasetId} ${itemId} ${file}`
}
