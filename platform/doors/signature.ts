import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson } from '@clic/ledger'

/** What is signed: everything about the parcel but its bytes, and the digest of those. */
export interface SignedParcel {
  id: string
  kind: string
  from: string
  permitId: string
  header: Record<string, unknown>
  sha256: string
  size: number
  signature: string
}

export function signParcel(
  parcel: {
    id: string
    kind: string
    from: string
    permitId: string
    header: Record<string, unknown>
    content: Uint8Array
  },
  key: KeyObject,
): SignedParcel {
  const { content, ...rest } = parcel
  const unsigned = { ...rest, sha256: createHash('sha256').update(content).digest('hex'), size: content.byteLength }
  return { ...unsigned, signature: sign(null, Buffer.from(canonicalJson(unsigned)), key).toString('base64') }
}

/** True when the statement is signed by the key of the zone it claims to come from. */
export function verifyParcel(parcel: SignedParcel, key: KeyObject | undefined): boolean {
  if (!key) return false
  const { signature, ...unsigned } = parcel
  return verify(null, Buffer.from(canonicalJson(unsigned)), key, Buffer.from(signature, 'base64'))
}
