import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { signEnvelope } from './dsse.ts'
import { publicKeyPem, type SigningKey, type VerifyingKey } from './keys.ts'
import { type Sha256, sha256 } from './sha256.ts'
import { writeZip, type ZipFile } from './zip.ts'

export const BUNDLE_FORMAT = 'clic-evidence-bundle/1'
export const MANIFEST_TYPE = 'application/vnd.clic.evidence-manifest+json'
export const MANIFEST = 'manifest.json'
export const MANIFEST_SIGNATURE = 'manifest.dsse.json'

/** `manifest.json`: what the bundle holds and what its maker says about it. */
export type BundleManifest = {
  readonly format: typeof BUNDLE_FORMAT
  /** Every other file, sorted by name. `size` in bytes. */
  readonly files: readonly { readonly name: string; readonly sha256: Sha256; readonly size: number }[]
  /** Public keys (SPKI PEM) that made signatures in the bundle. Only a check against keys known otherwise gives trust. */
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[]
  readonly statement: JsonValue
}

/**
 * Writes an evidence bundle: a zip of the files, `manifest.json` with the SHA-256 and size of each, and
 * `manifest.dsse.json`, the signature over the manifest. The same input gives the same bytes (Ed25519 is
 * deterministic). `keys` are further public keys that signed something inside, for example the witnesses' of a tree head.
 * Throws TypeError for an unsafe, doubled or reserved file name.
 */
export function writeBundle(input: {
  files: Readonly<Record<string, Uint8Array | string>>
  key: SigningKey
  statement: unknown
  keys?: readonly VerifyingKey[]
}): Uint8Array {
  const files = Object.entries(input.files).map(([name, content]): ZipFile => ({ name, bytes: Buffer.from(content) }))
  for (const { name } of files) {
    if (name === MANIFEST || name === MANIFEST_SIGNATURE) throw new TypeError(`bundle: the name ${name} is reserved`)
  }
  const keys = new Map([input.key, ...(input.keys ?? [])].map((key) => [key.keyId, publicKeyPem(key)]))
  const manifest = canonicalJson({
    format: BUNDLE_FORMAT,
    files: files
      .map(({ name, bytes }) => ({ name, sha256: sha256(bytes), size: bytes.length }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    keys: [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([keyId, publicKey]) => ({ keyId, publicKey })),
    statement: input.statement,
  })
  const envelope = signEnvelope(MANIFEST_TYPE, manifest, input.key)
  return writeZip([
    ...files,
    { name: MANIFEST, bytes: Buffer.from(manifest) },
    { name: MANIFEST_SIGNATURE, bytes: Buffer.from(canonicalJson(envelope)) },
  ])
}
