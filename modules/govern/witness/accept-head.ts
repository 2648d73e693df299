import { refuse, servicePerson } from '@clic/contracts'
import { trustedKeys } from '@clic/platform/keys'
import type { ParcelReceiver, PartContext } from '@clic/platform/parts'
import { type Change, keepCoSigned, witnessHead } from '@clic/platform/record'
import { headKinds, type WitnessParcel, witnessParcelSchema } from './witness-parcel.ts'

/** Witnesses the other zone's head, or takes home the signature of its witness. A head that does not continue the last is refused. */
export function headReceiver(context: PartContext): ParcelReceiver {
  const mine = headKinds[context.zone]
  const theirs = headKinds[mine.other]
  return {
    kind: theirs.kind,
    async accept(parcel, change) {
      const zoneKey = trustedKeys(context.trustFolder).get(mine.other)
      const read = readParcel(parcel.content)
      if (!read || !zoneKey)
        return refuse(400, {
          code: 'tree-head-unreadable',
          title: 'Head refused',
          detail: 'The parcel holds no signed ledger head.',
        })
      if ('coSigned' in read) {
        const head = await keepCoSigned(change.db, { coSigned: read.coSigned, keys: context.keys, zoneKey })
        if (!head)
          return refuse(403, {
            code: 'tree-head-signature',
            title: 'Head refused',
            detail: 'The head is not one of this zone, signed by both.',
          })
        note(change, 'tree-head.co-signed', { zone: context.zone, size: head.size, root: head.root })
        return { ok: true }
      }
      const witnessed = await witnessHead(change.db, {
        statement: read.offer,
        zone: mine.other,
        zoneKey,
        keys: context.keys,
        clock: context.clock,
      })
      if (!witnessed.ok) {
        return refuse(409, {
          code: `tree-head-${witnessed.code}`,
          title: 'Head refused',
          detail: `Not witnessed: ${witnessed.message}.`,
          next: 'The auditor compares the ledgers of both zones.',
        })
      }
      note(change, 'tree-head.witnessed', { zone: mine.other, size: witnessed.head.size, root: witnessed.head.root })
      const home = { coSigned: witnessed.coSigned } satisfies WitnessParcel
      const posted = await context.door.send(change, {
        kind: mine.kind,
        permitId: '',
        header: { size: witnessed.head.size },
        content: Buffer.from(JSON.stringify(home)),
      })
      return posted.ok ? { ok: true } : posted
    },
  }
}

function note(change: Change, action: string, head: { zone: string; size: number; root: string }): void {
  change.record({
    actor: servicePerson('door'),
    action,
    subject: { kind: 'tree-head', id: String(head.size) },
    payload: head,
  })
}

function readParcel(content: Uint8Array): WitnessParcel | undefined {
  try {
    return witnessParcelSchema.safeParse(JSON.parse(Buffer.from(content).toString('utf8'))).data
  } catch {
    return undefined
  }
}
