import { servicePerson } from '@clic/contracts'
import { sentParcel } from '@clic/platform/doors'
import { trustedKeys } from '@clic/platform/keys'
import type { PartContext } from '@clic/platform/parts'
import { noteOffered, offeredHeads, stateHead } from '@clic/platform/record'
import { headKinds, type WitnessParcel } from './witness-parcel.ts'

/**
 * Offers the log's head to the other zone once it has grown by `every` events since the last one. One at a time; the proof starts at
 * the last head that was taken, so the other zone can see that nothing before it was rewritten.
 */
export async function offerHead(context: PartContext, every: number): Promise<'offered' | 'not-yet' | 'nobody-to-ask'> {
  const { kind, other } = headKinds[context.zone]
  if (!trustedKeys(context.trustFolder).has(other)) return 'nobody-to-ask'
  const [last] = await offeredHeads(context.db, 1)
  if ((await context.ledger.size()) - (last?.size ?? 0) < every) return 'not-yet'
  if (last && (await sentParcel(context.db, last.parcelId))?.state === 'waiting') return 'not-yet'
  const statement = await stateHead(context, await lastTaken(context))
  if (!statement) return 'not-yet'
  const { size, ...offer } = statement
  const content = { offer } satisfies WitnessParcel
  await context.transact(async (change) => {
    const posted = await context.door.send(change, {
      kind,
      permitId: '',
      header: { size },
      content: Buffer.from(JSON.stringify(content)),
    })
    if (!posted.ok) return posted
    await noteOffered(change.db, { size, at: context.clock.now(), parcelId: posted.id })
    change.record({
      actor: servicePerson('govern'),
      action: 'tree-head.offered',
      subject: { kind: 'tree-head', id: String(size) },
      payload: { parcel: posted.id },
    })
    return posted
  })
  return 'offered'
}

async function lastTaken(context: PartContext): Promise<number> {
  for (const one of await offeredHeads(context.db, 1000))
    if ((await sentParcel(context.db, one.parcelId))?.state === 'delivered') return one.size
  return 0
}
