import { ok, type Permit, type Person, type Result, refuse } from '@clic/contracts'
import { canonicalJson, signEnvelope } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import { type GateKeeper, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { ledgerSigningKey } from '@clic/platform/record'
import { type PermitRow, permitFromRow, type SignedPermit } from './permit.ts'
import type { GovernTables } from './tables.ts'

export const permitPayloadType = 'application/vnd.clic.permit+json'

/** Second pair of eyes: the gate `permit.approve`, then signature, then the parcel that makes it valid in the other zone. */
export async function approvePermit(
  context: PartContext,
  gates: GateKeeper,
  permitId: string,
  person: Person,
): Promise<Result<Permit>> {
  const row = await read(context, permitId)
  if (!row) return unknown(permitId)
  if (row.state !== 'screened')
    return refuse(409, {
      code: 'permit-state',
      title: 'Not now',
      detail: `Permit ${permitId} is ${row.state}.`,
      next: 'A permit is screened before it is approved.',
    })
  const { terms } = row
  const decision = await gates.decide({
    gate: 'permit.approve',
    facts: {
      proposerId: row.proposed_by.id,
      approverId: person.id,
      expiresAt: terms.expiresAt,
      now: context.clock.now().toISOString(),
      phases: terms.phases.map((one) => one.phase),
      phasesWithBasis: terms.phases
        .filter((one) => one.article6 && one.article9 && one.national)
        .map((one) => one.phase),
      screeningFailed: row.screening.filter((one) => !one.ok).length,
      secondaryFindings: terms.secondaryFindings,
      ethicsDecision: terms.ethicsDecision ?? '',
    },
    subject: { kind: 'permit', id: permitId },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  return change(context, row, {
    state: 'active',
    person,
    action: 'permit.approved',
    payload: { decision: decision.id },
  })
}

export async function refusePermit(
  context: PartContext,
  permitId: string,
  reason: string,
  person: Person,
): Promise<Result<Permit>> {
  const row = await read(context, permitId)
  if (!row) return unknown(permitId)
  if (row.state !== 'screened' && row.state !== 'submitted')
    return refuse(409, { code: 'permit-state', title: 'Not now', detail: `Permit ${permitId} is ${row.state}.` })
  return change(context, row, { state: 'refused', person, action: 'permit.refused', payload: { reason } })
}

export async function suspendPermit(
  context: PartContext,
  permitId: string,
  reason: string,
  person: Person,
): Promise<Result<Permit>> {
  const row = await read(context, permitId)
  if (!row) return unknown(permitId)
  if (row.state !== 'active')
    return refuse(409, { code: 'permit-state', title: 'Not now', detail: `Permit ${permitId} is ${row.state}.` })
  return change(context, row, { state: 'suspended', person, action: 'permit.suspended', payload: { reason } })
}

async function change(
  context: PartContext,
  row: PermitRow,
  next: { state: 'active' | 'refused' | 'suspended'; person: Person; action: string; payload: Record<string, unknown> },
): Promise<Result<Permit>> {
  const now = context.clock.now()
  const decidedBy =
    next.state === 'active'
      ? { id: next.person.id, name: next.person.name }
      : (row.approved_by ?? { id: next.person.id, name: next.person.name })
  const signed: SignedPermit = {
    id: row.id,
    state: next.state,
    terms: row.terms,
    proposedBy: row.proposed_by,
    approvedBy: decidedBy,
    requestedAt: row.requested_at.toISOString(),
    decidedAt: now.toISOString(),
  }
  const envelope = signEnvelope(permitPayloadType, canonicalJson(signed), ledgerSigningKey(context.keys))
  return context.transact(async (tx) => {
    const after = await tables<GovernTables>(tx.db)
      .updateTable('govern.permit')
      .set({
        state: next.state,
        approved_by: JSON.stringify(decidedBy),
        decided_at: now,
        envelope: JSON.stringify(envelope),
      })
      .where('id', '=', row.id)
      .where('state', '=', row.state)
      .returningAll()
      .executeTakeFirst()
    if (!after)
      return refuse(409, {
        code: 'changed-meanwhile',
        title: 'Somebody was faster',
        detail: `Permit ${row.id} changed meanwhile.`,
        next: 'Read it again.',
      })
    tx.record({
      actor: next.person,
      action: next.action,
      subject: { kind: 'permit', id: row.id },
      payload: next.payload,
    })
    const posted = await context.door.send(tx, {
      kind: 'permit',
      permitId: row.id,
      header: { state: next.state },
      content: Buffer.from(JSON.stringify(envelope)),
    })
    if (!posted.ok) return posted
    return ok(permitFromRow(after, now))
  })
}

function read(context: PartContext, permitId: string): Promise<PermitRow | undefined> {
  return tables<GovernTables>(context.db)
    .selectFrom('govern.permit')
    .selectAll()
    .where('id', '=', permitId)
    .executeTakeFirst()
}

function unknown(permitId: string): Result<never> {
  return refuse(404, {
    code: 'permit-unknown',
    title: 'No such permit',
    detail: `This zone knows no permit ${permitId}.`,
    next: 'See the list under Govern.',
  })
}
