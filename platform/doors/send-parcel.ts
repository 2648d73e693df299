import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { idSchema, isParcelKind, parcelKinds, refuse, servicePerson, type ZoneName } from '@clic/contracts'
import type { Clock } from '../clock/index.ts'
import { tables } from '../db/index.ts'
import type { Files } from '../files/index.ts'
import { newId } from '../ids/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import type { Door } from '../parts/index.ts'
import { signParcel } from './signature.ts'
import type { DoorTables } from './tables.ts'

/** Puts a parcel in the outbox and the ledger, in the caller's transaction. Undeclared kinds never get that far. */
export function createDoor(input: {
  zone: ZoneName
  files: Files
  clock: Clock
  keys: ZoneKeys
  /** Where parcels lie while they arrive in pieces. */
  arriving: string
}): Door {
  return {
    dropPartial(parcelIds) {
      for (const id of parcelIds) if (isId(id)) rmSync(join(input.arriving, id), { force: true })
    },
    async send(change, parcel) {
      if (!isParcelKind(parcel.kind) || parcelKinds[parcel.kind].from !== input.zone) {
        return refuse(403, {
          code: 'parcel-undeclared',
          title: 'The door stays shut',
          detail: `Parcels of kind “${parcel.kind}” are not declared to leave the ${input.zone} zone.`,
          next: 'Declare the kind in contracts/parcels.ts, with the people who may open the door for it.',
        })
      }
      const id = newId('parcel', input.clock)
      const stored = await input.files.put(parcel.content)
      const signed = signParcel({ id, from: input.zone, ...parcel }, input.keys.privateKey)
      await tables<DoorTables>(change.db)
        .insertInto('doors.outbox')
        .values({
          id,
          kind: parcel.kind,
          permit_id: parcel.permitId,
          header: JSON.stringify(parcel.header),
          sha256: stored.sha256,
          size: stored.size,
          signature: signed.signature,
          created_at: input.clock.now(),
          sent_at: null,
          reason: null,
        })
        .execute()
      change.record({
        actor: servicePerson('door'),
        action: 'parcel.posted',
        subject: { kind: 'parcel', id },
        payload: { kind: parcel.kind, permitId: parcel.permitId, sha256: stored.sha256, size: stored.size },
      })
      if (input.zone === 'clinic') await change.send('door.dial', {}, { key: 'dial' })
      return { ok: true, id }
    },
  }
}

/** An id becomes a file name, so it has to be one. */
function isId(text: string): boolean {
  return idSchema.safeParse(text).success
}
