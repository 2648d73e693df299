import type { KeyObject } from 'node:crypto'
import { refuse, servicePerson } from '@clic/contracts'
import { isEnvelope, keyId, verifyEnvelope } from '@clic/ledger'
import { tables } from '@clic/platform/db'
import { jsonContent } from '@clic/platform/doors'
import type { ParcelReceiver } from '@clic/platform/parts'
import { permitPayloadType } from './decide-permit.ts'
import type { SignedPermit } from './permit.ts'
import type { GovernTables } from './tables.ts'

/** Takes a signed permit from the zone that governs it; the signature, not the parcel, makes it valid. */
export function permitReceiver(trusted: () => Iterable<KeyObject>): ParcelReceiver {
  return {
    kind: 'permit',
    async accept(parcel, change) {
      // What is no envelope was signed by nobody.
      const read = jsonContent(parcel.content)
      const envelope = isEnvelope(read) ? read : undefined
      const keys = [...trusted()].map((publicKey) => ({ keyId: keyId(publicKey), publicKey }))
      const verified = envelope && verifyEnvelope(envelope, keys, { payloadType: permitPayloadType })
      if (!verified?.ok)
        return refuse(403, {
          code: 'permit-signature',
          title: 'Permit refused',
          detail: 'The permit is not signed by a zone that this one trusts.',
          next: 'Pair the zones again.',
        })
      const permit = JSON.parse(Buffer.from(verified.payload).toString('utf8')) as SignedPermit
      const row = {
        state: permit.state,
        terms: JSON.stringify(permit.terms),
        proposed_by: JSON.stringify(permit.proposedBy),
        approved_by: JSON.stringify(permit.approvedBy),
        requested_at: new Date(permit.requestedAt),
        decided_at: new Date(permit.decidedAt),
        envelope: JSON.stringify(envelope),
      }
      await tables<GovernTables>(change.db)
        .insertInto('govern.permit')
        .values({ id: permit.id, screening: '[]', ...row })
        // A late older statement must not undo a newer one, e.g. a suspension.
        .onConflict((oc) =>
          oc.column('id').doUpdateSet(row).where('govern.permit.decided_at', '<=', new Date(permit.decidedAt)),
        )
        .execute()
      change.record({
        actor: servicePerson('door'),
        action: 'permit.received',
        subject: { kind: 'permit', id: permit.id },
        payload: { state: permit.state },
      })
      await change.emit('permit.changed', { permitId: permit.id })
      return { ok: true }
    },
  }
}
