import { describe, expect, it } from 'vitest'
import { seeded } from '../../testing/make-dicom/index.ts'
import { alarmsInARow, driftWindows, type Observation } from './drift.ts'
import { settingsSchema } from './settings.ts'

const settings = settingsSchema.parse({ referenceRuns: 20, windowRuns: 10 })

/** A fixed, uneven sequence: enough like a measurement, and the same in every run. */
const observations = (count: number, shiftFrom = Number.POSITIVE_INFINITY): Observation[] =>
  Array.from({ length: count }, (_, i) => {
    const noise = ((i * 37) % 23) / 23
    return {
      seq: i + 1,
      at: new Date(Date.UTC(2026, 0, 1, 0, i)),
      input: { mean: 100 + noise * 10 + (i >= shiftFrom ? 40 : 0), sd: 20 + noise },
      output: { volume: 3000 + noise * 300 },
    }
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

  it('counts alarms anew after people have answered them', () => {
    const windows = driftWindows(observations(50, 30), settings)
    expect(alarmsInARow(windows, 50, 40)).toBe(1)
    expect(alarmsInARow(windows, 50, 50)).toBe(0)
  })

  it('takes a number that goes missing for a change, and does not stop to watch it', () => {
    const missing = observations(40).map((one) => (one.seq > 30 ? { ...one, output: {} } : one))
    expect(driftWindows(missing, settings).filter((one) => one.alarm)).toMatchObject([
      { signal: 'volume', direction: 'output', firstSeq: 31 },
    ])
  })

  it('raises a false alarm in at most one of a hundred windows, with skewed and correlated numbers, and finds a shift nearly always', () => {
    const small = settingsSchema.parse({})
    let [falseAlarms, found] = [0, 0]
    const trials = 400
    for (let trial = 0; trial < trials; trial++) {
      const random = seeded(`drift ${trial}`)
      const run = (seq: number, sharper: boolean): Observation => {
        // As scanners are: a scale that spans orders of magnitude, and numbers that follow it.
        const scale = Math.exp(3 * random() + 3)
        const input = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`p${n}`, scale * (n + 1 + random())]))
        return {
          seq,
          at: new Date(seq * 1000),
          input: { ...input, edge: (sharper ? 3 : 1) * (1 + random()) },
          output: { volume: 2000 + 500 * random() },
        }
      }
      const { referenceRuns, windowRuns } = small
      const length = referenceRuns + 2 * windowRuns
      const windows = driftWindows(
        Array.from({ length }, (_, i) => run(i + 1, i >= length - windowRuns)),
        small,
      )
      if (windows.some((one) => one.alarm && one.lastSeq === referenceRuns + windowRuns)) falseAlarms++
      if (windows.some((one) => one.alarm && one.lastSeq === length)) found++
    }
    expect(falseAlarms / trials).toBeLessThanOrEqual(0.01)
    expect(found / trials).toBeGreaterThan(0.99)
  })
})
