import { createHash, createPublicKey } from 'node:crypto'
import {
  ok,
  type Person,
  type ReplyOf,
  type Result,
  refuse,
  type SharedAgreement,
  type sharedPatientsEndpoints,
} from '@clic/contracts'
import { type AnyDatabase, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { Selectable } from 'kysely'
import type { Station } from '../station.ts'
import type { DeidentifyTables } from '../tables.ts'
import { countedToday } from './counted-today.ts'

export type Agreement = Selectable<DeidentifyTables['deidentify.shared_agreement']>

/** One person's half of the agreement: who the partner is, and under which permit this zone counts. */
export async function proposeAgreement(
  station: Station,
  ask: { project: string; partner: string; url: string; publicKey: string; permitId: string },
  person: Person,
): Promise<Result<SharedAgreement>> {
  const { context } = station
  const publicKey = zoneKey(ask.publicKey)
  if (!publicKey || publicKey === context.keys.publicPem)
    return refuse(400, {
      code: 'partner-key',
      title: 'Not a key of another zone',
      detail: 'The public key is no Ed25519 key in PEM, or it is this zone’s own.',
      next: 'Ask the partner for the key that its list of agreements shows, and compare it by telephone.',
    })
  const url = new URL(ask.url)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)))
    return refuse(400, {
      code: 'partner-address',
      title: 'Not an https address',
      detail: 'A partner is reached by https; http is for this machine alone.',
      next: 'Give the https address of the partner’s clinic zone.',
    })
  return context.transact(async (change) => {
    const row = await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.shared_agreement')
      .values({
        id: newId('agreement', context.clock),
        project: ask.project,
        partner: ask.partner,
        url: url.origin,
        public_key: publicKey,
        permit_id: ask.permitId,
        state: 'proposed',
        proposed_by: JSON.stringify({ id: person.id, name: person.name }),
        proposed_at: context.clock.now(),
      })
      .onConflict((oc) => oc.columns(['project', 'public_key']).where('state', '<>', 'ended').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row)
      return refuse(409, {
        code: 'agreement-there',
        title: 'There is one already',
        detail: 'An agreement with this partner about this project is proposed or active.',
        next: 'End that one first.',
      })
    change.record({
      actor: person,
      action: 'shared-agreement.proposed',
      subject: { kind: 'agreement', id: row.id },
      payload: { ...named(row), url: row.url },
    })
    return ok(await shownAgreement(station, change.db, row))
  })
}

export function approveAgreement(station: Station, id: string, person: Person): Promise<Result<SharedAgreement>> {
  return step(station, id, person, (row) => {
    if (row.state !== 'proposed') return notInState(row)
    if (row.proposed_by.id === person.id)
      return refuse(403, {
        code: 'same-person',
        title: 'Two people are needed',
        detail: 'Who proposed the agreement cannot approve it.',
        next: 'Ask another DPO.',
      })
    return ok('active' as const)
  })
}

export function endAgreement(station: Station, id: string, person: Person): Promise<Result<SharedAgreement>> {
  return step(station, id, person, (row) => (row.state === 'ended' ? notInState(row) : ok('ended' as const)))
}

async function step(
  station: Station,
  id: string,
  person: Person,
  to: (row: Agreement) => Result<'active' | 'ended'>,
): Promise<Result<SharedAgreement>> {
  const { context } = station
  return context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    const row = await db
      .selectFrom('deidentify.shared_agreement')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return unknownAgreement()
    const next = to(row)
    if (!next.ok) return next
    const who = JSON.stringify({ id: person.id, name: person.name })
    const at = context.clock.now()
    const changed = await db
      .updateTable('deidentify.shared_agreement')
      .set(
        next.value === 'active'
          ? { state: 'active', approved_by: who, approved_at: at }
          : { state: 'ended', ended_by: who, ended_at: at },
      )
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    // An agreement that has ended needs to know no patient.
    if (next.value === 'ended') {
      await db.deleteFrom('deidentify.shared_set_member').where('agreement_id', '=', id).execute()
      await db.deleteFrom('deidentify.shared_set').where('agreement_id', '=', id).execute()
      await db.updateTable('deidentify.shared_run').set({ client_key: null }).where('agreement_id', '=', id).execute()
    }
    change.record({
      actor: person,
      action: next.value === 'active' ? 'shared-agreement.approved' : 'shared-agreement.ended',
      subject: { kind: 'agreement', id },
      payload: named(changed),
    })
    return ok(await shownAgreement(station, change.db, changed))
  })
}

export async function listAgreements(station: Station): Promise<ReplyOf<typeof sharedPatientsEndpoints.agreements>> {
  const rows = await tables<DeidentifyTables>(station.context.db)
    .selectFrom('deidentify.shared_agreement')
    .selectAll()
    .orderBy('proposed_at', 'desc')
    .orderBy('id')
    .execute()
  const { db, keys } = station.context
  const agreements = await Promise.all(rows.map((row) => shownAgreement(station, db, row)))
  return { publicKey: keys.publicPem, fingerprint: fingerprint(keys.publicPem), agreements }
}

/** Which key a message is meant for: SHA-256 of its SubjectPublicKeyInfo, hex. */
export function fingerprint(publicPem: string): string {
  return createHash('sha256')
    .update(createPublicKey(publicPem).export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

export function unknownAgreement() {
  return refuse(404, {
    code: 'agreement-unknown',
    title: 'No such agreement',
    detail: 'This zone has no such agreement, or it stands on another permit.',
    next: 'See the list of agreements.',
  })
}

function notInState(row: Agreement) {
  return refuse(409, {
    code: 'agreement-state',
    title: 'Not possible any more',
    detail: `The agreement is ${row.state}.`,
    next: 'Propose a new one.',
  })
}

/** What the ledger says of the partner. */
export function named(row: Agreement) {
  return {
    partner: row.partner,
    partnerKey: fingerprint(row.public_key),
    project: row.project,
    permitId: row.permit_id,
  }
}

function zoneKey(pem: string): string | undefined {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key.export({ type: 'spki', format: 'pem' }).toString() : undefined
  } catch {
    return undefined
  }
}

async function shownAgreement(station: Station, db: AnyDatabase, row: Agreement): Promise<SharedAgreement> {
  const used = await countedToday(db, station.context.clock.now(), row.id)
  const { countsADay: aDay } = station.settings.sharedPatients
  return {
    id: row.id,
    project: row.project,
    partner: row.partner,
    url: row.url,
    publicKey: row.public_key,
    fingerprint: fingerprint(row.public_key),
    permitId: row.permit_id,
    state: row.state,
    proposedBy: row.proposed_by,
    approvedBy: row.approved_by,
    left: { asked: Math.max(0, aDay - used.asked), answered: Math.max(0, aDay - used.answered), aDay },
  }
}
