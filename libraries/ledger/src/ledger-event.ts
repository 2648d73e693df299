import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { commit, newSalt } from './commitment.ts'
import { leafHash } from './merkle-tree.ts'
import { isSha256, type Sha256 } from './sha256.ts'

/**
 * The envelope of one event: what stays in the log for ever. It must hold no personal data; `actor` and `subject.id`
 * are opaque ids of the platform, and everything that tells about a person belongs into the payload.
 */
export type LedgerEvent = {
  /** Number of the leaf, from 0, without gaps. */
  readonly seq: number
  /** UTC time, ISO 8601 with milliseconds and Z. */
  readonly at: string
  readonly zone: string
  readonly actor: string
  /** Dotted verb, for example `dataset.frozen`. */
  readonly action: string
  readonly subject: { readonly kind: string; readonly id: string }
  /** Commitment to payload and salt, see `commit`. */
  readonly commitment: Sha256
}

/** An event with its erasable parts. After an erasure, `payload` and `salt` are null. */
export type StoredEvent = {
  readonly event: LedgerEvent
  readonly payload: JsonValue | null
  readonly salt: string | null
}

/** The action of an event whose payload `{ seqs: number[], reason: string }` names the events erased by it. */
export const ERASURE_ACTION = 'ledger.payload-erased'

export type ErasurePayload = { readonly seqs: readonly number[]; readonly reason: string }

/** Makes an event with its commitment under a fresh salt (or the given one, 32 bytes in hexadecimal). */
export function newEvent(
  facts: Omit<LedgerEvent, 'commitment'>,
  payload: unknown,
  salt: string = newSalt(),
): StoredEvent & { readonly salt: string } {
  const event = { ...facts, commitment: commit(payload, salt) }
  const wrong = eventFault(event)
  if (wrong) throw new TypeError(`ledger event: ${wrong}`)
  return { event, payload: JSON.parse(canonicalJson(payload)) as JsonValue, salt }
}

/** Leaf hash of the canonical envelope. */
export function eventLeaf(event: LedgerEvent): Sha256 {
  return leafHash(canonicalJson(event))
}

const TEXT_FIELDS = ['zone', 'actor', 'action'] as const
const FIELDS = ['action', 'actor', 'at', 'commitment', 'seq', 'subject', 'zone']

/** Says what is wrong with the shape of an envelope, or undefined. An unknown field is wrong: it could carry anything. */
export function eventFault(event: unknown): string | undefined {
  if (typeof event !== 'object' || event === null) return 'is not an object'
  const fields = event as Record<string, unknown>
  if (Object.keys(fields).sort().join() !== FIELDS.join()) return `must have exactly the fields ${FIELDS.join(', ')}`
  if (!Number.isSafeInteger(fields['seq']) || (fields['seq'] as number) < 0) return 'seq must be a whole number from 0'
  const at = fields['at']
  if (typeof at !== 'string' || !isUtcTime(at)) return 'at must be UTC as 2026-11-24T12:00:00.000Z'
  for (const name of TEXT_FIELDS) {
    if (typeof fields[name] !== 'string' || fields[name] === '') return `${name} must be a text that is not empty`
  }
  const subject = fields['subject'] as Record<string, unknown> | null
  if (typeof subject !== 'object' || subject === null || Object.keys(subject).sort().join() !== 'id,kind') {
    return 'subject must have exactly the fields id, kind'
  }
  if (typeof subject['kind'] !== 'string' || typeof subject['id'] !== 'string') return 'subject must hold texts'
  return isSha256(fields['commitment']) ? undefined : 'commitment must be 64 hexadecimal digits'
}

/** True for exactly the text that Date.toISOString gives. */
export function isUtcTime(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}
