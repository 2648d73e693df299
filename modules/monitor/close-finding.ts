import { type DeployedReleases, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { isRecalled } from './recall-release.ts'
import type { MonitorTables } from './tables.ts'
import { listFindings } from './views.ts'

export async function closeFinding(
  context: PartContext,
  findingId: string,
  conclusion: string,
  person: Person,
): Promise<Result<Awaited<ReturnType<typeof listFindings>>[number]>> {
  const closed = await context.transact(async (change) => {
    const row = await tables<MonitorTables>(change.db)
      .updateTable('monitor.finding')
      .set({ state: 'closed', closed_at: context.clock.now(), closed_by: person.id, conclusion })
      .where('id', '=', findingId)
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'finding-closed',
        title: 'Nothing to close',
        detail: 'The finding is closed, or there is none of this id.',
        next: 'See the list under Monitor.',
      })
    change.record({
      actor: person,
      action: 'finding.closed',
      subject: { kind: 'finding', id: findingId },
      payload: { conclusion },
    })
    return ok(findingId)
  })
  if (!closed.ok) return closed
  const finding = (await listFindings(context.db)).find((one) => one.id === findingId)
  return finding
    ? ok(finding)
    : refuse(404, { code: 'finding-unknown', title: 'No such finding', detail: `There is no finding ${findingId}.` })
}

/** Gate `release.resume`: every finding closed, and not by who built the model. */
export async function resumeRelease(
  context: PartContext,
  releaseId: string,
  person: Person,
): Promise<Result<{ releaseId: string; state: string }>> {
  const deployed = context.optionalPort<DeployedReleases>('deploy.releases')
  const state = await deployed?.state(releaseId)
  if (!deployed || !state)
    return refuse(404, {
      code: 'release-unknown',
      title: 'No such release',
      detail: `Release ${releaseId} is not in this clinic.`,
      next: 'See the list under Deploy.',
    })
  if (state !== 'suspended')
    return refuse(409, {
      code: 'release-state',
      title: 'Not suspended',
      detail: `The release is ${state}.`,
      next: 'Only a suspended release is resumed.',
    })
  if (await isRecalled(context.db, releaseId))
    return refuse(409, {
      code: 'release-recalled',
      title: 'Recalled',
      detail: 'The release was recalled and does not run again.',
      next: 'Put a newer release into operation.',
    })
  const open = await tables<MonitorTables>(context.db)
    .selectFrom('monitor.finding')
    .select('id')
    .where('release_id', '=', releaseId)
    .where('state', '=', 'open')
    .execute()
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'release.resume',
    facts: { openFindings: open.length, closerId: person.id, builders: await deployed.builders(releaseId) },
    subject: { kind: 'release', id: releaseId },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  return context.transact(async (change) => {
    await deployed.resume(change.db, releaseId)
    // A new row of alarms is counted from here: those so far were answered by closing their findings.
    const db = tables<MonitorTables>(change.db)
    const last = await db
      .selectFrom('monitor.observation')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .where('release_id', '=', releaseId)
      .executeTakeFirst()
    const since = { since_seq: Number(last?.seq ?? 0) }
    await db
      .insertInto('monitor.watch')
      .values({ release_id: releaseId, ...since })
      .onConflict((oc) => oc.column('release_id').doUpdateSet(since))
      .execute()
    change.record({
      actor: person,
      action: 'release.resumed',
      subject: { kind: 'release', id: releaseId },
      payload: { decision: decision.id },
    })
    return ok({ releaseId, state: 'active' })
  })
}
