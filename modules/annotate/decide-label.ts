import { ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { AnnotateTables } from './tables.ts'
import { type LabelRow, readLabels } from './views.ts'

export async function decideLabel(
  context: PartContext,
  labelId: string,
  order: { version: number; decision: 'accepted' | 'rejected'; reason: string },
  person: Person,
): Promise<Result<LabelRow>> {
  const label = await tables<AnnotateTables>(context.db)
    .selectFrom('annotate.label')
    .selectAll()
    .where('id', '=', labelId)
    .executeTakeFirst()
  if (!label)
    return refuse(404, {
      code: 'label-unknown',
      title: 'No such label',
      detail: `There is no label ${labelId}.`,
      next: 'See the list under Annotate.',
    })
  if (order.decision === 'rejected' && order.reason.length < 3)
    return refuse(422, {
      code: 'reason-missing',
      title: 'Why?',
      detail: 'A rejection needs a reason.',
      next: 'Say in a few words what is wrong.',
    })
  const gate = await gateFor(context, label.permit_id, person, { kind: 'label', id: labelId })
  if (!gate.ok) return gate
  const done = await context.transact(async (change) => {
    const version = await tables<AnnotateTables>(change.db)
      .selectFrom('annotate.version')
      .selectAll()
      .where('label_id', '=', labelId)
      .where('version', '=', order.version)
      .forUpdate()
      .executeTakeFirst()
    if (!version)
      return refuse(404, {
        code: 'version-unknown',
        title: 'No such version',
        detail: `There is no version ${order.version}.`,
        next: 'Open the study again.',
      })
    // A mask that came empty may say that nothing was found; one that was only started says nothing yet.
    if (order.decision === 'accepted' && version.origin === 'started')
      return refuse(422, {
        code: 'mask-empty',
        title: 'The mask is empty',
        detail: 'No voxel is marked.',
        next: 'Mark the structure, or reject the version instead.',
      })
    await decide(context, change, labelId, order, person)
    return ok(labelId)
  })
  if (!done.ok) return done
  const after = (await readLabels(context.db, { id: labelId }))[0]
  return after
    ? ok(after)
    : refuse(404, { code: 'label-unknown', title: 'No such label', detail: `There is no label ${labelId}.` })
}

/** Accepts every imported mask of a project that nobody has decided on; each decision is recorded with the reason. */
export async function acceptImported(
  context: PartContext,
  order: { permitId: string; reason: string },
  person: Person,
): Promise<Result<{ accepted: number }>> {
  const gate = await gateFor(context, order.permitId, person, { kind: 'permit', id: order.permitId })
  if (!gate.ok) return gate
  return context.transact(async (change) => {
    const open = await tables<AnnotateTables>(change.db)
      .selectFrom('annotate.version')
      .innerJoin('annotate.label', 'annotate.label.id', 'annotate.version.label_id')
      .select(['annotate.version.label_id', 'annotate.version.version'])
      .where('annotate.label.permit_id', '=', order.permitId)
      .where('annotate.label.state', '=', 'proposed')
      .where('annotate.version.origin', '=', 'imported')
      .where('annotate.version.state', '=', 'proposed')
      .orderBy('annotate.version.label_id')
      .execute()
    for (const one of open)
      await decide(
        context,
        change,
        one.label_id,
        { version: one.version, decision: 'accepted', reason: order.reason },
        person,
      )
    return ok({ accepted: open.length })
  })
}

async function decide(
  context: PartContext,
  change: Change,
  labelId: string,
  order: { version: number; decision: 'accepted' | 'rejected'; reason: string },
  person: Person,
): Promise<void> {
  const db = tables<AnnotateTables>(change.db)
  if (order.decision === 'accepted')
    await db
      .updateTable('annotate.version')
      .set({ state: 'superseded' })
      .where('label_id', '=', labelId)
      .where('state', '=', 'accepted')
      .execute()
  await db
    .updateTable('annotate.version')
    .set({ state: order.decision, decided_by: person.name, decided_at: context.clock.now(), reason: order.reason })
    .where('label_id', '=', labelId)
    .where('version', '=', order.version)
    .execute()
  const accepted = await db
    .selectFrom('annotate.version')
    .select('version')
    .where('label_id', '=', labelId)
    .where('state', '=', 'accepted')
    .executeTakeFirst()
  await db
    .updateTable('annotate.label')
    .set({ state: accepted ? 'accepted' : 'rejected' })
    .where('id', '=', labelId)
    .execute()
  change.record({
    actor: person,
    action: `label.${order.decision}`,
    subject: { kind: 'label', id: labelId },
    payload: { version: order.version, reason: order.reason },
  })
}

async function gateFor(
  context: PartContext,
  permitId: string,
  person: Person,
  subject: { kind: string; id: string },
): Promise<Result<string>> {
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'label.write',
    // Only masks that lie on their series ever became a version.
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(permitId)),
      personId: person.id,
      sameGeometry: true,
    },
    subject,
    actor: person,
  })
  return decision.open ? ok(decision.id) : { ok: false, problem: refusal(decision) }
}
