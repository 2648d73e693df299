import { type AnyDatabase, tables } from '@clic/platform/db'
import { numberOf, signalsOf } from './drift.ts'
import type { Settings } from './settings.ts'
import type { MonitorTables } from './tables.ts'

export async function listFindings(db: AnyDatabase) {
  const rows = await tables<MonitorTables>(db)
    .selectFrom('monitor.finding')
    .selectAll()
    .orderBy('opened_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    releaseId: row.release_id,
    signal: row.signal,
    openedAt: row.opened_at.toISOString(),
    state: row.state,
    inARow: row.in_a_row,
    suspended: row.suspended,
    what: row.what,
    closedAt: row.closed_at?.toISOString() ?? null,
    conclusion: row.conclusion,
  }))
}

export async function listFeedback(db: AnyDatabase) {
  const rows = await tables<MonitorTables>(db)
    .selectFrom('monitor.feedback')
    .selectAll()
    .orderBy('at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    releaseId: row.release_id,
    verdict: row.verdict,
    comment: row.comment,
    person: row.person,
    at: row.at.toISOString(),
  }))
}

const units: Record<string, string> = { volume: 'mm³' }

/** Every monitored number of a release: reference, points, windows. */
export async function readSignals(db: AnyDatabase, settings: Settings, releaseId: string) {
  const monitor = tables<MonitorTables>(db)
  const observations = await monitor
    .selectFrom('monitor.observation')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('seq')
    .execute()
  const evaluations = await monitor
    .selectFrom('monitor.evaluation')
    .selectAll()
    .where('release_id', '=', releaseId)
    .orderBy('last_seq')
    .execute()
  const feedback = await monitor
    .selectFrom('monitor.feedback')
    .select('verdict')
    .where('release_id', '=', releaseId)
    .execute()
  const reference = observations.slice(0, settings.referenceRuns)
  const known = signalsOf(reference)
  const signals = known.map((signal) => {
    const { name, direction } = signal
    const numbers = reference.flatMap((one) => numberOf(one, signal) ?? [])
    return {
      name,
      direction,
      unit: Object.entries(units).find(([word]) => name.includes(word))?.[1] ?? '',
      reference: reference.length >= settings.referenceRuns && numbers.length > 0 ? describe(numbers) : null,
      points: observations.flatMap((one) => {
        const value = numberOf(one, signal)
        return value === undefined ? [] : [{ runId: one.run_id, at: one.at.toISOString(), value }]
      }),
      windows: evaluations
        .filter((one) => one.signal === name && one.direction === direction)
        .map((one) => ({
          from: one.from_at.toISOString(),
          to: one.to_at.toISOString(),
          n: one.n,
          psi: one.psi,
          ks: one.ks,
          p: one.p,
          alarm: one.alarm,
        })),
      threshold: { psi: settings.psi, p: settings.p / Math.max(1, known.length) },
    }
  })
  return {
    releaseId,
    referenceRuns: settings.referenceRuns,
    windowRuns: settings.windowRuns,
    runs: observations.length,
    signals,
    feedback: {
      accepted: feedback.filter((one) => one.verdict === 'accepted').length,
      rejected: feedback.filter((one) => one.verdict === 'rejected').length,
    },
  }
}

function describe(values: number[]): { n: number; mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return { n: values.length, mean, sd: Math.sqrt(variance) }
}
