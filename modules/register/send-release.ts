import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { approvalRoles, ok, type Person, type Release, type Result, refuse } from '@clic/contracts'
import { sha256 } from '@clic/ledger'
import { mapWeights, unpackMap, validateMap } from '@clic/monai-deploy'
import { tables } from '@clic/platform/db'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { RegisterTables } from './tables.ts'
import { readRelease } from './views.ts'

/** Gate `release.deploy` on the research side; the clinic decides the same gate again when it puts the release into operation. */
export async function sendRelease(
  context: PartContext,
  releaseId: string,
  permitId: string,
  person: Person,
): Promise<Result<Release>> {
  const release = await readRelease(context.db, releaseId)
  if (!release)
    return refuse(404, {
      code: 'release-unknown',
      title: 'No such release',
      detail: `There is no release ${releaseId}.`,
      next: 'See the list under Register.',
    })
  const verdict = (
    await tables<RegisterTables>(context.db)
      .selectFrom('register.release')
      .select('verdict')
      .where('id', '=', releaseId)
      .executeTakeFirst()
  )?.verdict
  const content = await context.files.get(release.mapSha256)
  const packaged = await inspect(context, content, release.mapSha256)
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'release.deploy',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(permitId, release.productName)),
      verdict: release.state === 'refused' ? 'refused' : (verdict?.verdict ?? 'not validated'),
      weightsValidated: verdict?.weightsValidated ?? '',
      weightsPackaged: packaged.weights,
      packageValid: packaged.valid,
      approvals: release.approvals.map((one) => ({ role: one.role, personId: one.personId })),
      rolesNeeded: [...approvalRoles],
      builders: release.builders,
    },
    subject: { kind: 'release', id: releaseId },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  const sent = await context.transact(async (change) => {
    const row = await tables<RegisterTables>(change.db)
      .updateTable('register.release')
      .set({ state: 'sent' })
      .where('id', '=', releaseId)
      .where('state', '=', 'approved')
      .returning('id')
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'release-state',
        title: 'Not now',
        detail: `The release is ${release.state}.`,
        next: 'It is sent once, when it is approved.',
      })
    const posted = await context.door.send(change, {
      kind: 'release',
      permitId,
      header: {
        releaseId,
        productName: release.productName,
        kind: release.kind,
        version: release.version,
        mapSha256: release.mapSha256,
        weightsSha256: release.weightsSha256,
        bundleName: release.bundleName,
        builders: release.builders,
        approvals: release.approvals,
        intendedUse: release.intendedUse,
        verdict: {
          verdict: verdict?.verdict ?? 'not validated',
          resultId: verdict?.resultId ?? '',
          protocolHash: verdict?.protocolHash ?? '',
          weightsValidated: verdict?.weightsValidated ?? '',
        },
      },
      content,
    })
    if (!posted.ok) return posted
    change.record({
      actor: person,
      action: 'release.sent',
      subject: { kind: 'release', id: releaseId },
      payload: { decision: decision.id, parcel: posted.id, permitId },
    })
    return ok(releaseId)
  })
  if (!sent.ok) return sent
  const after = await readRelease(context.db, releaseId)
  return after
    ? ok(after)
    : refuse(404, { code: 'release-unknown', title: 'No such release', detail: `There is no release ${releaseId}.` })
}

/** Digest and findings of the package as it lies on disk; nothing of it counts when it is not the one that was registered. */
async function inspect(
  context: PartContext,
  content: Uint8Array,
  mapSha256: string,
): Promise<{ weights: string; valid: boolean }> {
  if (sha256(content) !== mapSha256) return { weights: '', valid: false }
  const folder = mkdtempSync(join(context.folder, 'send-'))
  try {
    const map = await unpackMap(content, folder)
    if (!map.ok) return { weights: '', valid: false }
    return {
      weights: await mapWeights(folder),
      valid: (await validateMap(folder)).every((one) => one.level !== 'error'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
