import { createPublicKey } from 'node:crypto'
import {
  ok,
  type Person,
  type Result,
  refuse,
  type SharedAnswer,
  type SharedOutcome,
  type SharedQuestion,
  servicePerson,
  sharedPatientsEndpoints,
} from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import { type DoorCall, doorCallSigned, doorHeader } from '@clic/platform/doors'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { admitCount, noStudies, recordCount } from './admit-count.ts'
import { type Agreement, fingerprint } from './agreements.ts'
import { frozenNumbers } from './frozen-set.ts'
import { openMasking } from './masking.ts'
import { filledSize, filledUp, verdictOn } from './shared-count.ts'

/** Another region asks. It gets masked elements only when an active agreement holds its key, its permit and its budget. */
export async function answerPartner(
  station: Station,
  question: SharedQuestion,
  request: Request,
): Promise<Result<SharedAnswer>> {
  const agreement = await signedBy(station, question, request, sharedPatientsEndpoints.answer.path, question.project)
  if (!agreement) return shut()
  return answerQuestion(station, agreement, question, { actor: partner(agreement), byFile: false })
}

/** Answers a question whose signature holds, when the gate and the budget of the day let it. */
export async function answerQuestion(
  station: Station,
  agreement: Agreement,
  question: SharedQuestion,
  given: { actor: Person; byFile: boolean },
): Promise<Result<SharedAnswer>> {
  if (!station.received()) return noStudies()
  const numbers = await frozenNumbers(station, agreement)
  const size = filledSize(numbers.length)
  const { actor, byFile } = given
  const { runId } = question
  const admitted = await admitCount(
    station,
    {
      agreement,
      runId,
      direction: 'answered',
      reason: null,
      actor,
      ownPatients: numbers.length,
      ownSize: size,
      partnerSize: question.size,
      byFile,
    },
    async () => undefined,
  )
  if (!admitted.ok) return admitted
  const masking = openMasking()
  const answer = await masking
    .answer({ elements: filledUp(numbers), request: question.elements, size: question.size })
    .finally(() => masking.close())
  await station.context.transact(async (change) => {
    await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.shared_run')
      .set(answer ? { state: 'answered' } : { state: 'failed', problem: damaged.detail })
      .where('id', '=', runId)
      .execute()
    if (!answer) recordCount(change, { agreement, runId }, actor, 'failed', { why: damaged.detail })
  })
  return answer ? ok({ runId, size, ...answer }) : refuse(400, damaged)
}

/** What the region that asked counted. This zone looks by its own rule, too, whether that may be shown here. */
export async function noteOutcome(
  station: Station,
  outcome: SharedOutcome,
  request: Request,
): Promise<Result<{ noted: boolean }>> {
  const agreement = await signedBy(station, outcome, request, sharedPatientsEndpoints.outcome.path)
  if (!agreement) return shut()
  return noteCount(station, agreement, outcome, partner(agreement))
}

/** Notes what the partner counted. Told twice it is noted once. */
export async function noteCount(
  station: Station,
  agreement: Agreement,
  outcome: SharedOutcome,
  actor: Person,
): Promise<Result<{ noted: boolean }>> {
  const noted = await station.context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const run = await db
      .selectFrom('deidentify.shared_run')
      .selectAll()
      .where('id', '=', outcome.runId)
      .where('agreement_id', '=', agreement.id)
      .where('direction', '=', 'answered')
      .where('state', '=', 'answered')
      .forUpdate()
      .executeTakeFirst()
    if (!run) return false
    const verdict = verdictOn(outcome.count ?? 0, run.own_patients ?? 0)
    await db
      .updateTable('deidentify.shared_run')
      .set({ state: 'done', ...verdict })
      .where('id', '=', run.id)
      .execute()
    recordCount(change, { agreement, runId: run.id }, actor, 'finished', {
      ownSize: run.own_size,
      partnerSize: run.partner_size,
      count: verdict.count ?? (verdict.suppressed as string),
    })
    return true
  })
  return ok({ noted })
}

/**
 * The active agreement whose key signed this message for this zone. The message names no sender: the signature does. One that
 * was meant for another zone is refused, so that no partner passes on what it was asked.
 */
async function signedBy(
  station: Station,
  message: SharedQuestion | SharedOutcome,
  request: Request,
  path: string,
  project?: string,
): Promise<Agreement | undefined> {
  const { context } = station
  if (message.to !== fingerprint(context.keys.publicPem)) return undefined
  let asked = tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.shared_agreement')
    .selectAll()
    .where('state', '=', 'active')
  if (project !== undefined) asked = asked.where('project', '=', project)
  else
    asked = asked.where('id', 'in', (eb) =>
      eb.selectFrom('deidentify.shared_run').select('agreement_id').where('id', '=', message.runId),
    )
  const call: DoorCall = { method: 'POST', url: path, body: canonicalJson(message) }
  const header = request.headers.get(doorHeader)
  const now = context.clock.now()
  return (await asked.execute()).find((one) => doorCallSigned(header, call, createPublicKey(one.public_key), now))
}

function partner(agreement: Agreement): Person {
  return servicePerson(`partner ${agreement.id}`)
}

const damaged = {
  code: 'masked-elements',
  title: 'Not a question',
  detail: 'The masked elements are damaged, repeated, or not as many as the question says.',
  next: 'Ask with the same version of the platform.',
} as const

function shut() {
  return refuse(401, {
    code: 'door-signature',
    title: 'The door stays shut',
    detail:
      'No active agreement about this project holds the key that signed this, for this zone, less than a minute ago.',
    next: 'Both regions agree on the project’s name and exchange their zones’ keys; the clocks must be right.',
  })
}
