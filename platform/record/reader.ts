import {
  type DsseEnvelope,
  type EventToVerify,
  keyId,
  type LedgerEvent,
  type LogVerification,
  type TreeHead,
  verifyLog,
  verifyTreeHead,
} from '@clic/ledger'
import type { Clock } from '../clock/index.ts'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import { signHead } from './append.ts'
import type { LedgerTables } from './tables.ts'

export interface StoredEvent {
  seq: number
  at: string
  actor: string
  action: string
  subject: { kind: string; id: string }
  payload: unknown
  erased: boolean
}

export interface LedgerReader {
  /** Newest first; `before` is a sequence number. */
  events(filter: {
    subject?: { kind: string; id: string }
    action?: string
    before?: number
    limit: number
  }): Promise<StoredEvent[]>
  /** How many events the log holds. */
  size(): Promise<number>
  /** Signs the log as it stands now. */
  head(): Promise<DsseEnvelope | undefined>
  /** Every event as stored, for a bundle or a check. */
  excerpt(): Promise<EventToVerify[]>
  /** Recomputes every leaf and the signed root; finds any changed event. */
  verify(): Promise<LogVerification>
}

export function createLedgerReader(input: {
  db: AnyDatabase
  clock: Clock
  zone: string
  keys: ZoneKeys
}): LedgerReader {
  const db = tables<LedgerTables>(input.db)
  const head = () => signHead(input)
  const excerpt = async (): Promise<EventToVerify[]> => {
    const rows = await db.selectFrom('ledger.event').selectAll().orderBy('seq').execute()
    return rows.map((row) => ({
      event: JSON.parse(row.envelope) as LedgerEvent,
      payload: row.payload === null ? null : JSON.parse(row.payload),
      salt: row.salt,
      leaf: row.leaf.toString('hex'),
    }))
  }
  return {
    head,
    excerpt,
    size: async () => (await db.selectFrom('ledger.frontier').select('size').executeTakeFirst())?.size ?? 0,
    async events(filter) {
      let query = db.selectFrom('ledger.event').selectAll().orderBy('seq', 'desc').limit(filter.limit)
      if (filter.subject)
        query = query.where('subject_kind', '=', filter.subject.kind).where('subject_id', '=', filter.subject.id)
      if (filter.action) query = query.where('action', '=', filter.action)
      if (filter.before !== undefined) query = query.where('seq', '<', filter.before)
      return (await query.execute()).map((row) => ({
        seq: row.seq,
        at: row.at.toISOString(),
        actor: row.actor,
        action: row.action,
        subject: { kind: row.subject_kind, id: row.subject_id },
        payload: row.payload === null ? null : JSON.parse(row.payload),
        erased: row.payload === null,
      }))
    },
    async verify() {
      await head()
      const key = { keyId: keyId(input.keys.publicKey), publicKey: input.keys.publicKey }
      const faults: string[] = []
      const heads: TreeHead[] = []
      for (const row of await db.selectFrom('ledger.head').selectAll().orderBy('size').execute()) {
        const verified = verifyTreeHead(JSON.parse(row.envelope) as DsseEnvelope, [key])
        if (verified.ok) heads.push(verified.head)
        else faults.push(`signed head of size ${row.size}: ${verified.problem.message}`)
      }
      const result = verifyLog(await excerpt(), heads)
      return { ...result, ok: result.ok && faults.length === 0, faults: [...faults, ...result.faults] }
    },
  }
}
