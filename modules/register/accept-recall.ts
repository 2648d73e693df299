import { ok, refuse, releaseRecalledHeaderSchema, servicePerson } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import { readHeader } from '@clic/platform/doors'
import type { ParcelReceiver } from '@clic/platform/parts'
import type { RegisterTables } from './tables.ts'

/** A clinic took a release back for good: here it is withdrawn, so nobody validates it again or sends it to anybody. */
export function recallReceiver(): ParcelReceiver {
  return {
    kind: 'release-recalled',
    async accept(parcel, change) {
      const header = readHeader(parcel, releaseRecalledHeaderSchema, {
        code: 'recall-header',
        next: 'The clinic recalls the release again.',
      })
      if (!header.ok) return header
      const { releaseId, at } = header.value
      const row = await tables<RegisterTables>(change.db)
        .updateTable('register.release')
        .set({ state: 'withdrawn', recalled_at: new Date(at) })
        .where('id', '=', releaseId)
        // Only what was sent can have been in operation anywhere.
        .where('state', 'in', ['sent', 'withdrawn'])
        .where('recalled_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!row) {
        const known = await tables<RegisterTables>(change.db)
          .selectFrom('register.release')
          .select('recalled_at')
          .where('id', '=', releaseId)
          .executeTakeFirst()
        // Told twice it was recalled once: the first word stays.
        if (known?.recalled_at) return ok(undefined)
        return refuse(404, {
          code: 'release-unknown',
          title: 'No such release',
          detail: 'No release of this name was sent from here.',
          next: 'See the list under Register.',
        })
      }
      change.record({
        actor: servicePerson('register'),
        action: 'release.withdrawn',
        subject: { kind: 'release', id: releaseId },
        payload: { recalledAt: at, permitId: parcel.permitId },
      })
      return ok(undefined)
    },
  }
}
