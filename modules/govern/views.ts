import type { Decision } from '@clic/contracts'
import type { Clock } from '@clic/platform/clock'
import { type AnyDatabase, tables } from '@clic/platform/db'
import type { DecisionView, PermitView } from '@clic/platform/gates'
import type { Selectable } from 'kysely'
import { effectiveState, permitFromRow } from './permit.ts'
import type { GovernTables } from './tables.ts'

export function createPermitView(db: AnyDatabase, clock: Clock): PermitView {
  const govern = tables<GovernTables>(db)
  const row = (id: string) => govern.selectFrom('govern.permit').selectAll().where('id', '=', id).executeTakeFirst()
  const list = async () =>
    (await govern.selectFrom('govern.permit').selectAll().orderBy('requested_at', 'desc').execute()).map((one) =>
      permitFromRow(one, clock.now()),
    )
  return {
    list,
    async facts(permitId, about) {
      const found = await row(permitId)
      if (!found) return {}
      const { terms } = found
      const isForAnother = about !== undefined && terms.about !== undefined && terms.about !== about
      return {
        // The raw state: whether the day has passed is a rule of its own, so that the refusal names the day.
        permitState: found.state,
        permitExpiresAt: terms.expiresAt,
        now: clock.now().toISOString(),
        permitPhases: isForAnother ? [] : terms.phases.map((one) => one.phase),
        permitPeople: terms.people,
        permitColumns: terms.columns,
        permitModalities: terms.cohort.modalities,
        permitBodyParts: terms.cohort.bodyParts ?? [],
        maxSubjects: terms.cohort.maxSubjects,
      }
    },
    async state(permitId) {
      const found = await row(permitId)
      return found ? effectiveState(found.state, found.terms, clock.now()) : undefined
    },
    async read(permitId) {
      const found = await row(permitId)
      return found ? permitFromRow(found, clock.now()) : undefined
    },
    async standing(kind, about) {
      const matching = (await list()).filter(
        (permit) => permit.terms.kind === kind && permit.terms.about === about && permit.signed,
      )
      return matching.find((permit) => permit.state === 'active') ?? matching[0]
    },
  }
}

export async function listDecisions(
  db: AnyDatabase,
  filter: { gate?: string; open?: boolean; limit: number },
): Promise<Decision[]> {
  let query = tables<GovernTables>(db)
    .selectFrom('govern.decision')
    .selectAll()
    .orderBy('at', 'desc')
    .limit(filter.limit)
  if (filter.gate) query = query.where('gate', '=', filter.gate)
  if (filter.open !== undefined) query = query.where('open', '=', filter.open)
  return (await query.execute()).map(decisionFromRow)
}

/** Port `govern.decisions`. */
export function createDecisionView(db: AnyDatabase): DecisionView {
  return {
    async decision(id) {
      const row = await tables<GovernTables>(db)
        .selectFrom('govern.decision')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst()
      return row ? decisionFromRow(row) : undefined
    },
  }
}

function decisionFromRow(one: Selectable<GovernTables['govern.decision']>): Decision {
  return {
    id: one.id,
    gate: one.gate,
    subject: { kind: one.subject_kind, id: one.subject_id },
    open: one.open,
    at: one.at.toISOString(),
    actor: one.actor,
    evidence: one.evidence,
    findings: one.findings,
  }
}
