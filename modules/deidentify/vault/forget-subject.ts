import { randomBytes } from 'node:crypto'
import { tables } from '@clic/platform/db'
import { lockProject, logInVault, type Vault } from './open-vault.ts'
import type { AnswerOf, AskOf } from './protocol.ts'
import { projectKeys } from './pseudonym.ts'
import type { VaultTables } from './tables.ts'

/** The pseudonym that a patient was given, and none when there is none: asking gives nobody a pseudonym. */
export async function findSubject(vault: Vault, ask: AskOf<'subject.find'>): Promise<AnswerOf<'subject.find'>> {
  const known = await knownSubject(vault, vault.db, ask)
  return { pseudonym: known?.pseudonym ?? null }
}

/** Forgets who a pseudonym was, and the pseudonym. The project's key stays: it is everybody else's. Safe to ask twice. */
export async function forgetSubject(vault: Vault, ask: AskOf<'subject.forget'>): Promise<AnswerOf<'subject.forget'>> {
  return vault.db.transaction().execute(async (tx) => {
    await lockProject(tx, ask.permitId)
    const known = await knownSubject(vault, tx, ask)
    if (!known) return { forgotten: false }
    const db = tables<VaultTables>(tx)
    // By chance and not by computation: nothing leads back from it.
    const nobody = `erased-${randomBytes(12).toString('hex')}`
    await db
      .updateTable('vault.subject')
      .set({ pseudonym: nobody, sealed_patient: '', erased_at: vault.clock.now() })
      .where('permit_id', '=', ask.permitId)
      .where('patient_tag', '=', known.tag)
      .execute()
    await db
      .updateTable('vault.reidentification')
      .set({ pseudonym: nobody, reason: 'The patient was erased.' })
      .where('permit_id', '=', ask.permitId)
      .where('pseudonym', '=', known.pseudonym)
      .execute()
    await logInVault(vault, tx, {
      operation: 'subject.forget',
      outcome: 'forgotten',
      permitId: ask.permitId,
      subject: ask.erasureId,
    })
    return { forgotten: true }
  })
}

/** Who a patient is in a project, under the version of the key that the project was begun with. */
async function knownSubject(vault: Vault, on: Vault['db'], ask: { permitId: string; patientKey: string }) {
  const db = tables<VaultTables>(on)
  const project = await db
    .selectFrom('vault.project')
    .select('key_version')
    .where('permit_id', '=', ask.permitId)
    .executeTakeFirst()
  if (!project) return undefined
  const tag = projectKeys(vault.keys.key(project.key_version), ask.permitId).patientTag(ask.patientKey)
  const row = await db
    .selectFrom('vault.subject')
    .select('pseudonym')
    .where('permit_id', '=', ask.permitId)
    .where('patient_tag', '=', tag)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  return row && { tag, pseudonym: row.pseudonym }
}
