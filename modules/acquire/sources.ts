import {
  type newSourceSchema,
  ok,
  type Person,
  type Result,
  refuse,
  type SourceView,
  type sourceSchema,
} from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import type { PermitView } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import type { AcquireTables } from './tables.ts'

type Source = z.infer<typeof sourceSchema>

/** Registers a sender. It can send once a standing permit about its title is active. */
export async function registerSource(
  context: PartContext,
  given: z.infer<typeof newSourceSchema>,
  person: Person,
): Promise<Result<Source>> {
  const id = newId('source', context.clock)
  const done = await context.transact(async (change) => {
    const row = await tables<AcquireTables>(change.db)
      .insertInto('acquire.source')
      .values({
        id,
        name: given.name,
        ae_title: given.aeTitle,
        kind: given.kind,
        return_to: given.returnTo ? JSON.stringify(given.returnTo) : null,
        added_by: person.id,
        added_at: context.clock.now(),
      })
      .onConflict((oc) => oc.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'source-taken',
        title: 'Already registered',
        detail: `A source is registered under the title “${given.aeTitle}”.`,
        next: 'Use that one, or choose another title.',
      })
    change.record({
      actor: person,
      action: 'source.registered',
      subject: { kind: 'source', id },
      payload: { title: given.aeTitle, kind: given.kind },
    })
    return ok(id)
  })
  if (!done.ok) return done
  return ok((await listSources(context)).find((one) => one.id === id) as Source)
}

export async function listSources(context: PartContext): Promise<Source[]> {
  const db = tables<AcquireTables>(context.db)
  const rows = await db.selectFrom('acquire.source').selectAll().orderBy('added_at').execute()
  const counts = await sql<{ source: string; studies: number; instances: number; last: Date }>`
    select source, count(distinct study_id)::int as studies, count(*)::int as instances, max(received_at) as last from acquire.instance group by 1`.execute(
    context.db,
  )
  const permits = context.port<PermitView>('govern.permits')
  return Promise.all(
    rows.map(async (row) => {
      const count = counts.rows.find((one) => one.source === row.ae_title)
      const permit = await permits.standing('standing-source', row.ae_title)
      return {
        id: row.id,
        name: row.name,
        aeTitle: row.ae_title,
        kind: row.kind,
        returnTo: row.return_to,
        addedAt: row.added_at.toISOString(),
        permit: permit ? { id: permit.id, state: permit.state, expiresAt: permit.terms.expiresAt } : null,
        next:
          permit?.state === 'active'
            ? null
            : permit
              ? `The standing permit is ${permit.state}; see Govern.`
              : 'Ask for a standing permit about this title under Govern.',
        studies: count?.studies ?? 0,
        instances: count?.instances ?? 0,
        lastReceivedAt: count?.last.toISOString() ?? null,
      }
    }),
  )
}

/** port `acquire.sources` */
export function createSourceView(context: PartContext): SourceView {
  const db = tables<AcquireTables>(context.db)
  const of = (row: {
    id: string
    name: string
    ae_title: string
    kind: 'dimse' | 'stow'
    return_to: { host: string; port: number; aeTitle: string } | null
  }) => ({ id: row.id, name: row.name, aeTitle: row.ae_title, kind: row.kind, returnTo: row.return_to ?? undefined })
  return {
    async source(id) {
      const row = await db.selectFrom('acquire.source').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? of(row) : undefined
    },
    async sources() {
      return (await db.selectFrom('acquire.source').selectAll().orderBy('added_at').execute()).map(of)
    },
  }
}
