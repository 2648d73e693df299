import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { consistencyProof } from './consistency-proof.ts'
import type { DsseEnvelope } from './dsse.ts'
import { inclusionProver } from './inclusion-proof.ts'
import { ERASURE_ACTION, eventLeaf, type LedgerEvent, type StoredEvent } from './ledger-event.ts'
import type { Sha256 } from './sha256.ts'

/** One line of `events.jsonl`. `payload` and `salt` are absent when erased or withheld. */
export type ExcerptLine = {
  readonly event: LedgerEvent
  readonly payload?: JsonValue
  readonly salt?: string
  /** Kept back by the sender on purpose; the envelope is still proved. */
  readonly withheld?: true
  /** Inclusion proof of the event in the head. */
  readonly proof: readonly Sha256[]
}

/** One entry of `consistency.json`: an earlier signed head, and the proof that the excerpt's head continues it. */
export type EarlierHead = { readonly head: DsseEnvelope; readonly proof: readonly Sha256[] }

/**
 * Makes the files of a ledger excerpt: `<folder>/events.jsonl`, `<folder>/head.dsse.json`, and with earlier heads
 * `<folder>/consistency.json`. Erasure events that name an included event are included too, since without them an
 * erased payload reads as tampering. `events` is the whole log from event 0, at least up to the head.
 */
export function ledgerExcerpt(input: {
  events: readonly StoredEvent[]
  head: DsseEnvelope
  include: (stored: StoredEvent) => boolean
  withhold?: (stored: StoredEvent) => boolean
  earlierHeads?: readonly DsseEnvelope[]
  folder?: string
}): Record<string, string> {
  const { head, include, withhold = () => false, earlierHeads = [], folder = 'log' } = input
  const log = input.events.slice(0, headSize(head))
  if (log.length < headSize(head)) throw new RangeError('ledger excerpt: the head covers more events than were given')
  const leaves = log.map((stored) => eventLeaf(stored.event))
  const prove = inclusionProver(leaves)
  const included = new Set(log.filter(include).map((stored) => stored.event.seq))
  const chosen = log.filter((stored) => included.has(stored.event.seq) || erasesOneOf(stored, included))
  const lines = chosen.map((stored): ExcerptLine => {
    const { event, payload, salt } = stored
    const proof = prove(event.seq)
    if (salt === null) return { event, proof }
    const hidden = event.action !== ERASURE_ACTION && withhold(stored)
    return hidden ? { event, proof, withheld: true } : { event, payload, salt, proof }
  })
  const files: Record<string, string> = {
    [`${folder}/events.jsonl`]: lines.map((line) => `${canonicalJson(line)}\n`).join(''),
    [`${folder}/head.dsse.json`]: canonicalJson(head),
  }
  if (earlierHeads.length > 0) {
    const earlier = earlierHeads.map(
      (one): EarlierHead => ({ head: one, proof: consistencyProof(leaves, headSize(one)) }),
    )
    files[`${folder}/consistency.json`] = canonicalJson(earlier)
  }
  return files
}

function headSize(head: DsseEnvelope): number {
  return (JSON.parse(Buffer.from(head.payload, 'base64').toString()) as { size: number }).size
}

function erasesOneOf({ event, payload }: StoredEvent, seqs: ReadonlySet<number>): boolean {
  if (event.action !== ERASURE_ACTION) return false
  const named = (payload as { seqs?: readonly number[] } | null)?.seqs ?? []
  return named.some((seq) => seqs.has(seq))
}
