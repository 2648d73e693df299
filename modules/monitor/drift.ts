import { kolmogorovSmirnov, populationStability, referenceBins } from '@clic/statistics'
import type { Settings } from './settings.ts'

export interface Observation {
  seq: number
  at: Date
  input: Record<string, number>
  output: Record<string, number>
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

/** Signals that every observation has: a number that comes and goes cannot be compared. */
export function signalsOf(observations: readonly Observation[]): { name: string; direction: 'input' | 'output' }[] {
  const [first] = observations
  if (!first) return []
  const of = (direction: 'input' | 'output') =>
    Object.keys(first[direction])
      .filter((name) => observations.every((one) => Number.isFinite(one[direction][name])))
      .sort()
      .map((name) => ({ name, direction }))
  return [...of('input'), ...of('output')]
}

/**
 * Windows of consecutive observations against the reference. Only whole windows are judged.
 * Sources: Siddiqi 2006 (population stability index), Smirnov 1948 (two-sample test).
 */
export function driftWindows(observations: readonly Observation[], settings: Settings): Window[] {
  const reference = observations.slice(0, settings.referenceRuns)
  if (reference.length < settings.referenceRuns) return []
  const signals = signalsOf(observations)
  const windows: Window[] = []
  for (let start = settings.referenceRuns; start + settings.windowRuns <= observations.length; start += settings.windowRuns) {
    const window = observations.slice(start, start + settings.windowRuns)
    const [first, last] = [window[0] as Observation, window.at(-1) as Observation]
    for (const { name, direction } of signals) {
      const before = reference.map((one) => one[direction][name] as number)
      const now = window.map((one) => one[direction][name] as number)
      const psi = populationStability(referenceBins(before, settings.bins), now)?.psi ?? Number.POSITIVE_INFINITY
      const test = kolmogorovSmirnov(before, now)
      const p = test?.p ?? 0
      windows.push({
        signal: name, direction, firstSeq: first.seq, lastSeq: last.seq, n: window.length, from: first.at, to: last.at, psi, ks: test?.d ?? 1, p,
        alarm: psi > settings.psi && p < settings.p / signals.length,
      })
    }
  }
  return windows
}

/** How many windows in a row, up to and with this one, raised an alarm of any signal. */
export function alarmsInARow(windows: readonly Window[], lastSeq: number): number {
  const ends = [...new Set(windows.map((one) => one.lastSeq))].sort((a, b) => a - b).filter((end) => end <= lastSeq)
  let count = 0
  for (const end of ends.reverse()) {
    if (!windows.some((one) => one.lastSeq === end && one.alarm)) break
    count++
  }
  return count
}
