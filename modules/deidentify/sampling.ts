import { createHash } from 'node:crypto'
import type { SamplingPolicy } from '@clic/contracts'
import { clopperPearsonUpper, sampleForZeroEvents } from '@clic/statistics'

/** Two people look at each sample, each for himself. */
export const peopleASample = 2

/** Ids in the order in which a seed draws them: by SHA-256 of seed and id, so that anybody can draw the same again. */
export function drawOrder(seed: string, ids: readonly string[]): string[] {
  return ids
    .map((id) => ({ id, at: rank(seed, id) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map((one) => one.id)
}

/** Whether a study that leaves is one of those that are looked at afterwards: about one in `every`, by the seed alone. */
export function isLookedAt(seed: string, studyId: string, every: number): boolean {
  return every > 0 && Number.parseInt(rank(seed, studyId).slice(0, 12), 16) % every === 0
}

function rank(seed: string, id: string): string {
  return createHash('sha256').update(`${seed} ${id}`).digest('hex')
}

export type SampleState = 'waiting' | 'clean' | 'leak'

/** One person who saw something is enough; that nothing is there takes two. */
export function sampleState(answers: { seen: number; clean: number }): SampleState {
  if (answers.seen > 0) return 'leak'
  return answers.clean >= peopleASample ? 'clean' : 'waiting'
}

/** Objects to review without a leak before studies leave. */
export function neededFor(limit: SamplingPolicy['limit']): number {
  return limit === 'none' ? 0 : sampleForZeroEvents(limit)
}

export interface Counted {
  reviewed: number
  leaks: number
}

/** Upper 95 % bound on the leak rate; 1 when nothing was reviewed. */
export function leakBound({ reviewed, leaks }: Counted): number {
  return clopperPearsonUpper(leaks, reviewed) ?? 1
}

/** The state that the counts ask for: any leak stops, and without a limit nothing is waited for. */
export function stateOf(limit: SamplingPolicy['limit'], counted: Counted): 'holding' | 'open' | 'stopped' {
  if (counted.leaks > 0) return 'stopped'
  return limit === 'none' || leakBound(counted) <= limit ? 'open' : 'holding'
}

/** The bound after 1, 2, … objects without a leak, a little beyond what is needed. */
export function boundCurve(limit: SamplingPolicy['limit'], reviewed: number): number[] {
  const until = Math.min(1000, Math.max(20, Math.ceil(neededFor(limit) * 1.25), reviewed))
  return Array.from({ length: until }, (_, n) => leakBound({ reviewed: n + 1, leaks: 0 }))
}
