import { ok, type Result, refuse } from '@clic/contracts'
import { type AnyTransaction, tables } from '@clic/platform/db'
import { lockProject, logInVault, type Vault } from './open-vault.ts'
import type { AnswerOf, AskOf } from './protocol.ts'
import { type ProjectKeys, projectKeys } from './pseudonym.ts'
import type { VaultTables } from './tables.ts'

const mostAttempts = 20

/** Who a patient is in a project: the same answer for ever, committed before it is given; none once the patient was erased. */
export async function giveSubject(vault: Vault, ask: AskOf<'subject'>): Promise<Result<AnswerOf<'subject'>>> {
  return vault.db.transaction().execute(async (tx) => {
    await lockProject(tx, ask.permitId)
    const keyVersion = await keyVersionOf(vault, tx, ask.permitId)
    const project = projectKeys(vault.keys.key(keyVersion), ask.permitId)
    const pseudonym = await pseudonymOf(vault, tx, project, ask)
    if (pseudonym === undefined)
      return refuse(410, {
        code: 'patient-erased',
        title: 'Erased',
        detail: 'The patient was erased.',
        next: 'Nothing has to be done.',
      })
    return ok({
      pseudonym,
      dateShiftDays: project.dateShiftDays(ask.patientKey),
      uidKey: project.uidKey.toString('base64'),
      keyVersion,
    })
  })
}

async function keyVersionOf(vault: Vault, tx: AnyTransaction, permitId: string): Promise<number> {
  const db = tables<VaultTables>(tx)
  const known = await db
    .selectFrom('vault.project')
    .select('key_version')
    .where('permit_id', '=', permitId)
    .executeTakeFirst()
  if (known) return known.key_version
  const keyVersion = vault.keys.current
  await db
    .insertInto('vault.project')
    .values({ permit_id: permitId, key_version: keyVersion, begun_at: vault.clock.now() })
    .execute()
  await logInVault(vault, tx, { operation: 'project.begin', outcome: `key version ${keyVersion}`, permitId })
  return keyVersion
}

async function pseudonymOf(
  vault: Vault,
  tx: AnyTransaction,
  project: ProjectKeys,
  ask: AskOf<'subject'>,
): Promise<string | undefined> {
  const db = tables<VaultTables>(tx)
  const tag = project.patientTag(ask.patientKey)
  const known = await db
    .selectFrom('vault.subject')
    .select(['pseudonym', 'erased_at'])
    .where('permit_id', '=', ask.permitId)
    .where('patient_tag', '=', tag)
    .executeTakeFirst()
  if (known) return known.erased_at ? undefined : known.pseudonym
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const pseudonym = project.pseudonym(ask.patientKey, attempt)
    const row = await db
      .insertInto('vault.subject')
      .values({
        permit_id: ask.permitId,
        patient_tag: tag,
        pseudonym,
        sealed_patient: project.seal(ask.patientKey),
        given_at: vault.clock.now(),
      })
      .onConflict((oc) => oc.columns(['permit_id', 'pseudonym']).doNothing())
      .returning('pseudonym')
      .executeTakeFirst()
    if (row) {
      await logInVault(vault, tx, { operation: 'subject.give', outcome: 'new', permitId: ask.permitId })
      return pseudonym
    }
  }
  throw new Error('no free pseudonym was found')
}
