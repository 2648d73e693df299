import { describe, expect, it } from 'vitest'
import { alarmsInARow, driftWindows, type Observation } from './drift.ts'
import { settingsSchema } from './settings.ts'

const settings = settingsSchema.parse({ referenceRuns: 20, windowRuns: 10 })

/** A fixed, uneven sequence: enough like a measurement, and the same in every run. */
const observations = (count: number, shiftFrom = Number.POSITIVE_INFINITY): Observation[] =>
  Array.from({ length: count }, (_, i) => {
    const noise = ((i * 37) % 23) / 23
    return { seq: i + 1, at: new Date(Date.UTC(2026, 0, 1, 0, i)), input: { mean: 100 + noise * 10 + (i >= shiftFrom ? 40 : 0), sd: 20 + noise }, output: { volume: 3000 + noise * 300 } }
  })

describe('drift of a release', () => {
  it('is not judged before the reference is full and a window is whole', () => {
    expect(driftWindows(observations(29), settings)).toEqual([])
  })

  it('raises no alarm while inputs stay as they were', () => {
    expect(driftWindows(observations(60), settings).filter((one) => one.alarm)).toEqual([])
  })

  it('raises an alarm in the window in which intensities shifted, for the signal that shifted', () => {
    const alarms = driftWindows(observations(40, 30), settings).filter((one) => one.alarm)
    expect(alarms).toMatchObject([{ signal: 'mean', direction: 'input', firstSeq: 31, lastSeq: 40 }])
  })

  it('counts alarms in a row, and a quiet window ends the row', () => {
    const windows = driftWindows(observations(50, 30), settings)
    expect(alarmsInARow(windows, 30)).toBe(0)
    expect(alarmsInARow(windows, 40)).toBe(1)
    expect(alarmsInARow(windows, 50)).toBe(2)
  })
})
