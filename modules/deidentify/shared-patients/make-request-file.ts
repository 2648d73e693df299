import { ok, type Person, type ReplyOf, type Result, refuse, type sharedPatientsEndpoints } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { admitCount, noStudies } from './admit-count.ts'
import { fingerprint } from './agreements.ts'
import { finish } from './count-with-partner.ts'
import { frozenNumbers } from './frozen-set.ts'
import { openMasking } from './masking.ts'
import { agreementOf } from './read-partner-file.ts'
import { readRun } from './read-runs.ts'
import { filledSize, filledUp } from './shared-count.ts'
import { endOverdue, sharedFile } from './shared-file.ts'

/**
 * A question as a file, for a region that this zone cannot reach. It passes the gate and takes one of the day's counts as any other; the key
 * of its masks waits here for the answer.
 */
export async function makeRequestFile(
  station: Station,
  ask: { agreementId: string; permitId: string; reason: string },
  person: Person,
): Promise<Result<ReplyOf<typeof sharedPatientsEndpoints.requestFile>>> {
  if (!station.received()) return noStudies()
  await endOverdue(station)
  const found = await agreementOf(station, ask)
  if (!found.ok) return found
  const agreement = found.value
  const numbers = await frozenNumbers(station, agreement)
  const runId = newId('sharedcount', station.context.clock)
  const size = filledSize(numbers.length)
  const admitted = await admitCount(
    station,
    {
      agreement,
      runId,
      direction: 'asked',
      reason: ask.reason,
      actor: person,
      ownPatients: numbers.length,
      ownSize: size,
      partnerSize: null,
      byFile: true,
    },
    async () => undefined,
  )
  if (!admitted.ok) return admitted
  const masking = openMasking()
  const masked = await masking.request(filledUp(numbers)).finally(() => masking.close())
  if (!masked) {
    await finish(station, { agreement, runId, byFile: true }, { ok: false, why: notMasked.detail }, person)
    return refuse(500, notMasked)
  }
  await tables<DeidentifyTables>(station.context.db)
    .updateTable('deidentify.shared_run')
    .set({ client_key: masked.key })
    .where('id', '=', runId)
    .execute()
  const run = await readRun(station, runId)
  if (!run.ok) return run
  const to = fingerprint(agreement.public_key)
  const message = { runId, project: agreement.project, to, size, elements: masked.request }
  const at = station.context.clock.now().toISOString()
  return ok({ run: run.value, file: sharedFile(station, { kind: 'question', at, message }) })
}

const notMasked = {
  code: 'not-masked',
  title: 'No question was made',
  detail: 'The own set could not be masked.',
  next: 'Try again; if it stays, give the time of day to the operator.',
} as const
