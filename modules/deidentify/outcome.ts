import type { RunState } from './tables.ts'

/** Objects that a closed gate keeps here: of a modality that the permit does not name. */
export interface KeptBack {
  modality: string
  objects: number
  reason: string
  next: string
}

/** What became of a study's objects so far. */
export interface Seen {
  released: number
  quarantined: number
  /** Why objects lie in quarantine, each reason once. */
  why: readonly string[]
}

export interface Outcome {
  state: Exclude<RunState, 'waiting' | 'held' | 'failed'>
  reason: string | null
  next: string | null
}

/**
 * What is said of a study when all its objects were looked at. `quarantined` as soon as one object is, for a person has to look at it;
 * the others left all the same. `refused` only when nothing may leave.
 */
export function outcomeOf(seen: Seen, keptBack: readonly KeptBack[]): Outcome {
  const { released, quarantined, why } = seen
  const kept = keptBack.reduce((sum, one) => sum + one.objects, 0)
  const total = released + quarantined + kept
  const sentences = keptBack.map((one) => `${one.objects} of ${total} objects (${one.modality}) stay: ${one.reason}`)
  if (quarantined > 0)
    return {
      state: 'quarantined',
      reason: [`${quarantined} of ${total} objects in quarantine.`, ...why, ...sentences].join(' '),
      next: 'See Quarantine for what is wrong with each and what to do; then try the study again.',
    }
  if (released > 0)
    return { state: 'left', reason: sentences.join(' ') || null, next: kept > 0 ? (keptBack[0]?.next ?? null) : null }
  return {
    state: 'refused',
    reason: keptBack.map((one) => one.reason).join(' ') || 'The study holds no objects.',
    next: keptBack[0]?.next ?? 'Send the study again.',
  }
}
