import { canonicalJson, parseCanonicalJson } from './canonical-json.ts'
import { verifyConsistency } from './consistency-proof.ts'
import { coSignEnvelope, type DsseEnvelope, signEnvelope, verifyEnvelope } from './dsse.ts'
import type { SigningKey, VerifyingKey } from './keys.ts'
import { isUtcTime } from './ledger-event.ts'
import { isSha256, type Sha256 } from './sha256.ts'

/** State of a zone's log: the first `size` events have the Merkle root `root`. `at` is UTC, ISO 8601. */
export type TreeHead = { readonly zone: string; readonly size: number; readonly root: Sha256; readonly at: string }

export const TREE_HEAD_TYPE = 'application/vnd.clic.tree-head+json'

/** Signs a tree head as a DSSE envelope. */
export function signTreeHead(head: TreeHead, key: SigningKey): DsseEnvelope {
  const fault = headFault(head)
  if (fault) throw new TypeError(`tree head: ${fault}`)
  return signEnvelope(TREE_HEAD_TYPE, canonicalJson(head), key)
}

export type TreeHeadVerification =
  | {
      readonly ok: true
      readonly head: TreeHead
      readonly signedBy: readonly string[]
      readonly unknown: readonly string[]
    }
  | { readonly ok: false; readonly problem: { readonly code: string; readonly message: string } }

/** Verifies a signed tree head; `threshold` different trusted keys (zone and witnesses) must have signed it. */
export function verifyTreeHead(
  envelope: DsseEnvelope,
  trustedKeys: readonly VerifyingKey[],
  threshold = 1,
): TreeHeadVerification {
  const verified = verifyEnvelope(envelope, trustedKeys, { threshold, payloadType: TREE_HEAD_TYPE })
  if (!verified.ok) return verified
  const parsed = parseCanonicalJson(verified.payload)
  if (!parsed.ok) return refuse('malformed-head', `the signed tree head ${parsed.reason}`)
  const fault = headFault(parsed.value)
  if (fault) return refuse('malformed-head', `the signed tree head ${fault}`)
  return { ok: true, head: parsed.value as TreeHead, signedBy: verified.signedBy, unknown: verified.unknown }
}

/**
 * What a witness does before it co-signs the head of another zone: the zone's signature holds, the zone is the same,
 * and the head continues the last one that this witness saw. Refuses a rewritten or shortened log.
 */
export function witnessTreeHead(input: {
  envelope: DsseEnvelope
  zoneKeys: readonly VerifyingKey[]
  /** Head that this witness signed last, absent for the first. */
  previous?: TreeHead
  /** Consistency proof from `previous` to the new head. */
  proof: readonly Sha256[]
  key: SigningKey
}): { ok: true; envelope: DsseEnvelope; head: TreeHead } | { ok: false; problem: { code: string; message: string } } {
  const verified = verifyTreeHead(input.envelope, input.zoneKeys)
  if (!verified.ok) return verified
  const { head } = verified
  const { previous, proof } = input
  if (previous && previous.zone !== head.zone) {
    return refuse('other-zone', `the head is of zone ${head.zone}, the last one of zone ${previous.zone}`)
  }
  if (previous && !verifyConsistency({ first: previous, second: head, proof })) {
    return refuse('inconsistent-head', `the log of ${head.size} events does not continue the one of ${previous.size}`)
  }
  return { ok: true, envelope: coSignEnvelope(input.envelope, input.key), head }
}

function headFault(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'is not an object'
  const head = value as Record<string, unknown>
  if (Object.keys(head).sort().join() !== 'at,root,size,zone')
    return 'must have exactly the fields at, root, size, zone'
  if (typeof head['zone'] !== 'string' || head['zone'] === '') return 'zone must be a text that is not empty'
  if (!Number.isSafeInteger(head['size']) || (head['size'] as number) < 0) return 'size must be a whole number from 0'
  if (!isSha256(head['root'])) return 'root must be 64 hexadecimal digits'
  return typeof head['at'] === 'string' && isUtcTime(head['at']) ? undefined : 'at must be UTC, ISO 8601'
}

function refuse(code: string, message: string): { ok: false; problem: { code: string; message: string } } {
  return { ok: false, problem: { code, message } }
}
