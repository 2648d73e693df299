import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A zone's Ed25519 key pair, kept as files that only the zone's own user can read. */
export interface ZoneKeys {
  privateKey: KeyObject
  publicKey: KeyObject
  publicPem: string
}

export function openZoneKeys(folder: string): ZoneKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'zone.key.pem')
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  const privateKey = createPrivateKey(readFileSync(file))
  const publicKey = createPublicKey(privateKey)
  return { privateKey, publicKey, publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** Public keys of the zones this one trusts: `<folder>/<zone>.pub.pem`, placed there when the zones are paired. */
export function trustedKeys(folder: string): Map<string, KeyObject> {
  const found = new Map<string, KeyObject>()
  if (!existsSync(folder)) return found
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.pub.pem'))
      found.set(name.slice(0, -'.pub.pem'.length), createPublicKey(readFileSync(join(folder, name))))
  }
  return found
}

/** A secret of 32 bytes, made on first use. */
export function openSecret(folder: string, name: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, name)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' })
  return readFileSync(file)
}
