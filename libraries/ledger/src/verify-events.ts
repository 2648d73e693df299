import { opensCommitment } from './commitment.ts'
import {
  ERASURE_ACTION,
  type ErasurePayload,
  eventFault,
  eventLeaf,
  type LedgerEvent,
  type StoredEvent,
} from './ledger-event.ts'
import { rootsAtSizes } from './merkle-tree.ts'
import type { Sha256 } from './sha256.ts'

/** What can be said about the payload of one event. */
export type EventState =
  | { readonly seq: number; readonly state: 'intact' }
  | { readonly seq: number; readonly state: 'erased'; readonly by: number; readonly reason: string }
  | { readonly seq: number; readonly state: 'withheld' }
  | { readonly seq: number; readonly state: 'tampered'; readonly reason: string }

/** A stored event as verified; `leaf` is the leaf hash stored beside it, where the store keeps one. */
export type EventToVerify = StoredEvent & {
  readonly leaf?: Sha256
  /** The sender kept the payload back on purpose (excerpts only; a full log never has it). */
  readonly withheld?: boolean
}

/** Sentence for a screen or a report: "erased by event 7: ..." and the like. */
export function describeState(state: EventState): string {
  if (state.state === 'erased') return `event ${state.seq}: erased by event ${state.by}: ${state.reason}`
  if (state.state === 'tampered') return `event ${state.seq}: tampered: ${state.reason}`
  return `event ${state.seq}: ${state.state}`
}

/**
 * Verifies payloads against envelopes. An absent payload is "erased by event E" only when a later, intact erasure
 * event names it; every other absence is tampering. An erasure event itself cannot be erased.
 */
export function eventStates(events: readonly EventToVerify[]): EventState[] {
  const erasures = findErasures(events)
  return events.map((stored) => stateOf(stored, erasures))
}

type Erasures = ReadonlyMap<number, { by: number; reason: string }>

function findErasures(events: readonly EventToVerify[]): Erasures {
  const erasures = new Map<number, { by: number; reason: string }>()
  for (const { event, payload, salt } of events) {
    if (eventFault(event) || event.action !== ERASURE_ACTION || salt === null) continue
    if (!opensCommitment(event.commitment, payload, salt) || !isErasurePayload(payload)) continue
    for (const seq of payload.seqs) {
      if (seq < event.seq && !erasures.has(seq)) erasures.set(seq, { by: event.seq, reason: payload.reason })
    }
  }
  return erasures
}

function isErasurePayload(payload: unknown): payload is ErasurePayload {
  const { seqs, reason } = (payload ?? {}) as Record<string, unknown>
  return Array.isArray(seqs) && seqs.every(Number.isSafeInteger) && typeof reason === 'string'
}

function stateOf({ event, payload, salt, leaf, withheld }: EventToVerify, erasures: Erasures): EventState {
  const fault = eventFault(event)
  const seq = fault ? -1 : event.seq
  if (fault) return { seq, state: 'tampered', reason: `the envelope ${fault}` }
  if (leaf !== undefined && eventLeaf(event) !== leaf) {
    return { seq, state: 'tampered', reason: 'the envelope does not give the stored leaf hash' }
  }
  const erasure = event.action === ERASURE_ACTION ? undefined : erasures.get(seq)
  if (salt !== null) {
    return opensCommitment(event.commitment, payload, salt)
      ? { seq, state: 'intact' }
      : { seq, state: 'tampered', reason: 'the payload does not open its commitment' }
  }
  if (payload !== null) return { seq, state: 'tampered', reason: 'the salt of a present payload is missing' }
  if (erasure) return { seq, state: 'erased', ...erasure }
  if (withheld && event.action !== ERASURE_ACTION) return { seq, state: 'withheld' }
  return { seq, state: 'tampered', reason: 'the payload is missing and no erasure event names it' }
}

export type LogVerification = {
  readonly ok: boolean
  readonly root: Sha256
  readonly size: number
  readonly states: readonly EventState[]
  /** Sentences, one a fault; empty when ok. */
  readonly faults: readonly string[]
}

/**
 * Verifies a whole log from event 0: numbering, payload states, and the root against each given head
 * (`{size, root}`, already checked for its signature): a head of an earlier size must be the root of that prefix.
 */
export function verifyLog(
  events: readonly EventToVerify[],
  heads: readonly { size: number; root: Sha256 }[] = [],
): LogVerification {
  const faults: string[] = []
  events.forEach(({ event, withheld }, i) => {
    if (event?.seq !== i) faults.push(`event ${i}: missing or out of order`)
    if (withheld) faults.push(`event ${i}: a whole log cannot withhold a payload`)
  })
  const states = eventStates(events)
  for (const state of states) if (state.state === 'tampered') faults.push(describeState(state))
  const leaves = events.map((stored) => safeLeaf(stored.event))
  const roots = rootsAtSizes(leaves, [...heads.map((head) => head.size), events.length])
  for (const head of heads) {
    if (head.size > events.length) faults.push(`the log has ${events.length} events, a signed head has ${head.size}`)
    else if (roots.get(head.size) !== head.root) {
      faults.push(`tampered: the first ${head.size} events do not give the root of the signed head of that size`)
    }
  }
  const root = roots.get(events.length)
  if (root === undefined) throw new Error('ledger: the root of the whole log was not computed')
  return { ok: faults.length === 0, root, size: events.length, states, faults }
}

function safeLeaf(event: LedgerEvent): Sha256 {
  return eventFault(event) ? '00'.repeat(32) : eventLeaf(event)
}
