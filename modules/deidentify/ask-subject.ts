import type { Subject } from '@clic/deidentification'
import type { Station } from './station.ts'

/** Who a patient is in a project; when the vault is down, what to say of the study that waits for it. */
export async function askSubject(
  station: Station,
  permitId: string,
  patientKey: string,
): Promise<{ ok: true; value: Subject } | { ok: false; reason: string; next: string }> {
  const answer = await station.vault.ask('subject', { permitId, patientKey })
  if (answer.ok) {
    const { pseudonym, dateShiftDays, uidKey } = answer.value
    return { ok: true, value: { pseudonym, dateShiftDays, uidKey: Buffer.from(uidKey, 'base64') } }
  }
  if (!answer.down && answer.problem.status === 410)
    return { ok: false, reason: answer.problem.detail, next: answer.problem.next ?? '' }
  if (!answer.down) throw new Error('the vault did not understand')
  station.vaultIsDown()
  return { ok: false, reason: answer.problem.detail, next: answer.problem.next ?? '' }
}
