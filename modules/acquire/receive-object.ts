import { isUid } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Arrivals } from './arrivals.ts'
import type { IncomingFile } from './incoming-file.ts'
import { inspectObject, type ObjectFault } from './inspect-object.ts'
import type { InstanceStore } from './store-instances.ts'
import type { AcquireTables } from './tables.ts'

export interface Receiving {
  context: PartContext
  store: InstanceStore
  arrivals: Arrivals
}

export interface ObjectOrigin {
  source: string
  way: 'dimse' | 'stow' | 'upload'
  /** The association or request that carries it. */
  carrier: string
  position?: number
  announced?: { sopInstanceUid: string; sopClassUid: string }
  /** The only study that the request may add to. */
  onlyStudy?: string
}

export type ObjectReceipt =
  | { ok: true; state: 'stored' | 'duplicate'; studyId: string; sopInstanceUid: string; sopClassUid: string }
  | {
      ok: false
      code: ObjectFault['code'] | 'other-bytes' | 'other-patient' | 'other-study'
      reason: string
      next: string
      sopInstanceUid?: string
      sopClassUid?: string
    }

/**
 * One object, from bytes on the wire to a committed row. Durable when it resolves. Objects that cannot be taken are kept apart
 * with their reason and the others go on.
 */
export async function receiveObject(
  receiving: Receiving,
  file: IncomingFile,
  origin: ObjectOrigin,
): Promise<ObjectReceipt> {
  const { context } = receiving
  const inspected = inspectObject(file.bytes(), origin.announced)
  const kept = await file.keep()
  if (!inspected.ok) return keepApart(context, origin, kept, { state: 'quarantined', ...inspected.fault })
  const { facts } = inspected
  if (origin.onlyStudy !== undefined && facts.studyInstanceUid !== origin.onlyStudy) {
    return keepApart(context, origin, kept, {
      state: 'quarantined',
      code: 'other-study',
      reason: 'The object belongs to another study than the address names.',
      next: 'Send it to /dicomweb/studies, or to its own study.',
      sopInstanceUid: facts.sopInstanceUid,
      sopClassUid: facts.sopClassUid,
    })
  }
  const stored = await receiving.store.store({ facts, ...kept, source: origin.source, way: origin.way })
  const named = { sopInstanceUid: facts.sopInstanceUid, sopClassUid: facts.sopClassUid }
  if (stored.state === 'conflict') {
    const next =
      stored.code === 'other-bytes'
        ? 'The first one counts. A corrected object gets a new UID (PS3.4 B.2.2).'
        : 'Check at the sender whose study it is; the first patient counts here.'
    return keepApart(context, origin, kept, { ...stored, ...named, next })
  }
  receiving.arrivals.stored(stored.studyId, origin.carrier)
  return { ok: true, state: stored.state, studyId: stored.studyId, ...named }
}

type Apart = {
  state: 'quarantined' | 'conflict'
  code: ObjectFault['code'] | 'other-bytes' | 'other-patient' | 'other-study'
  reason: string
  next: string
  sopInstanceUid?: string
  sopClassUid?: string
  studyId?: string
}

async function keepApart(
  context: PartContext,
  origin: ObjectOrigin,
  kept: { sha256: string; size: number },
  apart: Apart,
): Promise<ObjectReceipt> {
  const uid = apart.sopInstanceUid !== undefined && isUid(apart.sopInstanceUid) ? apart.sopInstanceUid : null
  await tables<AcquireTables>(context.db)
    .insertInto('acquire.refused_object')
    .values({
      id: newId('refused', context.clock),
      at: context.clock.now(),
      source: origin.source,
      way: origin.way,
      state: apart.state,
      code: apart.code,
      reason: apart.reason,
      next: apart.next,
      position: origin.position ?? null,
      sop_instance_uid: uid,
      study_id: apart.studyId ?? null,
      sha256: kept.sha256,
      size: kept.size,
    })
    // A sender that tries the same bytes again is one row.
    .onConflict((oc) => oc.doNothing())
    .execute()
  return {
    ok: false,
    code: apart.code,
    reason: apart.reason,
    next: apart.next,
    sopInstanceUid: uid ?? undefined,
    sopClassUid: apart.sopClassUid,
  }
}
