import type { KeyObject } from 'node:crypto'
import {
  consistencyProof,
  type DsseEnvelope,
  keyId,
  type TreeHead,
  verifyTreeHead,
  witnessTreeHead,
} from '@clic/ledger'
import type { Clock } from '../clock/index.ts'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import { signHead } from './append.ts'
import { ledgerSigningKey } from './signing-key.ts'
import type { LedgerTables } from './tables.ts'

/** What a zone tells the other of its log: the signed head, and that it continues the first `from` events. */
export interface HeadStatement {
  head: DsseEnvelope
  from: number
  /** RFC 9162 2.1.4: from the tree of `from` events to the head's. */
  proof: string[]
}

/** Signs the log as it stands and proves that it continues its first `from` events; undefined for an empty log. */
export async function stateHead(
  input: { db: AnyDatabase; clock: Clock; zone: string; keys: ZoneKeys },
  from: number,
): Promise<(HeadStatement & { size: number }) | undefined> {
  const head = await signHead(input)
  if (!head) return undefined
  const verified = verifyTreeHead(head, [verifying(input.keys.publicKey)])
  if (!verified.ok) throw new Error(`this zone signed a head that does not verify: ${verified.problem.code}`)
  const { size } = verified.head
  const rows = await tables<LedgerTables>(input.db)
    .selectFrom('ledger.event')
    .select('leaf')
    .where('seq', '<', size)
    .orderBy('seq')
    .execute()
  return {
    head,
    from,
    size,
    proof: consistencyProof(
      rows.map((row) => row.leaf.toString('hex')),
      from,
    ),
  }
}

export type Witnessing =
  | { ok: true; head: TreeHead; coSigned: DsseEnvelope }
  | { ok: false; code: string; message: string }

/** The other zone's part: its signature holds and its log continues what was witnessed before; then this zone signs it too. */
export async function witnessHead(
  db: AnyDatabase,
  given: { statement: HeadStatement; zone: string; zoneKey: KeyObject; keys: ZoneKeys; clock: Clock },
): Promise<Witnessing> {
  const ledger = tables<LedgerTables>(db)
  const last = await ledger
    .selectFrom('ledger.witnessed')
    .select('envelope')
    .where('zone', '=', given.zone)
    .orderBy('size', 'desc')
    .executeTakeFirst()
  const previous = last
    ? verifyTreeHead(JSON.parse(last.envelope) as DsseEnvelope, [verifying(given.keys.publicKey)])
    : undefined
  if (previous && !previous.ok)
    return { ok: false, code: 'own-witness', message: 'the head that this zone witnessed last has been changed' }
  const witnessed = witnessTreeHead({
    envelope: given.statement.head,
    zoneKeys: [verifying(given.zoneKey)],
    previous: previous?.head,
    proof: given.statement.proof,
    key: ledgerSigningKey(given.keys),
  })
  if (!witnessed.ok) return { ok: false, ...witnessed.problem }
  if (witnessed.head.zone !== given.zone)
    return {
      ok: false,
      code: 'other-zone',
      message: `the head is of zone ${witnessed.head.zone}, not of ${given.zone}`,
    }
  await ledger
    .insertInto('ledger.witnessed')
    .values({
      zone: given.zone,
      size: witnessed.head.size,
      at: given.clock.now(),
      envelope: JSON.stringify(witnessed.envelope),
    })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return { ok: true, head: witnessed.head, coSigned: witnessed.envelope }
}

/** Keeps this zone's own head with the other's signature beside its own; false when it is not that. */
export async function keepCoSigned(
  db: AnyDatabase,
  given: { coSigned: DsseEnvelope; keys: ZoneKeys; zoneKey: KeyObject },
): Promise<TreeHead | undefined> {
  const verified = verifyTreeHead(given.coSigned, [verifying(given.keys.publicKey), verifying(given.zoneKey)], 2)
  if (!verified.ok) return undefined
  const kept = await tables<LedgerTables>(db)
    .updateTable('ledger.head')
    .set({ envelope: JSON.stringify(given.coSigned) })
    .where('size', '=', verified.head.size)
    .returning('size')
    .executeTakeFirst()
  return kept ? verified.head : undefined
}

export async function noteOffered(
  db: AnyDatabase,
  offered: { size: number; at: Date; parcelId: string },
): Promise<void> {
  await tables<LedgerTables>(db)
    .insertInto('ledger.offered')
    .values({ size: offered.size, at: offered.at, parcel_id: offered.parcelId })
    .execute()
}

/** Heads that were offered, newest first. */
export async function offeredHeads(
  db: AnyDatabase,
  limit: number,
): Promise<{ size: number; at: Date; parcelId: string }[]> {
  const rows = await tables<LedgerTables>(db)
    .selectFrom('ledger.offered')
    .selectAll()
    .orderBy('size', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ size: row.size, at: row.at, parcelId: row.parcel_id }))
}

export interface HeadView {
  /** Signed heads of this zone's log, newest first; `coSignedBy` names the trusted zones that signed them too. */
  own: { size: number; root: string; at: string; coSignedBy: string[] }[]
  /** Heads of other zones that this one has witnessed. */
  witnessed: { zone: string; size: number; root: string; at: string }[]
}

export async function readHeads(
  db: AnyDatabase,
  given: { keys: ZoneKeys; trusted: ReadonlyMap<string, KeyObject>; limit: number },
): Promise<HeadView> {
  const ledger = tables<LedgerTables>(db)
  const own = verifying(given.keys.publicKey)
  const names = new Map([...given.trusted].map(([zone, key]) => [keyId(key), zone]))
  const heads = await ledger.selectFrom('ledger.head').selectAll().orderBy('size', 'desc').limit(given.limit).execute()
  const witnessed = await ledger
    .selectFrom('ledger.witnessed')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(given.limit)
    .execute()
  return {
    own: heads.flatMap((row) => {
      const verified = verifyTreeHead(JSON.parse(row.envelope) as DsseEnvelope, [
        own,
        ...[...given.trusted.values()].map(verifying),
      ])
      if (!verified.ok) return []
      const { size, root, at } = verified.head
      return [{ size, root, at, coSignedBy: verified.signedBy.flatMap((id) => names.get(id) ?? []) }]
    }),
    witnessed: witnessed.flatMap((row) => {
      const verified = verifyTreeHead(JSON.parse(row.envelope) as DsseEnvelope, [own])
      return verified.ok ? [{ zone: row.zone, size: row.size, root: verified.head.root, at: row.at.toISOString() }] : []
    }),
  }
}

function verifying(publicKey: KeyObject) {
  return { keyId: keyId(publicKey), publicKey }
}
