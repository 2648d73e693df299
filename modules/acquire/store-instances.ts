import { tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { ObjectFacts } from './inspect-object.ts'
import { createKnownStudies, type KnownStudies } from './known-studies.ts'
import type { AcquireTables, Way } from './tables.ts'

/** A whole object whose bytes already lie under their content address. */
interface Arrived {
  facts: ObjectFacts
  sha256: string
  size: number
  source: string
  way: Exclude<Way, 'fhir'>
}

type Stored =
  | { state: 'stored' | 'duplicate'; studyId: string }
  /** The UID is taken by other bytes, or the study by another patient. */
  | { state: 'conflict'; studyId: string; code: 'other-bytes' | 'other-patient'; reason: string }

export interface InstanceStore {
  /** Resolves when the row is committed. Objects that wait at the same moment share one commit. */
  store(arrived: Arrived): Promise<Stored>
  /** Studies that are gone: what comes of them again is a new study. */
  forget(studyIds: readonly string[]): void
}

interface Waiting {
  arrived: Arrived
  resolve(stored: Stored): void
  reject(error: unknown): void
}

const mostAtOnce = 200

export function createInstanceStore(context: PartContext): InstanceStore {
  const known = createKnownStudies(context)
  let queue: Waiting[] = []
  let busy = false
  // One writer: while it commits, others gather, so that many senders cost few commits.
  async function drain(): Promise<void> {
    busy = true
    while (queue.length > 0) {
      const batch = queue.slice(0, mostAtOnce)
      queue = queue.slice(mostAtOnce)
      try {
        const stored = await storeBatch(
          context,
          known,
          batch.map((one) => one.arrived),
        )
        batch.forEach((one, i) => {
          one.resolve(stored[i] as Stored)
        })
      } catch (error) {
        for (const one of batch) one.reject(error)
      }
    }
    busy = false
  }
  return {
    forget: known.forget,
    store: (arrived) =>
      new Promise((resolve, reject) => {
        queue.push({ arrived, resolve, reject })
        if (!busy) void drain()
      }),
  }
}

async function storeBatch(context: PartContext, known: KnownStudies, batch: Arrived[]): Promise<Stored[]> {
  const places = await known.place(
    batch.map((one) => one.facts),
    batch.map((one) => one.source),
  )
  const db = tables<AcquireTables>(context.db)
  const at = context.clock.now()
  const rows = new Map<string, AcquireTables['acquire.instance'] extends infer R ? Omit<R, 'announced'> : never>()
  const outcomes: (Stored | undefined)[] = batch.map((one, i) => {
    const place = places[i]
    if (!place) throw new Error('an object was placed in no study')
    if (place.otherPatient)
      return {
        state: 'conflict',
        studyId: place.studyId,
        code: 'other-patient',
        reason: 'The study is already here with another patient.',
      }
    const uid = one.facts.sopInstanceUid
    if (!rows.has(uid)) rows.set(uid, rowOf(one, place.studyId, at))
    return undefined
  })
  if (rows.size === 0) return outcomes as Stored[]
  const written = new Set(
    (
      await db
        .insertInto('acquire.instance')
        .values([...rows.values()])
        .onConflict((oc) => oc.doNothing())
        .returning('sop_instance_uid')
        .execute()
    ).map((row) => row.sop_instance_uid),
  )
  const taken = batch.map((one) => one.facts.sopInstanceUid).filter((uid) => rows.has(uid) && !written.has(uid))
  const before =
    taken.length === 0
      ? []
      : await db
          .selectFrom('acquire.instance')
          .select(['sop_instance_uid', 'sha256', 'study_id'])
          .where('sop_instance_uid', 'in', taken)
          .execute()
  const existing = new Map(before.map((row) => [row.sop_instance_uid, row]))
  const first = new Set<string>()
  return batch.map(
    (one, i) => outcomes[i] ?? outcomeOf(one, (places[i] as { studyId: string }).studyId, rows, existing, first),
  )
}

function outcomeOf(
  one: Arrived,
  studyId: string,
  rows: Map<string, { sha256: string }>,
  existing: Map<string, { sha256: string; study_id: string }>,
  first: Set<string>,
): Stored {
  const uid = one.facts.sopInstanceUid
  const before = existing.get(uid)
  const repeated = first.has(uid)
  first.add(uid)
  if (!before && !repeated) return { state: 'stored', studyId }
  const same = (before ?? rows.get(uid))?.sha256 === one.sha256
  if (same) return { state: 'duplicate', studyId: before?.study_id ?? studyId }
  return {
    state: 'conflict',
    studyId: before?.study_id ?? studyId,
    code: 'other-bytes',
    reason: 'An instance with this UID is already here with other bytes.',
  }
}

function rowOf(one: Arrived, studyId: string, at: Date) {
  const { facts } = one
  return {
    sop_instance_uid: facts.sopInstanceUid,
    study_id: studyId,
    series_instance_uid: facts.seriesInstanceUid,
    sop_class_uid: facts.sopClassUid,
    transfer_syntax: facts.transferSyntax,
    sha256: one.sha256,
    size: one.size,
    source: one.source,
    way: one.way,
    received_at: at,
  }
}
