import type { monitorEndpoints, ReplyOf } from '@clic/contracts'

export type Signal = ReplyOf<typeof monitorEndpoints.signals>['signals'][number]

/** Points by the number of the run; the windows lie one after another behind the reference. */
export function chartOf(signal: Signal, referenceRuns: number) {
  const x = signal.points.map((_, n) => n + 1)
  let start = referenceRuns
  const bands = signal.windows.map((one) => {
    const band = { from: start + 0.5, to: start + one.n + 0.5, alarm: one.alarm }
    start += one.n
    return band
  })
  const field = signal.reference
    ? {
        low: signal.reference.mean - 2 * signal.reference.sd,
        high: signal.reference.mean + 2 * signal.reference.sd,
        middle: signal.reference.mean,
        until: referenceRuns + 0.5,
      }
    : undefined
  return { x, lines: [{ name: signal.name, y: signal.points.map((one) => one.value) }], bands, field }
}
