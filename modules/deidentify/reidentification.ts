import { ok, type Person, type Problem, type Result, type reidentificationSchema } from '@clic/contracts'
import type { z } from 'zod'
import type { Station } from './station.ts'

type Reidentification = z.infer<typeof reidentificationSchema>

/**
 * Two people, one patient. The vault decides and writes its own log; this zone's ledger gets the same steps, without the reason's
 * words and without the patient. What the ledger cannot record is not told.
 */
export async function requestReidentification(
  station: Station,
  ask: { permitId: string; pseudonym: string; reason: string },
  person: Person,
): Promise<Result<Reidentification>> {
  const answer = await station.vault.ask('reidentification.request', { ...ask, personId: person.id })
  if (!answer.ok) return denied(station, person, { kind: 'permit', id: ask.permitId }, 'request', answer.problem)
  await station.context.transact(async (change) =>
    change.record({
      actor: person,
      action: 'reidentification.requested',
      subject: { kind: 'reidentification', id: answer.value.id },
      payload: { permitId: ask.permitId, pseudonym: ask.pseudonym },
    }),
  )
  return ok(answer.value)
}

export async function approveReidentification(
  station: Station,
  id: string,
  person: Person,
): Promise<Result<Reidentification & { patientKey: string }>> {
  const answer = await station.vault.ask('reidentification.approve', { id, personId: person.id })
  if (!answer.ok) return denied(station, person, { kind: 'reidentification', id }, 'approve', answer.problem)
  // The vault holds this rule; a vault that breaks it is not believed.
  if (answer.value.requestedBy === person.id) throw new Error('the vault let one person ask and agree')
  await station.context.transact(async (change) =>
    change.record({
      actor: person,
      action: 'reidentification.approved',
      subject: { kind: 'reidentification', id },
      payload: {
        permitId: answer.value.permitId,
        pseudonym: answer.value.pseudonym,
        requestedBy: answer.value.requestedBy,
      },
    }),
  )
  return ok(answer.value)
}

export async function listReidentifications(station: Station): Promise<Result<Reidentification[]>> {
  const answer = await station.vault.ask('reidentification.list', {})
  return answer.ok ? ok(answer.value) : { ok: false, problem: answer.problem }
}

async function denied(
  station: Station,
  person: Person,
  subject: { kind: string; id: string },
  step: 'request' | 'approve',
  problem: Problem,
): Promise<{ ok: false; problem: Problem }> {
  await station.context.transact(async (change) =>
    change.record({
      actor: person,
      action: 'reidentification.denied',
      subject,
      payload: { step, why: problem.type },
    }),
  )
  return { ok: false, problem }
}
