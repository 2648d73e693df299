import { sign, verify } from 'node:crypto'
import type { SigningKey, VerifyingKey } from './keys.ts'

/** DSSE envelope, https://github.com/secure-systems-lab/dsse envelope.md. `payload` and `sig` are standard base64. */
export type DsseEnvelope = {
  readonly payload: string
  readonly payloadType: string
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[]
}

/** Pre-authentication encoding: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body, lengths in bytes, decimal. */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.byteLength} `
  return Buffer.concat([Buffer.from(head), payload])
}

/** Signs a payload with one or more keys. Text is taken as UTF-8. */
export function signEnvelope(
  payloadType: string,
  payload: Uint8Array | string,
  ...keys: readonly [SigningKey, ...SigningKey[]]
): DsseEnvelope {
  const body = Buffer.from(payload)
  const message = preAuthenticationEncoding(payloadType, body)
  const signatures = keys.map((key) => ({
    keyid: key.keyId,
    sig: sign(null, message, key.privateKey).toString('base64'),
  }))
  return { payload: body.toString('base64'), payloadType, signatures }
}

/** Adds a witness's signature over the same payload; a signature of the same key is replaced. */
export function coSignEnvelope(envelope: DsseEnvelope, key: SigningKey): DsseEnvelope {
  const body = strictBase64(envelope.payload)
  if (!body) throw new TypeError('DSSE: the payload is not base64')
  const [added] = signEnvelope(envelope.payloadType, body, key).signatures
  const others = envelope.signatures.filter(({ keyid }) => keyid !== key.keyId)
  return { ...envelope, signatures: added ? [...others, added] : others }
}

export type EnvelopeVerification =
  | {
      readonly ok: true
      readonly payload: Uint8Array
      readonly payloadType: string
      /** Ids of the trusted keys whose signatures hold. */
      readonly signedBy: readonly string[]
      /** Key ids of signatures that none of the trusted keys made. */
      readonly unknown: readonly string[]
    }
  | { readonly ok: false; readonly problem: { readonly code: EnvelopeProblem; readonly message: string } }

export type EnvelopeProblem =
  | 'malformed-envelope'
  | 'other-payload-type'
  | 'bad-signature'
  | 'too-few-trusted-signatures'

/**
 * Verifies an envelope: at least `threshold` (default 1) different trusted keys signed it. A signature that names a
 * trusted key and does not hold refuses the whole envelope. `payloadType`, when given, must be the one signed.
 */
export function verifyEnvelope(
  envelope: DsseEnvelope,
  trustedKeys: readonly VerifyingKey[],
  options: { threshold?: number; payloadType?: string } = {},
): EnvelopeVerification {
  const payload = isEnvelope(envelope) ? strictBase64(envelope.payload) : undefined
  if (!payload) return refuse('malformed-envelope', 'the envelope is not a DSSE envelope')
  const { payloadType } = envelope
  if (options.payloadType !== undefined && payloadType !== options.payloadType) {
    return refuse('other-payload-type', `the envelope holds ${payloadType}, expected ${options.payloadType}`)
  }
  const message = preAuthenticationEncoding(payloadType, payload)
  const signedBy = new Set<string>()
  const unknown: string[] = []
  for (const { keyid, sig } of envelope.signatures) {
    const key = trustedKeys.find((candidate) => candidate.keyId === keyid)
    const bytes = strictBase64(sig)
    if (!key) unknown.push(keyid)
    else if (!bytes || !verify(null, message, key.publicKey, bytes)) {
      return refuse('bad-signature', `the signature of key ${keyid} does not hold`)
    } else signedBy.add(key.keyId)
  }
  const threshold = Math.max(1, options.threshold ?? 1)
  if (signedBy.size < threshold) {
    return refuse('too-few-trusted-signatures', `${signedBy.size} of ${threshold} needed trusted signatures`)
  }
  return { ok: true, payload, payloadType, signedBy: [...signedBy], unknown }
}

function refuse(code: EnvelopeProblem, message: string): EnvelopeVerification {
  return { ok: false, problem: { code, message } }
}

/** True when the value has the shape of an envelope with exactly its fields. */
export function isEnvelope(value: unknown): value is DsseEnvelope {
  if (!hasFields(value, ['payload', 'payloadType', 'signatures'])) return false
  const { payload, payloadType, signatures } = value
  if (typeof payload !== 'string' || typeof payloadType !== 'string' || !Array.isArray(signatures)) return false
  return signatures.every(
    (one: unknown) =>
      hasFields(one, ['keyid', 'sig']) && typeof one['keyid'] === 'string' && typeof one['sig'] === 'string',
  )
}

function hasFields(value: unknown, names: readonly string[]): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.keys(value).sort().join() === names.join()
}

/** Base64 has several spellings for the same bytes; only the one that encoding gives is accepted. */
function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}
