import {
  appendLeaf,
  canonicalJson,
  type DsseEnvelope,
  EMPTY_FRONTIER,
  eventLeaf,
  type Frontier,
  frontierRoot,
  newEvent,
  signTreeHead,
} from '@clic/ledger'
import { sql } from 'kysely'
import type { Clock } from '../clock/index.ts'
import { type AnyDatabase, type AnyTransaction, tables } from '../db/index.ts'
import { newId } from '../ids/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import { ledgerSigningKey } from './signing-key.ts'
import type { LedgerTables } from './tables.ts'
import type { EventInput } from './transact.ts'

/** Appends events as the next leaves of the zone's Merkle log, inside the change that they tell of. */
export async function appendEvents(
  tx: AnyTransaction,
  input: { events: EventInput[]; clock: Clock; zone: string },
): Promise<void> {
  if (input.events.length === 0) return
  const db = tables<LedgerTables>(tx)
  // Two transactions must not take the same sequence number; the lock ends with the transaction.
  await sql`select pg_advisory_xact_lock(727002)`.execute(tx)
  let frontier = await readFrontier(tx)
  const rows: LedgerTables['ledger.event'][] = []
  for (const event of input.events) {
    const at = input.clock.now()
    const made = newEvent(
      {
        seq: frontier.size,
        at: at.toISOString(),
        zone: input.zone,
        actor: event.actor.id,
        action: event.action,
        subject: event.subject,
      },
      event.payload,
    )
    const leaf = eventLeaf(made.event)
    rows.push({
      seq: frontier.size,
      id: newId('event', input.clock),
      at,
      actor: event.actor.id,
      action: event.action,
      subject_kind: event.subject.kind,
      subject_id: event.subject.id,
      envelope: canonicalJson(made.event),
      leaf: Buffer.from(leaf, 'hex'),
      payload: canonicalJson(made.payload),
      salt: made.salt,
    })
    frontier = appendLeaf(frontier, leaf)
  }
  await db.insertInto('ledger.event').values(rows).execute()
  const state = JSON.stringify(frontier)
  await sql`insert into ledger.frontier (one, size, state) values (true, ${frontier.size}, ${state})
            on conflict (one) do update set size = excluded.size, state = excluded.state`.execute(tx)
}

async function readFrontier(db: AnyDatabase): Promise<Frontier> {
  const row = await tables<LedgerTables>(db).selectFrom('ledger.frontier').select('state').executeTakeFirst()
  return row ? (JSON.parse(row.state) as Frontier) : EMPTY_FRONTIER
}

/** Signs the log as it stands; the same size is signed once. */
export async function signHead(input: {
  db: AnyDatabase
  clock: Clock
  zone: string
  keys: ZoneKeys
}): Promise<DsseEnvelope | undefined> {
  const db = tables<LedgerTables>(input.db)
  const frontier = await readFrontier(input.db)
  if (frontier.size === 0) return undefined
  const known = await db
    .selectFrom('ledger.head')
    .select('envelope')
    .where('size', '=', frontier.size)
    .executeTakeFirst()
  if (known) return JSON.parse(known.envelope) as DsseEnvelope
  const at = input.clock.now()
  const envelope = signTreeHead(
    { zone: input.zone, size: frontier.size, root: frontierRoot(frontier), at: at.toISOString() },
    ledgerSigningKey(input.keys),
  )
  await db
    .insertInto('ledger.head')
    .values({ size: frontier.size, at, envelope: JSON.stringify(envelope) })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return envelope
}
