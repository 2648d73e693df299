import { kolmogorovSmirnov, populationStability, referenceBins } from '@clic/statistics'
import type { Settings } from './settings.ts'

export interface Observation {
  seq: number
  at: Date
  input: Record<string, number>
  output: Record<string, number>
}

export interface Signal {
  name: string
  direction: 'input' | 'output'
}

export interface Window {
  signal: string
  direction: 'input' | 'output'
  firstSeq: number
  lastSeq: number
  n: number
  from: Date
  to: Date
  psi: number
  ks: number
  p: number
  alarm: boolean
}

/** Every number that a run of the reference has. A later run that lacks one does not end its watch. */
export function signalsOf(reference: readonly Observation[]): Signal[] {
  const of = (direction: Signal['direction']) => {
    const names = new Set(reference.flatMap((one) => Object.keys(one[direction])))
    return [...names].sort().map((name) => ({ name, direction }))
  }
  return [...of('input'), ...of('output')]
}

/** The number of one run; undefined when the run has none (a certainty, when nothing was found). */
export function numberOf(observation: Observation, signal: Signal): number | undefined {
  const value = observation[signal.direction][signal.name]
  return Number.isFinite(value) ? value : undefined
}

/**
 * One window of runs against the reference, signal by signal.
 * Sources: Siddiqi 2006 (population stability index), Smirnov 1948 (two-sample test, exact here).
 */
export function judgeWindow(
  reference: readonly Observation[],
  window: readonly Observation[],
  settings: Settings,
): Window[] {
  const [first, last] = [window[0], window.at(-1)]
  if (!first || !last) return []
  const signals = signalsOf(reference)
  return signals.map((signal) => {
    const { before, now } = comparable(reference, window, signal)
    const psi = populationStability(referenceBins(before, settings.bins), now)?.psi ?? Number.POSITIVE_INFINITY
    const test = kolmogorovSmirnov(before, now)
    const p = test?.p ?? 0
    return {
      signal: signal.name,
      direction: signal.direction,
      firstSeq: first.seq,
      lastSeq: last.seq,
      n: window.length,
      from: first.at,
      to: last.at,
      psi,
      ks: test?.d ?? 1,
      p,
      alarm: psi > settings.psi && p < settings.p / signals.length,
    }
  })
}

/** A missing number stands below all others: that numbers go missing is a change too. Both methods look at ranks only. */
function comparable(
  reference: readonly Observation[],
  window: readonly Observation[],
  signal: Signal,
): { before: number[]; now: number[] } {
  const known = [...reference, ...window].flatMap((one) => numberOf(one, signal) ?? [])
  const below = Math.min(...known, 0) - 1
  const values = (of: readonly Observation[]) => of.map((one) => numberOf(one, signal) ?? below)
  return { before: values(reference), now: values(window) }
}

/** All whole windows after the reference; nothing before the reference is full. */
export function driftWindows(observations: readonly Observation[], settings: Settings): Window[] {
  const { referenceRuns, windowRuns } = settings
  const reference = observations.slice(0, referenceRuns)
  if (reference.length < referenceRuns) return []
  const windows: Window[] = []
  for (let start = referenceRuns; start + windowRuns <= observations.length; start += windowRuns)
    windows.push(...judgeWindow(reference, observations.slice(start, start + windowRuns), settings))
  return windows
}

/** How many windows in a row, up to and with this one, raised an alarm of any signal; none before `since` counts. */
export function alarmsInARow(
  windows: readonly Pick<Window, 'lastSeq' | 'alarm'>[],
  lastSeq: number,
  since = 0,
): number {
  const ends = [...new Set(windows.map((one) => one.lastSeq))]
    .filter((end) => end <= lastSeq && end > since)
    .sort((a, b) => b - a)
  let count = 0
  for (const end of ends) {
    if (!windows.some((one) => one.lastSeq === end && one.alarm)) break
    count++
  }
  return count
}
