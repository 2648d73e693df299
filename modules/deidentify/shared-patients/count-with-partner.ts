import { type Person, type Result, type SharedRun, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import { jobNames } from '../jobs.ts'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { admitCount, noStudies, recordCount } from './admit-count.ts'
import { type Agreement, fingerprint, unknownAgreement } from './agreements.ts'
import { frozenNumbers } from './frozen-set.ts'
import { type Masking, openMasking } from './masking.ts'
import { askPartner, tellOutcome } from './partner-call.ts'
import { readRun } from './read-runs.ts'
import { filledSize, filledUp, type Verdict, verdictOn } from './shared-count.ts'

/** A person asks how many patients of the agreement's permit the partner has as well. The counting is a job. */
export async function startCount(
  station: Station,
  ask: { agreementId: string; permitId: string; reason: string },
  person: Person,
): Promise<Result<SharedRun>> {
  if (!station.received()) return noStudies()
  const agreement = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.shared_agreement')
    .selectAll()
    .where('id', '=', ask.agreementId)
    .where('permit_id', '=', ask.permitId)
    .executeTakeFirst()
  if (!agreement) return unknownAgreement()
  const patients = (await frozenNumbers(station, agreement)).length
  const runId = newId('sharedcount', station.context.clock)
  const admitted = await admitCount(
    station,
    {
      agreement,
      runId,
      direction: 'asked',
      reason: ask.reason,
      actor: person,
      ownPatients: patients,
      ownSize: filledSize(patients),
      partnerSize: null,
    },
    (change) => change.send(jobNames.countShared, { runId }, { key: runId }),
  )
  return admitted.ok ? readRun(station, runId) : admitted
}

/** The job: mask, ask, count. What ends without a count says why; a count that was interrupted is asked for anew by a person. */
export async function countWithPartner(station: Station, runId: string): Promise<void> {
  const found = await waitingRun(station, runId)
  if (!found) return
  const masking = openMasking()
  try {
    await finish(station, found, await count(station, found, masking), servicePerson('deidentify'))
  } finally {
    await masking.close()
  }
}

export type Counted = { ok: true; verdict: Verdict; patients: number; partnerSize: number } | { ok: false; why: string }

async function count(station: Station, { agreement, runId }: Found, masking: Masking): Promise<Counted> {
  if (agreement.state !== 'active') return { ok: false, why: `The agreement is ${agreement.state}.` }
  const numbers = await frozenNumbers(station, agreement)
  const elements = filledUp(numbers)
  if (elements.length > station.settings.sharedPatients.mostAsking)
    return { ok: false, why: 'The set has grown too large.' }
  const request = await masking.request(elements)
  if (!request) return { ok: false, why: 'The own set could not be masked.' }
  const answer = await askPartner(station.context, agreement, {
    runId,
    project: agreement.project,
    to: fingerprint(agreement.public_key),
    size: elements.length,
    elements: request.request,
  })
  if (!answer.ok) return { ok: false, why: answer.problem.detail }
  const shared = await masking.count(answer.value)
  if (shared === undefined) return { ok: false, why: 'The partner’s masked elements could not be read.' }
  return {
    ok: true,
    verdict: verdictOn(shared, numbers.length),
    patients: numbers.length,
    partnerSize: answer.value.size,
  }
}

interface Found {
  runId: string
  byFile?: boolean
  agreement: Agreement
}

async function waitingRun(station: Station, runId: string): Promise<Found | undefined> {
  const db = tables<DeidentifyTables>(station.context.db)
  const run = await db
    .selectFrom('deidentify.shared_run')
    .select('agreement_id')
    .where('id', '=', runId)
    .where('direction', '=', 'asked')
    .where('state', '=', 'waiting')
    .where('by_file', '=', false)
    .executeTakeFirst()
  if (!run) return undefined
  const agreement = await db
    .selectFrom('deidentify.shared_agreement')
    .selectAll()
    .where('id', '=', run.agreement_id)
    .executeTakeFirstOrThrow()
  return { runId, agreement }
}

/** Writes what was counted, or why not. The partner is told by a job, or by a file that a person carries. */
export async function finish(station: Station, of: Found, counted: Counted, actor: Person): Promise<void> {
  await station.context.transact(async (change) => {
    await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.shared_run')
      .set(
        counted.ok
          ? {
              state: 'done',
              ...counted.verdict,
              own_patients: counted.patients,
              own_size: filledSize(counted.patients),
              partner_size: counted.partnerSize,
              client_key: null,
            }
          : { state: 'failed', problem: counted.why, client_key: null },
      )
      .where('id', '=', of.runId)
      .execute()
    recordCount(
      change,
      of,
      actor,
      counted.ok ? 'finished' : 'failed',
      counted.ok
        ? {
            ownSize: filledSize(counted.patients),
            partnerSize: counted.partnerSize,
            count: counted.verdict.count ?? (counted.verdict.suppressed as string),
          }
        : { why: counted.why },
    )
    if (counted.ok && !of.byFile) await change.send(jobNames.tellShared, { runId: of.runId }, { key: of.runId })
  })
}

/** The partner hears what was counted, or that it is suppressed, so that both ledgers hold it. */
export async function tellPartner(station: Station, runId: string): Promise<void> {
  const db = tables<DeidentifyTables>(station.context.db)
  const run = await db
    .selectFrom('deidentify.shared_run')
    .innerJoin('deidentify.shared_agreement', 'deidentify.shared_agreement.id', 'agreement_id')
    .selectAll('deidentify.shared_agreement')
    .select('count')
    .where('deidentify.shared_run.id', '=', runId)
    .where('deidentify.shared_run.state', '=', 'done')
    .executeTakeFirst()
  if (!run) return
  await tellOutcome(station.context, run, { runId, to: fingerprint(run.public_key), count: run.count })
}
