import { ok, type Result, refuse } from '@clic/contracts'
import { type AnyTransaction, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Selectable } from 'kysely'
import { logInVault, type Vault } from './open-vault.ts'
import type { AnswerOf, AskOf } from './protocol.ts'
import { projectKeys } from './pseudonym.ts'
import type { VaultTables } from './tables.ts'

type Request = Selectable<VaultTables['vault.reidentification']>

/** A request that nobody agreed to within a week has lapsed: agreement is about a need of now. */
const lapsesAfterDays = 7

export async function requestReidentification(
  vault: Vault,
  ask: AskOf<'reidentification.request'>,
): Promise<Result<AnswerOf<'reidentification.request'>>> {
  return vault.db.transaction().execute(async (tx) => {
    const db = tables<VaultTables>(tx)
    const said = { operation: 'reidentification.request', permitId: ask.permitId, person: ask.personId }
    const known = await db
      .selectFrom('vault.subject')
      .select('pseudonym')
      .where('permit_id', '=', ask.permitId)
      .where('pseudonym', '=', ask.pseudonym)
      .executeTakeFirst()
    if (!known) {
      await logInVault(vault, tx, { ...said, outcome: 'unknown pseudonym' })
      return refuse(404, {
        code: 'pseudonym-unknown',
        title: 'No such pseudonym',
        detail: 'This pseudonym was not given out under this permit.',
        next: 'Check the pseudonym and the permit; a patient has another pseudonym in every project.',
      })
    }
    const row: Request = {
      id: newId('reidentification', vault.clock),
      permit_id: ask.permitId,
      pseudonym: ask.pseudonym,
      reason: ask.reason,
      state: 'requested',
      requested_by: ask.personId,
      requested_at: vault.clock.now(),
      decided_by: null,
      decided_at: null,
    }
    await db.insertInto('vault.reidentification').values(row).execute()
    await logInVault(vault, tx, { ...said, outcome: 'requested', subject: row.id })
    return ok(shown(row))
  })
}

/** Tells the patient to the second person. The same approver may ask again, for an answer can be lost on the way. */
export async function approveReidentification(
  vault: Vault,
  ask: AskOf<'reidentification.approve'>,
): Promise<Result<AnswerOf<'reidentification.approve'>>> {
  return vault.db.transaction().execute(async (tx) => {
    const db = tables<VaultTables>(tx)
    await lapse(vault, tx)
    const row = await db
      .selectFrom('vault.reidentification')
      .selectAll()
      .where('id', '=', ask.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row)
      return refuse(404, {
        code: 'reidentification-unknown',
        title: 'No such request',
        detail: 'The vault knows no such request.',
        next: 'See the list of requests.',
      })
    const said = {
      operation: 'reidentification.approve',
      permitId: row.permit_id,
      person: ask.personId,
      subject: row.id,
    }
    if (row.pseudonym.startsWith('erased-')) {
      await logInVault(vault, tx, { ...said, outcome: 'refused: erased' })
      return refuse(410, {
        code: 'patient-erased',
        title: 'Erased',
        detail: 'The patient was erased.',
        next: 'Nothing has to be done.',
      })
    }
    if (row.requested_by === ask.personId) {
      await logInVault(vault, tx, { ...said, outcome: 'refused: same person' })
      return refuse(403, {
        code: 'same-person',
        title: 'Two people are needed',
        detail: 'Who asks for a re-identification cannot agree to it.',
        next: 'Ask another data steward or the DPO.',
      })
    }
    if (row.state === 'refused' || (row.state === 'approved' && row.decided_by !== ask.personId)) {
      await logInVault(vault, tx, { ...said, outcome: `refused: is ${row.state}` })
      return refuse(409, {
        code: 'reidentification-decided',
        title: 'Already decided',
        detail:
          row.state === 'refused'
            ? `Nobody agreed within ${lapsesAfterDays} days, so the request lapsed.`
            : 'Another person agreed to this request already.',
        next: 'Ask anew when it is still needed.',
      })
    }
    const patientKey = await patientOf(vault, tx, row)
    const approved: Request =
      row.state === 'approved'
        ? row
        : { ...row, state: 'approved', decided_by: ask.personId, decided_at: vault.clock.now() }
    await db
      .updateTable('vault.reidentification')
      .set({ state: approved.state, decided_by: approved.decided_by, decided_at: approved.decided_at })
      .where('id', '=', row.id)
      .execute()
    await logInVault(vault, tx, { ...said, outcome: row.state === 'approved' ? 'told again' : 'approved' })
    return ok({ ...shown(approved), patientKey })
  })
}

export async function listReidentifications(vault: Vault): Promise<AnswerOf<'reidentification.list'>> {
  return vault.db.transaction().execute(async (tx) => {
    await lapse(vault, tx)
    const rows = await tables<VaultTables>(tx)
      .selectFrom('vault.reidentification')
      .selectAll()
      .orderBy('requested_at', 'desc')
      .orderBy('id', 'desc')
      .limit(500)
      .execute()
    return rows.map(shown)
  })
}

async function lapse(vault: Vault, tx: AnyTransaction): Promise<void> {
  const now = vault.clock.now()
  const rows = await tables<VaultTables>(tx)
    .updateTable('vault.reidentification')
    .set({ state: 'refused', decided_at: now })
    .where('state', '=', 'requested')
    .where('requested_at', '<', new Date(now.getTime() - lapsesAfterDays * 86_400_000))
    .returning(['id', 'permit_id'])
    .execute()
  for (const row of rows)
    await logInVault(vault, tx, {
      operation: 'reidentification.lapse',
      outcome: 'refused',
      permitId: row.permit_id,
      subject: row.id,
    })
}

async function patientOf(vault: Vault, tx: AnyTransaction, row: Request): Promise<string> {
  const found = await tables<VaultTables>(tx)
    .selectFrom('vault.subject')
    .innerJoin('vault.project', 'vault.project.permit_id', 'vault.subject.permit_id')
    .select(['sealed_patient', 'key_version'])
    .where('vault.subject.permit_id', '=', row.permit_id)
    .where('pseudonym', '=', row.pseudonym)
    .executeTakeFirstOrThrow()
  return projectKeys(vault.keys.key(found.key_version), row.permit_id).unseal(found.sealed_patient)
}

function shown(row: Request): AnswerOf<'reidentification.request'> {
  return {
    id: row.id,
    permitId: row.permit_id,
    pseudonym: row.pseudonym,
    reason: row.reason,
    state: row.state,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  }
}
