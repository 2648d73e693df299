import { type Person, type Problem, problem } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { noteRefusedReception } from './refused-receptions.ts'
import type { AcquireTables, Way } from './tables.ts'

export type Reception = { ok: true; source: { id: string; title: string } } | { ok: false; problem: Problem }

/**
 * May this sender send? Gate `study.receive`, decided once an association or request. A refusal is written down for the
 * screen; nothing else is stored.
 */
export async function decideReception(
  context: PartContext,
  ask: { title: string; calledAe?: string; way: Way; peer: string; actor: Person },
): Promise<Reception> {
  const source = await tables<AcquireTables>(context.db)
    .selectFrom('acquire.source')
    .select(['id', 'kind'])
    .where('ae_title', '=', ask.title)
    .executeTakeFirst()
  // An AE title is not a sign-in: a title registered for signed-in senders says nothing about who dials in by DICOM.
  const known = source !== undefined && (ask.way !== 'dimse' || source.kind === 'dimse')
  const permits = context.port<PermitView>('govern.permits')
  const permit = known ? await permits.standing('standing-source', ask.title) : undefined
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'study.receive',
    facts: { sourceKnown: known, ...(permit ? await permits.facts(permit.id) : {}) },
    subject: { kind: 'source', id: source?.id ?? 'unregistered' },
    actor: ask.actor,
  })
  if (decision.open && source) return { ok: true, source: { id: source.id, title: ask.title } }
  const closed = explain(refusal(decision), { known, permitted: permit !== undefined, title: ask.title })
  await noteRefusedReception(context, {
    way: ask.way,
    callingAe: ask.title,
    calledAe: ask.calledAe ?? '',
    peer: ask.peer,
    reason: closed.detail,
    next: closed.next ?? '',
  })
  return { ok: false, problem: closed }
}

/** The two commonest causes in words that name the thing to do. */
function explain(closed: Problem, about: { known: boolean; permitted: boolean; title: string }): Problem {
  if (!about.known)
    return problem(403, {
      code: 'source-unknown',
      title: 'Unknown sender',
      detail: `No source is registered under the title “${about.title}”.`,
      next: 'A data engineer registers the source under Acquire; then its standing permit is asked for.',
      findings: closed.findings,
    })
  if (!about.permitted)
    return problem(403, {
      code: 'source-without-permit',
      title: 'No standing permit',
      detail: `The source “${about.title}” has no standing permit.`,
      next: 'Ask for a permit of the kind standing-source about this title under Govern.',
      findings: closed.findings,
    })
  return closed
}
