import { ok, type Permit, type PermitTerms, type Person, type Result } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { permitFromRow } from './permit.ts'
import type { GovernTables } from './tables.ts'

export async function requestPermit(context: PartContext, terms: PermitTerms, person: Person): Promise<Result<Permit>> {
  const id = newId('permit', context.clock)
  const now = context.clock.now()
  return context.transact(async (change) => {
    const row = await tables<GovernTables>(change.db)
      .insertInto('govern.permit')
      .values({
        id,
        state: 'submitted',
        terms: JSON.stringify(terms),
        proposed_by: JSON.stringify({ id: person.id, name: person.name }),
        approved_by: null,
        requested_at: now,
        decided_at: null,
        screening: '[]',
        envelope: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    change.record({
      actor: person,
      action: 'permit.requested',
      subject: { kind: 'permit', id },
      payload: { kind: terms.kind, phases: terms.phases.map((one) => one.phase), expiresAt: terms.expiresAt },
    })
    return ok(permitFromRow(row, now))
  })
}
