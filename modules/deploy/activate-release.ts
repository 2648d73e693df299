import { approvalRoles, ok, type Person, type Result, refuse } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import { type DeployTables, isForeign } from './tables.ts'
import { unpackRelease } from './unpack-release.ts'

/** Gate `release.deploy`, decided by the clinic itself on what lies on its own disk, under a permit of its own. */
export async function activateRelease(
  context: PartContext,
  releaseId: string,
  permitId: string,
  person: Person,
  warm: (releaseId: string) => void,
): Promise<Result<string>> {
  const release = await tables<DeployTables>(context.db)
    .selectFrom('deploy.release')
    .selectAll()
    .where('id', '=', releaseId)
    .executeTakeFirst()
  if (!release)
    return refuse(404, {
      code: 'release-unknown',
      title: 'No such release',
      detail: `Release ${releaseId} has not come to this clinic.`,
      next: 'See what has crossed under Parcels.',
    })
  if (release.state !== 'received')
    return refuse(409, {
      code: 'release-state',
      title: 'Not now',
      detail: `The release is ${release.state}.`,
      next:
        release.state === 'suspended'
          ? 'Close its findings and resume it under Monitor.'
          : 'It is in operation already.',
    })
  const unpacked = await unpackRelease(context, release)
  if (isForeign(release)) {
    // Asked now, so that nobody waits for a package that this site does not run.
    const fence = await context.sandbox.open()
    if (!fence.ok) return refuse(409, fence.problem)
    await fence.run.close()
  } else if (!unpacked?.bundle)
    return refuse(422, {
      code: 'release-without-bundle',
      title: 'Nothing to keep warm',
      detail: 'The package says that it was made here, and holds no MONAI bundle.',
      next: 'Ask for a release that was made from a bundle.',
    })
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'release.deploy',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(permitId, release.product_name)),
      verdict: release.verdict,
      weightsValidated: release.weights_validated,
      weightsPackaged: unpacked?.weights ?? '',
      packageValid: unpacked?.valid ?? false,
      approvals: release.approvals.map((one) => ({ role: one.role, personId: one.personId })),
      rolesNeeded: [...approvalRoles],
      builders: release.builders,
    },
    subject: { kind: 'release', id: releaseId },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  const done = await context.transact(async (change) => {
    const row = await tables<DeployTables>(change.db)
      .updateTable('deploy.release')
      .set({ state: 'active', permit_id: permitId, activated_at: context.clock.now(), reason: null })
      .where('id', '=', releaseId)
      .where('state', '=', 'received')
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'changed-meanwhile',
        title: 'Somebody was faster',
        detail: 'The release changed meanwhile.',
        next: 'Read it again.',
      })
    change.record({
      actor: person,
      action: 'release.activated',
      subject: { kind: 'release', id: releaseId },
      payload: { decision: decision.id, permitId },
    })
    return ok(releaseId)
  })
  if (done.ok && !isForeign(release)) warm(releaseId)
  return done
}
