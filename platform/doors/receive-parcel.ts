import type { KeyObject } from 'node:crypto'
import { isParcelKind, type Problem, parcelKinds, problem, servicePerson, type ZoneName } from '@clic/contracts'
import { sha256 } from '@clic/ledger'
import type { Clock } from '../clock/index.ts'
import { type AnyDatabase, tables } from '../db/index.ts'
import type { ParcelReceiver } from '../parts/index.ts'
import type { Change } from '../record/index.ts'
import { type SignedParcel, verifyParcel } from './signature.ts'
import type { DoorTables } from './tables.ts'

export interface ReceiveInput {
  zone: ZoneName
  db: AnyDatabase
  transact<T>(work: (change: Change) => Promise<T>): Promise<T>
  clock: Clock
  trusted: () => Map<string, KeyObject>
  receivers: ParcelReceiver[]
}

/** `damaged`: the bytes suffered on the way; nothing is booked and the parcel comes again. */
export type Receipt = { id: string; state: 'accepted' | 'refused' | 'damaged'; reason?: string }

/** Checks kind, direction, signature and digest, then lets the owning module accept it. The same parcel twice is one parcel. */
export async function receiveParcel(input: ReceiveInput, signed: SignedParcel, content: Uint8Array): Promise<Receipt> {
  const earlier = await tables<DoorTables>(input.db)
    .selectFrom('doors.inbox')
    .selectAll()
    .where('id', '=', signed.id)
    .executeTakeFirst()
  if (earlier)
    return {
      id: signed.id,
      state: earlier.state as Receipt['state'],
      ...(earlier.reason ? { reason: earlier.reason } : {}),
    }
  const fault = checkAtDoor(input, signed)
  if (fault) return book(input, signed, fault)
  if (sha256(content) !== signed.sha256 || content.byteLength !== signed.size) return damaged(input, signed)
  const receiver = input.receivers.find((one) => one.kind === signed.kind)
  if (!receiver)
    return book(
      input,
      signed,
      refusal('parcel-no-receiver', `No module of this zone takes parcels of kind “${signed.kind}”.`),
    )
  const result = await input.transact(async (change) => {
    const accepted = await receiver.accept(
      { id: signed.id, kind: receiver.kind, permitId: signed.permitId, header: signed.header, content },
      change,
    )
    if (!accepted.ok) return accepted
    await insert(change, input, signed, 'accepted', null)
    return { ok: true as const }
  })
  return result.ok ? { id: signed.id, state: 'accepted' } : book(input, signed, result.problem)
}

function checkAtDoor(input: ReceiveInput, signed: SignedParcel): Problem | undefined {
  if (
    !isParcelKind(signed.kind) ||
    parcelKinds[signed.kind].to !== input.zone ||
    parcelKinds[signed.kind].from !== signed.from
  ) {
    return refusal(
      'parcel-undeclared',
      `Parcels of kind “${signed.kind.slice(0, 60)}” are not declared to enter the ${input.zone} zone.`,
    )
  }
  if (!verifyParcel(signed, input.trusted().get(signed.from)))
    return refusal('parcel-signature', `The parcel is not signed by the ${signed.from} zone that this zone trusts.`)
  return undefined
}

function refusal(code: string, detail: string): Problem {
  return problem(403, {
    code,
    title: 'Refused at the door',
    detail,
    next: 'The sending zone keeps the parcel and shows it as refused, with this reason.',
  })
}

/** The statement is signed, its bytes are not those: a torn write or a changed line. The sender has the whole ones still. */
async function damaged(input: ReceiveInput, signed: SignedParcel): Promise<Receipt> {
  await input.transact(async (change) => record(change, signed, 'parcel.damaged', null))
  return { id: signed.id, state: 'damaged', reason: 'The bytes of the parcel are not those that were signed.' }
}

async function book(input: ReceiveInput, signed: SignedParcel, fault: Problem): Promise<Receipt> {
  await input.transact((change) => insert(change, input, signed, 'refused', fault.detail))
  return { id: signed.id, state: 'refused', reason: fault.detail }
}

async function insert(
  change: Change,
  input: ReceiveInput,
  signed: SignedParcel,
  state: 'accepted' | 'refused',
  reason: string | null,
): Promise<void> {
  await tables<DoorTables>(change.db)
    .insertInto('doors.inbox')
    .values({
      id: signed.id,
      kind: signed.kind.slice(0, 60),
      permit_id: signed.permitId,
      // The receiver has read it, or it was refused: whom the parcel was about does not stay at the door.
      header: JSON.stringify({}),
      sha256: signed.sha256,
      size: signed.size,
      from_zone: signed.from,
      received_at: input.clock.now(),
      state,
      reason,
    })
    .execute()
  record(change, signed, state === 'accepted' ? 'parcel.accepted' : 'parcel.refused', reason)
}

function record(change: Change, signed: SignedParcel, action: string, reason: string | null): void {
  change.record({
    actor: servicePerson('door'),
    action,
    subject: { kind: 'parcel', id: signed.id },
    payload: { kind: signed.kind.slice(0, 60), permitId: signed.permitId, sha256: signed.sha256, reason },
  })
}
