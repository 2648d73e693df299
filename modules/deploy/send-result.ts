import { openAssociation } from '@clic/dicom'
import type { Destination } from './tables.ts'

/** Segmentation Storage and Comprehensive 3D SR Storage, explicit little endian. */
const resultContexts = ['1.2.840.10008.5.1.4.1.1.66.4', '1.2.840.10008.5.1.4.1.1.88.34'].map((sopClassUid) => ({
  sopClassUid,
  transferSyntax: '1.2.840.10008.1.2.1',
}))

/** A receiver that takes the connection and then says nothing must not hold up the others. */
const timeouts = { connectMs: 5000, associationMs: 10_000, responseMs: 30_000 }

/** Both objects over one association. Sent twice they are the same two objects, so the receiver ends with one of each. */
export async function sendResult(
  callingAe: string,
  to: Destination,
  objects: readonly Uint8Array[],
): Promise<{ ok: true } | { ok: false; reason: string }> {
  const opened = await openAssociation({
    host: to.host,
    port: to.port,
    callingAe,
    calledAe: to.aeTitle,
    contexts: resultContexts,
    timeouts,
  })
  if (!opened.ok)
    return { ok: false, reason: `The destination ${to.aeTitle} did not take the result: ${opened.problem.message}` }
  for (const object of objects) {
    const stored = await opened.association.store(object)
    if (!stored.ok) {
      opened.association.abort()
      return { ok: false, reason: `The destination ${to.aeTitle} refused the result: ${stored.problem.message}` }
    }
  }
  await opened.association.release()
  return { ok: true }
}
