import { BUNDLE_FORMAT, type BundleManifest, MANIFEST, MANIFEST_SIGNATURE, MANIFEST_TYPE } from './bundle.ts'
import { type JsonValue, parseCanonicalJson } from './canonical-json.ts'
import { type BundleFiles, type Check, fail, pass } from './check.ts'
import { type DsseEnvelope, verifyEnvelope } from './dsse.ts'
import { importVerifyingKey, type VerifyingKey } from './keys.ts'
import { sha256 } from './sha256.ts'
import { verifyDataItems } from './verify-data-items.ts'
import { verifyExcerpts } from './verify-excerpt.ts'
import { readZip } from './zip.ts'

export type BundleVerification = {
  readonly ok: boolean
  readonly checks: readonly Check[]
  /** `signed-by-trusted` only when a key that the caller trusts made the signature. */
  readonly trust: 'signed-by-trusted' | 'integrity-only'
  readonly signedBy: readonly string[]
  readonly statement: JsonValue
}

export type VerifyBundleOptions = {
  /** Keys known from elsewhere. When given, a bundle that none of them signed fails. */
  readonly trustedKeys?: readonly VerifyingKey[]
  /** Names that must be there, for example `log/events.jsonl`. */
  readonly required?: readonly string[]
  /** Recomputes the figures of a report from the files; each figure is one check. */
  readonly recompute?: (files: BundleFiles, statement: JsonValue) => readonly Check[]
}

/**
 * Verifies an evidence bundle with nothing but its bytes: no database, no network. Any changed byte fails: the archive
 * has one form only, every file is in the signed manifest, and the manifest has one text only. Also verified are
 * ledger excerpts (`log/events.jsonl`) and dataset roots (`data/items.json`). Hostile bytes give a failed check.
 */
export function verifyBundle(archive: Uint8Array, options: VerifyBundleOptions = {}): BundleVerification {
  const zip = readZip(archive)
  if (!zip.ok) return result([fail('archive', zip.problem.message)])
  const files = new Map(zip.files.map(({ name, bytes }) => [name, bytes]))
  const archiveCheck = pass('archive', `${files.size} files, no byte outside of them`)
  const opened = openManifest(files)
  if (!opened.ok) return result([archiveCheck, fail('manifest', opened.reason)])
  const { manifest, envelope, keys } = opened
  const signature = verifyEnvelope(envelope, keys, { payloadType: MANIFEST_TYPE })
  if (!signature.ok) return result([archiveCheck, fail('signature', signature.problem.message)])
  const trusted = options.trustedKeys && verifyEnvelope(envelope, options.trustedKeys)
  const checks: Check[] = [archiveCheck, ...checkFiles(files, manifest, options.required ?? [])]
  checks.push(
    signature.unknown.length === 0
      ? pass('signature', `the manifest is signed by ${signature.signedBy.join(', ')}`)
      : fail('signature', `the key ${signature.unknown.join(', ')} is named and its public key is not in the bundle`),
  )
  if (trusted) {
    checks.push(
      trusted.ok
        ? pass('trust', `signed by the trusted key ${trusted.signedBy.join(', ')}`)
        : fail('trust', `not signed by a trusted key: ${trusted.problem.message}`),
    )
  }
  checks.push(...verifyExcerpts(files, keys, options.trustedKeys), ...verifyDataItems(files))
  if (options.recompute) checks.push(...recomputed(options.recompute, files, manifest.statement))
  return result(checks, trusted?.ok === true, signature.signedBy, manifest.statement)
}

type Opened =
  | { ok: true; manifest: BundleManifest; envelope: DsseEnvelope; keys: VerifyingKey[] }
  | { ok: false; reason: string }

function openManifest(files: BundleFiles): Opened {
  const manifestBytes = files.get(MANIFEST)
  const envelopeBytes = files.get(MANIFEST_SIGNATURE)
  if (!manifestBytes || !envelopeBytes) return { ok: false, reason: `${MANIFEST} or ${MANIFEST_SIGNATURE} is missing` }
  const manifest = parseCanonicalJson(manifestBytes)
  if (!manifest.ok) return { ok: false, reason: `${MANIFEST} ${manifest.reason}` }
  if (!isManifest(manifest.value)) return { ok: false, reason: `${MANIFEST} is not a manifest of ${BUNDLE_FORMAT}` }
  const envelope = parseCanonicalJson(envelopeBytes)
  if (!envelope.ok) return { ok: false, reason: `${MANIFEST_SIGNATURE} ${envelope.reason}` }
  const signed = envelope.value as unknown as DsseEnvelope
  if (signed?.payload !== Buffer.from(manifestBytes).toString('base64')) {
    return { ok: false, reason: `${MANIFEST_SIGNATURE} signs another manifest than ${MANIFEST}` }
  }
  try {
    const keys = manifest.value.keys.map(({ publicKey }) => importVerifyingKey(publicKey))
    if (keys.some((key, i) => key.keyId !== (manifest.value as unknown as BundleManifest).keys[i]?.keyId)) {
      return { ok: false, reason: `a key in ${MANIFEST} has another id than its own` }
    }
    return { ok: true, manifest: manifest.value, envelope: signed, keys }
  } catch {
    return { ok: false, reason: `a key in ${MANIFEST} is no Ed25519 public key` }
  }
}

function isManifest(value: unknown): value is BundleManifest {
  const { format, files, keys, statement } = (value ?? {}) as Record<string, unknown>
  if (format !== BUNDLE_FORMAT || !Array.isArray(files) || !Array.isArray(keys) || statement === undefined) return false
  const rows: Record<string, unknown>[] = [...files, ...keys]
  return rows.every((row) => typeof row === 'object' && row !== null && Object.values(row).every((v) => v !== null))
}

function checkFiles(files: BundleFiles, manifest: BundleManifest, required: readonly string[]): Check[] {
  const faults: string[] = []
  const listed = new Set(manifest.files.map(({ name }) => name))
  if (listed.size !== manifest.files.length) faults.push('a name is listed twice')
  for (const { name, sha256: expected, size } of manifest.files) {
    const bytes = files.get(name)
    if (!bytes) faults.push(`${name} is missing`)
    else if (bytes.length !== size || sha256(bytes) !== expected) faults.push(`${name} was changed`)
  }
  for (const name of files.keys()) {
    if (!listed.has(name) && name !== MANIFEST && name !== MANIFEST_SIGNATURE)
      faults.push(`${name} is not in the manifest`)
  }
  for (const name of required) if (!listed.has(name)) faults.push(`${name} is required and missing`)
  if (faults.length > 0) return [fail('files', faults.join('; '))]
  return [pass('files', `${listed.size} files have the size and SHA-256 of the manifest`)]
}

function recomputed(
  recompute: NonNullable<VerifyBundleOptions['recompute']>,
  files: BundleFiles,
  statement: JsonValue,
): readonly Check[] {
  try {
    return recompute(files, statement)
  } catch (error) {
    return [fail('recompute', `the figures could not be recomputed: ${error instanceof Error ? error.message : error}`)]
  }
}

function result(
  checks: readonly Check[],
  trusted = false,
  signedBy: readonly string[] = [],
  statement: JsonValue = null,
): BundleVerification {
  const ok = checks.every((check) => check.ok)
  return { ok, checks, trust: ok && trusted ? 'signed-by-trusted' : 'integrity-only', signedBy, statement }
}
