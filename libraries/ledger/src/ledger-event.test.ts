import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commit, newSalt, opensCommitment } from './commitment.ts'
import { ERASURE_ACTION, eventFault, eventLeaf, newEvent, type StoredEvent } from './ledger-event.ts'
import { merkleRoot } from './merkle-tree.ts'
import { describeState, verifyLog } from './verify-events.ts'

const at = '2026-11-24T12:00:00.000Z'

function makeEvent(seq: number, payload: unknown, action = 'study.received'): StoredEvent {
  return newEvent(
    { seq, at, zone: 'clinic', actor: 'user-1', action, subject: { kind: 'study', id: `study-${seq}` } },
    payload,
  )
}

const erased = (stored: StoredEvent): StoredEvent => ({ ...stored, payload: null, salt: null })
const rootOf = (log: StoredEvent[]) => ({
  size: log.length,
  root: merkleRoot(log.map(({ event }) => eventLeaf(event))),
})

function logOfSix(): StoredEvent[] {
  const log = [0, 1, 2, 3].map((seq) => makeEvent(seq, { note: `payload ${seq}`, value: seq }))
  log.push(makeEvent(4, { seqs: [1, 3], reason: 'the person asked for erasure' }, ERASURE_ACTION))
  log.push(makeEvent(5, { note: 'payload 5' }))
  return log
}

describe('a commitment', () => {
  it('opens for its payload and salt only, whatever the order of members', () => {
    const salt = newSalt()
    const commitment = commit({ name: 'A', age: 7 }, salt)
    expect(opensCommitment(commitment, { age: 7, name: 'A' }, salt)).toBe(true)
    expect(opensCommitment(commitment, { age: 8, name: 'A' }, salt)).toBe(false)
    expect(opensCommitment(commitment, { age: 7, name: 'A' }, newSalt())).toBe(false)
    expect(opensCommitment(commitment, { age: 7, name: 'A' }, 'short')).toBe(false)
    expect(() => commit({}, 'short')).toThrow('32 bytes')
  })

  it('hides a payload of few values: equal payloads get different commitments', () => {
    expect(makeEvent(0, 'F').event.commitment).not.toBe(makeEvent(0, 'F').event.commitment)
    expect(newSalt()).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a ledger event', () => {
  it('keeps payload and salt out of its leaf', () => {
    const stored = makeEvent(0, { secret: 'text' })
    expect(eventLeaf(erased(stored).event)).toBe(eventLeaf(stored.event))
    expect(JSON.stringify(stored.event)).not.toContain('text')
  })

  it('is refused with an unknown field, a time that is not UTC, or a number that is not whole', () => {
    const { event } = makeEvent(0, {})
    expect(eventFault(event)).toBeUndefined()
    expect(eventFault({ ...event, note: 'x' })).toContain('exactly the fields')
    expect(eventFault({ ...event, at: '2026-11-24T12:00:00+01:00' })).toContain('UTC')
    expect(eventFault({ ...event, at: '2026-02-30T12:00:00.000Z' })).toContain('UTC')
    expect(eventFault({ ...event, seq: 0.5 })).toContain('seq')
    expect(eventFault({ ...event, actor: '' })).toContain('actor')
    expect(eventFault({ ...event, subject: { kind: 'study', id: 's', name: 'x' } })).toContain('subject')
    expect(eventFault({ ...event, commitment: 'x' })).toContain('commitment')
    expect(eventFault(null)).toContain('not an object')
    expect(() => newEvent({ ...event, at: 'now' }, {})).toThrow('UTC')
  })
})

describe('verifying a log', () => {
  it('accepts the log as written, against its signed head and an earlier one', () => {
    const log = logOfSix()
    const heads = [rootOf(log), rootOf(log.slice(0, 2)), rootOf([])]
    expect(verifyLog(log, heads)).toMatchObject({ ok: true, size: 6, faults: [], root: heads[0]!.root })
  })

  it('tells erased from tampered', () => {
    const log = logOfSix()
    const head = rootOf(log)
    const after = log.map((stored) => ([1, 3].includes(stored.event.seq) ? erased(stored) : stored))
    const verified = verifyLog(after, [head])
    expect(verified.ok).toBe(true)
    expect(describeState(verified.states[1]!)).toBe('event 1: erased by event 4: the person asked for erasure')
    const missing = verifyLog(
      after.map((stored) => (stored.event.seq === 2 ? erased(stored) : stored)),
      [head],
    )
    expect(missing.faults).toEqual(['event 2: tampered: the payload is missing and no erasure event names it'])
  })

  it('does not accept an erasure by an event that is earlier, changed or erased itself', () => {
    const log = logOfSix()
    const early = [makeEvent(0, { seqs: [1], reason: 'r' }, ERASURE_ACTION), erased(makeEvent(1, 'x'))]
    expect(verifyLog(early).ok).toBe(false)
    const widened = log.map((stored) =>
      stored.event.seq === 4 ? { ...stored, payload: { seqs: [1, 2, 3], reason: 'r' } } : stored,
    )
    expect(verifyLog(widened).faults).toEqual(['event 4: tampered: the payload does not open its commitment'])
    const hidden = log.map((stored) => (stored.event.seq === 4 || stored.event.seq === 1 ? erased(stored) : stored))
    expect(verifyLog(hidden).faults).toHaveLength(2)
    const selfErasure = [
      erased(makeEvent(0, {}, ERASURE_ACTION)),
      makeEvent(1, { seqs: [0], reason: 'r' }, ERASURE_ACTION),
    ]
    expect(verifyLog(selfErasure).ok).toBe(false)
  })

  it('finds any changed field of any event, with and without stored leaf hashes', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.constantFrom('at', 'zone', 'actor', 'action', 'commitment', 'payload', 'salt', 'subject'),
        (seq, field) => {
          const log = logOfSix()
          const head = rootOf(log)
          const withLeaves = log.map((stored) => ({ ...stored, leaf: eventLeaf(stored.event) }))
          const change = (stored: StoredEvent) => {
            if (stored.event.seq !== seq) return stored
            if (field === 'payload') return { ...stored, payload: { other: 1 } }
            if (field === 'salt') return { ...stored, salt: newSalt() }
            const other: Record<string, unknown> = {
              at: '2026-11-24T12:00:00.001Z',
              commitment: '0'.repeat(64),
              subject: { kind: 'study', id: 'other' },
            }
            return { ...stored, event: { ...stored.event, [field]: other[field] ?? 'other' } }
          }
          expect(verifyLog(log.map(change), [head]).ok).toBe(false)
          const located = verifyLog(withLeaves.map((stored) => ({ ...stored, ...change(stored) })))
          expect(located.faults.some((fault) => fault.startsWith(`event ${seq}: tampered`))).toBe(true)
        },
      ),
    )
  })

  it('finds a removed, doubled, reordered or appended-away event', () => {
    const log = logOfSix()
    const head = rootOf(log)
    expect(verifyLog(log.slice(0, 5), [head]).faults).toEqual(['the log has 5 events, a signed head has 6'])
    expect(verifyLog(log.filter((_, i) => i !== 2)).ok).toBe(false)
    expect(verifyLog([log[0]!, log[0]!]).ok).toBe(false)
    expect(verifyLog([log[1]!, log[0]!]).ok).toBe(false)
    expect(verifyLog([...log.slice(0, 5), makeEvent(5, 'rewritten')], [head]).ok).toBe(false)
    expect(verifyLog(log.map((stored) => ({ ...stored, withheld: true }))).ok).toBe(false)
    expect(verifyLog([undefined, {}].map((event) => ({ event, payload: null, salt: null })) as never).ok).toBe(false)
  })
})
