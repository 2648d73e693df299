import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { sha256 } from './sha256.ts'

/** An Ed25519 public key (RFC 8032) with its id. */
export type VerifyingKey = { readonly keyId: string; readonly publicKey: KeyObject }

/** An Ed25519 key pair with the id of its public key. */
export type SigningKey = VerifyingKey & { readonly privateKey: KeyObject }

/** A fresh Ed25519 key pair. */
export function generateKeyPair(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { keyId: keyId(publicKey), publicKey, privateKey }
}

/** First 16 bytes of the SHA-256 of the SubjectPublicKeyInfo, in hexadecimal: long enough that nobody finds a second key. */
export function keyId(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 32)
}

/** Private key as PKCS #8 PEM. The caller guards the file. */
export function privateKeyPem(key: SigningKey): string {
  return key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** Public key as SPKI PEM. */
export function publicKeyPem(key: VerifyingKey): string {
  return key.publicKey.export({ type: 'spki', format: 'pem' }).toString()
}

/** Reads a PKCS #8 PEM. Throws TypeError, without the text, when it is no Ed25519 private key. */
export function importSigningKey(pem: string): SigningKey {
  const privateKey = read(() => createPrivateKey(pem), 'private')
  const publicKey = createPublicKey(privateKey)
  return { keyId: keyId(publicKey), publicKey, privateKey }
}

/** Reads an SPKI PEM. Throws TypeError when it is no Ed25519 public key, also when it is a private key. */
export function importVerifyingKey(pem: string): VerifyingKey {
  if (!pem.includes('BEGIN PUBLIC KEY')) throw new TypeError('not an Ed25519 public key in PEM')
  const publicKey = read(() => createPublicKey(pem), 'public')
  return { keyId: keyId(publicKey), publicKey }
}

function read(make: () => KeyObject, kind: string): KeyObject {
  let key: KeyObject
  try {
    key = make()
  } catch {
    // The cause of the library may quote the key; it is not passed on.
    throw new TypeError(`not an Ed25519 ${kind} key in PEM`)
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError(`not an Ed25519 ${kind} key in PEM`)
  return key
}
