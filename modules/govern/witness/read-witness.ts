import type { governEndpoints, ReplyOf } from '@clic/contracts'
import { sentParcel } from '@clic/platform/doors'
import { trustedKeys } from '@clic/platform/keys'
import type { PartContext } from '@clic/platform/parts'
import { offeredHeads, readHeads } from '@clic/platform/record'

type Heads = ReplyOf<typeof governEndpoints.heads>

/** The auditor's view: which heads of this log the other zone stands for, and which of the other's this one. */
export async function readWitness(context: PartContext): Promise<Heads> {
  const heads = await readHeads(context.db, {
    keys: context.keys,
    trusted: trustedKeys(context.trustFolder),
    limit: 50,
  })
  return { ...heads, disputed: await disputedHeads(context) }
}

/** Heads that the other zone refused: it has seen another past of this log. */
export async function disputedHeads(context: PartContext): Promise<Heads['disputed']> {
  const disputed: Heads['disputed'] = []
  for (const one of await offeredHeads(context.db, 50)) {
    const sent = await sentParcel(context.db, one.parcelId)
    if (sent?.state === 'refused')
      disputed.push({ size: one.size, at: one.at.toISOString(), reason: sent.reason ?? 'no reason was given' })
  }
  return disputed
}
