import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { sql, tables } from '@clic/platform/db'
import { refusal } from '@clic/platform/gates'
import type { Change } from '@clic/platform/record'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { type Agreement, named } from './agreements.ts'
import { countedToday } from './counted-today.ts'

/**
 * Takes one of today's counts of the agreement, and asks the gate. The row is there before the gate is asked, under a lock of the
 * agreement, so that two at once cannot both be the last; a refused one gives its count back.
 */
export async function admitCount(
  station: Station,
  given: {
    agreement: Agreement
    runId: string
    direction: 'asked' | 'answered'
    reason: string | null
    actor: Person
    ownPatients: number
    ownSize: number
    partnerSize: number | null
    byFile?: boolean
  },
  then: (change: Change) => Promise<void>,
): Promise<Result<{ runId: string }>> {
  const { context, settings } = station
  const { agreement, direction } = given
  const taken = await context.transact(async (change) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`deidentify shared count ${agreement.id}`}))`.execute(change.db)
    const db = tables<DeidentifyTables>(change.db)
    const now = context.clock.now()
    const today = (await countedToday(change.db, now, agreement.id))[direction]
    const row = await db
      .insertInto('deidentify.shared_run')
      .values({
        id: given.runId,
        agreement_id: agreement.id,
        direction,
        state: 'waiting',
        reason: given.reason,
        at: now,
        own_patients: given.ownPatients,
        own_size: given.ownSize,
        partner_size: given.partnerSize,
        by_file: given.byFile ?? false,
      })
      .onConflict((oc) => oc.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'count-replayed',
        title: 'Asked before',
        detail: 'A count of this id was asked for before; a message counts once.',
        next: 'Ask for a new count.',
      })
    return ok(today)
  })
  if (!taken.ok) return taken
  const decision = await station.gates.decide({
    gate: 'patients.count',
    facts: {
      ...(await station.permits.facts(agreement.permit_id)),
      agreementState: agreement.state,
      countsToday: taken.value,
      mostCountsADay: settings.sharedPatients.countsADay,
      askingSize: direction === 'asked' ? given.ownSize : (given.partnerSize ?? Number.NaN),
      mostAskingSize: settings.sharedPatients.mostAsking,
      answeringSize: direction === 'answered' ? given.ownSize : 0,
      mostAnsweringSize: settings.sharedPatients.mostAnswering,
    },
    subject: { kind: 'shared-count', id: given.runId },
    actor: given.actor,
  })
  const problem = decision.open ? undefined : refusal(decision)
  await context.transact(async (change) => {
    if (problem)
      await tables<DeidentifyTables>(change.db)
        .updateTable('deidentify.shared_run')
        .set({ state: 'refused', problem: problem.detail })
        .where('id', '=', given.runId)
        .execute()
    else await then(change)
    recordCount(change, { agreement, runId: given.runId }, given.actor, problem ? 'refused' : direction, {
      direction,
      ownSize: given.ownSize,
      partnerSize: given.partnerSize,
    })
  })
  return problem ? { ok: false, problem } : ok({ runId: given.runId })
}

/** In the ledger: who, with whom, sizes in whole hundreds, and the count as it may be shown; never an element. */
export function recordCount(
  change: Change,
  of: { agreement: Agreement; runId: string },
  actor: Person,
  what: 'asked' | 'answered' | 'refused' | 'finished' | 'failed',
  facts: Record<string, string | number | null>,
): void {
  change.record({
    actor,
    action: `shared-count.${what}`,
    subject: { kind: 'shared-count', id: of.runId },
    payload: { agreementId: of.agreement.id, ...named(of.agreement), ...facts },
  })
}

export function noStudies() {
  return refuse(409, {
    code: 'no-study-source',
    title: 'No studies here',
    detail: 'No module of this server receives studies.',
    next: 'Start the module “acquire” on this server.',
  })
}
