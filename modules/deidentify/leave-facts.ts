import { createHash } from 'node:crypto'
import { servicePerson } from '@clic/contracts'
import { deidentifyFacts, prepareSweep } from '@clic/deidentification'
import { canonicalJson, type JsonValue } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import { refusal } from '@clic/platform/gates'
import type { Selectable } from 'kysely'
import { askSubject } from './ask-subject.ts'
import type { FactsJob } from './jobs.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables } from './tables.ts'

type Row = Selectable<DeidentifyTables['deidentify.facts']>
type Said = Pick<Row, 'state' | 'reason' | 'next'>

/** The kinds of resources that the research zone takes. */
const kinds = ['Patient', 'Condition', 'Observation']

/**
 * The health record of one patient for one project: the kinds that the permit names, without identifiers, through the gate
 * `facts.leave`. The same facts as before send nothing.
 */
export async function leaveFacts(station: Station, job: FactsJob): Promise<void> {
  const { context } = station
  const row = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.facts')
    .selectAll()
    .where('permit_id', '=', job.permitId)
    .where('patient_key', '=', job.patientKey)
    .executeTakeFirst()
  const received = station.received()
  if (!row || !received) return
  try {
    await leave(station, received.studies, row)
  } catch (error) {
    await note(station, row, {
      state: 'failed',
      reason: 'The platform failed while de-identifying this health record; nothing of it left.',
      next: 'It is tried again by itself; if it stays, give the time of day to the operator.',
    })
    throw new Error(`facts: ${error instanceof Error ? error.name : 'unknown'}`)
  }
}

async function leave(
  station: Station,
  studies: NonNullable<ReturnType<Station['received']>>['studies'],
  row: Row,
): Promise<void> {
  const { context } = station
  const permit = await station.permits.read(row.permit_id)
  const columns = permit?.terms.columns ?? []
  const record = (await studies.healthRecord(row.patient_key)).filter((one) => {
    const kind = String(one['resourceType'])
    return kinds.includes(kind) && columns.includes(kind)
  })
  if (record.length === 0) return nothingToSend(station, row)
  const subject = await askSubject(station, row.permit_id, row.patient_key)
  if (!subject.ok) return note(station, row, { state: 'waiting', reason: subject.reason, next: subject.next })
  const sweep = prepareSweep(await studies.identity(row.patient_key))
  const made = deidentifyFacts(record, { subject: subject.value, sweep, columns })
  if (made.resources.length === 0) return nothingToSend(station, row)
  const content = Buffer.from(canonicalJson({ resources: JSON.parse(JSON.stringify(made.resources)) as JsonValue[] }))
  const sha256 = createHash('sha256').update(content).digest('hex')
  if (sha256 === row.sha256) return note(station, row, { state: 'left', reason: null, next: null })
  const decision = await station.gates.decide({
    gate: 'facts.leave',
    facts: {
      ...(await station.permits.facts(row.permit_id)),
      residualHits: made.residual.certain,
      columns: [...new Set(made.resources.map((one) => String(one['resourceType'])))].sort(),
    },
    subject: { kind: 'patient', id: row.patient_key },
    actor: servicePerson('deidentify'),
  })
  if (!decision.open) {
    const closed = refusal(decision)
    return note(station, row, { state: 'refused', reason: closed.detail, next: closed.next ?? null })
  }
  const sent = await context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const now = await find(db, row).forUpdate().executeTakeFirst()
    // Another job was faster with the same facts.
    if (!now || now.sha256 === sha256) return { ok: true as const }
    const posted = await context.door.send(change, {
      kind: 'facts',
      permitId: row.permit_id,
      header: { permitId: row.permit_id, pseudonym: subject.value.pseudonym },
      content,
    })
    if (!posted.ok) return posted
    await db
      .insertInto('deidentify.parcel')
      .values({ id: posted.id, study_id: null, patient_key: row.patient_key, permit_id: row.permit_id })
      .execute()
    await db
      .updateTable('deidentify.facts')
      .set({ state: 'left', reason: null, next: null, sha256, parcel_id: posted.id, at: context.clock.now() })
      .where('permit_id', '=', row.permit_id)
      .where('patient_key', '=', row.patient_key)
      .execute()
    change.record({
      actor: servicePerson('deidentify'),
      action: 'facts.left',
      subject: { kind: 'patient', id: row.patient_key },
      payload: {
        permitId: row.permit_id,
        parcel: posted.id,
        resources: made.resources.length,
        rules: made.rules,
        decision: decision.id,
      },
    })
    return { ok: true as const }
  })
  if (!sent.ok) throw new Error('the door did not take the facts')
}

function find(db: ReturnType<typeof tables<DeidentifyTables>>, row: Row) {
  return db
    .selectFrom('deidentify.facts')
    .selectAll()
    .where('permit_id', '=', row.permit_id)
    .where('patient_key', '=', row.patient_key)
}

/** No record, or none of the permitted kinds: there is nothing to wait for. */
async function nothingToSend(station: Station, row: Row): Promise<void> {
  if (row.sha256 !== null) return note(station, row, { state: 'left', reason: null, next: null })
  await tables<DeidentifyTables>(station.context.db)
    .deleteFrom('deidentify.facts')
    .where('permit_id', '=', row.permit_id)
    .where('patient_key', '=', row.patient_key)
    .where('at', '=', row.at)
    .execute()
}

async function note(station: Station, row: Row, said: Said): Promise<void> {
  await tables<DeidentifyTables>(station.context.db)
    .updateTable('deidentify.facts')
    .set({ ...said, at: station.context.clock.now() })
    .where('permit_id', '=', row.permit_id)
    .where('patient_key', '=', row.patient_key)
    .execute()
}
