import { isStopped } from '../is-stopped.ts'
import type { StudySummary } from './study-table.tsx'

export const shows = ['all', 'stopped', 'moving', 'returned'] as const
type Show = (typeof shows)[number]

/** Filters what has been read; the description and the id are what a person searches by. */
export function fits(
  study: Pick<StudySummary, 'id' | 'description' | 'stages' | 'complete'>,
  show: Show,
  text: string,
): boolean {
  const word = text.trim().toLowerCase()
  if (word && !study.description.toLowerCase().includes(word) && !study.id.includes(word)) return false
  if (show === 'stopped') return study.stages.some(isStopped)
  if (show === 'moving')
    return !study.complete || study.stages.some((one) => one.state === 'waiting' || one.state === 'running')
  if (show === 'returned') return study.stages.some((one) => one.stage === 'returned' && one.state === 'done')
  return true
}
