import { describe, expect, it } from 'vitest'
import { BUNDLE_FORMAT, MANIFEST_TYPE, writeBundle } from './bundle.ts'
import { canonicalJson } from './canonical-json.ts'
import { coSignEnvelope, signEnvelope } from './dsse.ts'
import { generateKeyPair, publicKeyPem, type SigningKey } from './keys.ts'
import { ERASURE_ACTION, eventLeaf, newEvent, type StoredEvent } from './ledger-event.ts'
import { ledgerExcerpt } from './ledger-excerpt.ts'
import { merkleItems } from './merkle-items.ts'
import { merkleRoot } from './merkle-tree.ts'
import { sha256 } from './sha256.ts'
import { signTreeHead } from './tree-head.ts'
import { verifyBundle } from './verify-bundle.ts'
import { dataItemsFile } from './verify-data-items.ts'
import { readZip, writeZip } from './zip.ts'

const at = '2026-11-24T12:00:00.000Z'
const key = generateKeyPair()
const witness = generateKeyPair()

function log(): StoredEvent[] {
  const actions = ['permit.signed', 'dataset.frozen', 'protocol.registered', 'result.computed']
  const events: StoredEvent[] = actions.map((action, seq) =>
    newEvent(
      { seq, at, zone: 'research', actor: 'user-1', action, subject: { kind: 'thing', id: `t-${seq}` } },
      { seq },
    ),
  )
  const facts = {
    seq: 4,
    at,
    zone: 'research',
    actor: 'dpo',
    action: ERASURE_ACTION,
    subject: { kind: 'event', id: '1' },
  }
  return [...events, newEvent(facts, { seqs: [1], reason: 'objection' })]
}

function head(events: readonly StoredEvent[], signer: SigningKey = key) {
  const root = merkleRoot(events.map(({ event }) => eventLeaf(event)))
  return signTreeHead({ zone: 'research', size: events.length, root, at }, signer)
}

const items = [
  { id: 'item-1', sha256: sha256('1') },
  { id: 'item-2', sha256: sha256('2') },
]
const events = log().map((stored) => (stored.event.seq === 1 ? { ...stored, payload: null, salt: null } : stored))

function makeFiles(): Record<string, string> {
  return {
    'report/figures.json': canonicalJson({ dice: [0.9, 0.8], mean: 0.85 }),
    'data/items.json': dataItemsFile([{ id: 'dataset-1', root: merkleItems(items).root, items }]),
    ...ledgerExcerpt({
      events,
      head: coSignEnvelope(head(events), witness),
      include: ({ event }) => event.seq <= 2,
      withhold: ({ event }) => event.seq === 0,
      earlierHeads: [head(events.slice(0, 3))],
    }),
  }
}

const bundle = (files: Record<string, string> = makeFiles(), signer = key) =>
  writeBundle({ files, key: signer, keys: [key, witness], statement: { subject: 'release-1' } })
const failed = (bytes: Uint8Array, trustedKeys?: SigningKey[]) =>
  verifyBundle(bytes, trustedKeys ? { trustedKeys } : {})
    .checks.filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`)

describe('an evidence bundle', () => {
  it('verifies offline and says what was checked', () => {
    const verified = verifyBundle(bundle(), { trustedKeys: [key], required: ['log/events.jsonl'] })
    expect(verified).toMatchObject({ ok: true, trust: 'signed-by-trusted', signedBy: [key.keyId] })
    expect(verified.statement).toEqual({ subject: 'release-1' })
    expect(verified.checks.map(({ name }) => name)).toEqual([
      'archive',
      'files',
      'signature',
      'trust',
      'log head',
      'log events',
      'log consistency',
      'data dataset-1',
    ])
    const detail = verified.checks.find(({ name }) => name === 'log events')?.detail
    expect(detail).toBe(
      '4 events are in the signed log; event 1: erased by event 4: objection; 1 payloads withheld by the sender',
    )
  })

  it('says that it checked integrity only when no trusted key is given', () => {
    expect(verifyBundle(bundle())).toMatchObject({ ok: true, trust: 'integrity-only' })
    expect(verifyBundle(bundle(), { trustedKeys: [] })).toMatchObject({ ok: false, trust: 'integrity-only' })
    expect(failed(bundle(), [witness])[0]).toContain('trust: not signed by a trusted key')
  })

  it('is the same bytes for the same input', () => {
    const files = makeFiles()
    expect(Buffer.from(bundle(files)).equals(bundle(files))).toBe(true)
  })

  it('shows one flipped byte at every position, in every bit pattern tried', () => {
    const bytes = Buffer.from(bundle())
    for (let position = 0; position < bytes.length; position++) {
      for (const mask of [1 << (position % 8), 0xff]) {
        bytes[position]! ^= mask
        if (verifyBundle(bytes).ok) throw new Error(`byte ${position} was flipped with ${mask} and not found`)
        bytes[position]! ^= mask
      }
    }
    expect(verifyBundle(bytes).ok).toBe(true)
  })

  it('names the file that was changed', () => {
    const bytes = Buffer.from(bundle())
    bytes[bytes.indexOf('0.85')]! ^= 1
    expect(failed(bytes)).toEqual([
      'archive: report/figures.json was changed: its bytes do not give the CRC in its header',
    ])
  })
})

/** A forger who repairs everything that can be repaired without the key. */
function repacked(change: (files: Map<string, Uint8Array>) => void): Uint8Array {
  const read = readZip(bundle())
  if (!read.ok) throw new Error(read.problem.message)
  const files = new Map(read.files.map(({ name, bytes }) => [name, bytes]))
  change(files)
  return writeZip([...files].map(([name, bytes]) => ({ name, bytes })))
}

describe('a forged bundle', () => {
  it('is found when a file is changed, added or removed with its checksums repaired', () => {
    expect(failed(repacked((files) => files.set('report/figures.json', Buffer.from('{}'))))).toEqual([
      'files: report/figures.json was changed',
    ])
    expect(failed(repacked((files) => files.set('extra.txt', Buffer.from(''))))).toEqual([
      'files: extra.txt is not in the manifest',
    ])
    expect(failed(repacked((files) => files.delete('report/figures.json')))).toEqual([
      'files: report/figures.json is missing',
    ])
    expect(failed(repacked((files) => files.delete('manifest.dsse.json')))[0]).toContain('manifest')
    const manifest = (text: string) => repacked((files) => files.set('manifest.json', Buffer.from(text)))
    expect(failed(manifest('{}'))[0]).toContain(`is not a manifest of ${BUNDLE_FORMAT}`)
    expect(failed(manifest('{ }'))[0]).toContain('not canonical JSON')
  })

  it('is integrity-only at best when re-signed with another key, and fails for who trusts the real one', () => {
    const forger = generateKeyPair()
    expect(verifyBundle(bundle(makeFiles(), forger))).toMatchObject({ ok: true, trust: 'integrity-only' })
    expect(verifyBundle(bundle(makeFiles(), forger), { trustedKeys: [key] })).toMatchObject({
      ok: false,
      trust: 'integrity-only',
    })
  })

  it('cannot pass another key off under a trusted id', () => {
    const forger = generateKeyPair()
    const manifest = canonicalJson({
      format: BUNDLE_FORMAT,
      files: [],
      keys: [{ keyId: key.keyId, publicKey: publicKeyPem(forger) }],
      statement: {},
    })
    const envelope = signEnvelope(MANIFEST_TYPE, manifest, { ...forger, keyId: key.keyId })
    const bytes = writeZip([
      { name: 'manifest.json', bytes: Buffer.from(manifest) },
      { name: 'manifest.dsse.json', bytes: Buffer.from(canonicalJson(envelope)) },
    ])
    expect(failed(bytes)[0]).toContain('another id than its own')
  })

  it('signed by the maker itself is still refused for a ledger or dataset that does not hold', () => {
    const changed = (name: string, change: (text: string) => string) => {
      const files = makeFiles()
      return bundle({ ...files, [name]: change(files[name]!) })
    }
    expect(failed(changed('data/items.json', (text) => text.replace('item-1', 'item-3')))[0]).toContain(
      'do not give the Merkle root',
    )
    expect(failed(changed('data/items.json', () => '[]'))[0]).toContain('lists no datasets')
    expect(failed(changed('log/events.jsonl', (text) => text.replace('"t-2"', '"t-9"')))[0]).toContain(
      'event 2 is not in the signed log',
    )
    expect(
      failed(changed('log/events.jsonl', (text) => text.replace('"payload":{"seq":2}', '"payload":{"seq":7}')))[0],
    ).toContain('event 2: tampered')
    const withoutErasure = (text: string) => `${text.split('\n').slice(0, -2).join('\n')}\n`
    expect(failed(changed('log/events.jsonl', withoutErasure))[0]).toContain(
      'event 1: tampered: the payload is missing and no erasure event names it',
    )
    expect(failed(changed('log/events.jsonl', (text) => text + text))[0]).toContain('is there twice')
    expect(failed(changed('log/events.jsonl', () => 'null\n'))[0]).toContain('line 1 is no event')
    expect(failed(changed('log/events.jsonl', () => '{}\n'))[0]).toContain('line 1: the envelope')
    const other = log()
    expect(
      failed(changed('log/consistency.json', () => canonicalJson([{ head: head(other.slice(0, 3)), proof: [] }])))[0],
    ).toContain('does not continue')
    expect(failed(changed('log/consistency.json', () => '[null]'))[0]).toContain('log consistency')
    const { 'log/head.dsse.json': _, ...headless } = makeFiles()
    expect(failed(bundle(headless))[0]).toContain('signed tree head is missing')
    const { 'log/events.jsonl': __, ...eventless } = makeFiles()
    expect(failed(bundle(eventless))[0]).toContain('events of the signed tree head are missing')
  })

  it('does not bring trust with a tree head that only a stranger signed', () => {
    const stranger = generateKeyPair()
    const excerpt = ledgerExcerpt({ events, head: head(events, stranger), include: () => true })
    const bytes = writeBundle({ files: excerpt, key, keys: [stranger], statement: {} })
    expect(verifyBundle(bytes).ok).toBe(true)
    expect(failed(bytes, [key])[0]).toContain('log head: no trusted key signed it')
    const unlisted = writeBundle({ files: excerpt, key, statement: {} })
    expect(failed(unlisted)[0]).toContain('log head')
  })
})

describe('recomputing figures', () => {
  it('adds the checks of the caller, and a crash of the recomputation is a failed check', () => {
    const compare = verifyBundle(bundle(), {
      recompute: (files) => {
        const { dice, mean } = JSON.parse(Buffer.from(files.get('report/figures.json')!).toString()) as {
          dice: number[]
          mean: number
        }
        const again = dice.reduce((sum, value) => sum + value, 0) / dice.length
        return [{ name: 'mean dice', ok: Math.abs(again - mean) < 1e-12, detail: `${again}` }]
      },
    })
    expect(compare).toMatchObject({ ok: true })
    expect(compare.checks.at(-1)?.name).toBe('mean dice')
    const crash = verifyBundle(bundle(), {
      recompute: () => {
        throw new Error('no oracle')
      },
    })
    expect(crash.checks.at(-1)).toEqual({
      name: 'recompute',
      ok: false,
      detail: 'the figures could not be recomputed: no oracle',
    })
  })

  it('fails when a file that must be there is not', () => {
    expect(verifyBundle(bundle({ 'a.txt': 'x' }), { required: ['report/figures.json'] }).ok).toBe(false)
  })
})

describe('writing a bundle', () => {
  it('refuses reserved and unsafe names', () => {
    expect(() => bundle({ 'manifest.json': '' })).toThrow('reserved')
    expect(() => bundle({ '../x': '' })).toThrow('zip: the name')
  })
})
