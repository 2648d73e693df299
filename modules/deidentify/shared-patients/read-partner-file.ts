import {
  ok,
  type Person,
  type ReplyOf,
  type Result,
  refuse,
  type SharedAnswer,
  type SharedFile,
  type SharedQuestion,
  type sharedPatientsEndpoints,
} from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { type Agreement, fingerprint, unknownAgreement } from './agreements.ts'
import { answerQuestion, noteCount } from './answer-partner.ts'
import { finish } from './count-with-partner.ts'
import { openMasking } from './masking.ts'
import { readRun } from './read-runs.ts'
import { verdictOn } from './shared-count.ts'
import { endOverdue, openFile, sharedFile } from './shared-file.ts'

type Read = ReplyOf<typeof sharedPatientsEndpoints.readFile>

/** Reads what the other region handed over: its question is answered, its answer counted, its outcome noted. */
export async function readPartnerFile(
  station: Station,
  ask: { agreementId: string; permitId: string; file: SharedFile },
  person: Person,
): Promise<Result<Read>> {
  await endOverdue(station)
  const found = await agreementOf(station, ask)
  if (!found.ok) return found
  const agreement = found.value
  if (agreement.state !== 'active')
    return refuse(409, {
      code: 'agreement-state',
      title: 'Not possible any more',
      detail: `The agreement is ${agreement.state}.`,
      next: 'Propose a new one.',
    })
  const opened = openFile(station, agreement, ask.file)
  if (!opened.ok) return opened
  const { kind, message } = opened.value
  const { runId } = message
  if (kind === 'question') return answered(station, agreement, message, person)
  if (kind === 'answer') return counted(station, agreement, message, person)
  await noteCount(station, agreement, message, person)
  return shown(station, kind, runId, null)
}

/** An agreement of this zone that stands on the permit. */
export async function agreementOf(
  station: Station,
  ask: { agreementId: string; permitId: string },
): Promise<Result<Agreement>> {
  const row = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.shared_agreement')
    .selectAll()
    .where('id', '=', ask.agreementId)
    .where('permit_id', '=', ask.permitId)
    .executeTakeFirst()
  return row ? ok(row) : unknownAgreement()
}

async function answered(
  station: Station,
  agreement: Agreement,
  question: SharedQuestion,
  person: Person,
): Promise<Result<Read>> {
  if (question.project !== agreement.project) return otherProject
  const answer = await answerQuestion(station, agreement, question, { actor: person, byFile: true })
  if (!answer.ok) return answer
  const message = { ...answer.value, to: fingerprint(agreement.public_key) }
  return shown(station, 'question', question.runId, sharedFile(station, { kind: 'answer', at: now(station), message }))
}

async function counted(
  station: Station,
  agreement: Agreement,
  answer: SharedAnswer,
  person: Person,
): Promise<Result<Read>> {
  const { runId } = answer
  const run = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.shared_run')
    .select(['client_key', 'own_patients'])
    .where('id', '=', runId)
    .where('agreement_id', '=', agreement.id)
    .where('direction', '=', 'asked')
    .where('state', '=', 'waiting')
    .where('by_file', '=', true)
    .executeTakeFirst()
  if (!run?.client_key) return notAsked
  const masking = openMasking()
  const shared = await masking.count({ ...answer, key: run.client_key }).finally(() => masking.close())
  const of = { agreement, runId, byFile: true }
  if (shared === undefined) {
    const why = 'The partner’s masked elements could not be read.'
    await finish(station, of, { ok: false, why }, person)
    return shown(station, 'answer', runId, null)
  }
  const patients = run.own_patients ?? 0
  const verdict = verdictOn(shared, patients)
  await finish(station, of, { ok: true, verdict, patients, partnerSize: answer.size }, person)
  const message = { runId, to: fingerprint(agreement.public_key), count: verdict.count }
  return shown(station, 'answer', runId, sharedFile(station, { kind: 'outcome', at: now(station), message }))
}

async function shown(
  station: Station,
  kind: Read['kind'],
  runId: string,
  file: SharedFile | null,
): Promise<Result<Read>> {
  const run = await readRun(station, runId)
  return run.ok ? ok({ kind, run: run.value, file }) : run
}

function now(station: Station): string {
  return station.context.clock.now().toISOString()
}

const otherProject = refuse(422, {
  code: 'file-project',
  title: 'Another project',
  detail: 'The question is about another project than the agreement.',
  next: 'Choose the agreement that the file belongs to.',
})
const notAsked = refuse(409, {
  code: 'answer-unasked',
  title: 'No question waits for this answer',
  detail: 'This zone did not ask that by a file, or the answer was read already.',
  next: 'See the list of counts.',
})
