export type PlotMetric = 'dice' | 'hd95'

/** Ends and marks of the axis: Dice ends at 1 and starts a little below the lowest value; HD95 starts at 0 mm. */
export function axisOf(metric: PlotMetric, values: readonly number[]): { from: number; to: number; ticks: number[] } {
  if (metric === 'dice') {
    const from = Math.max(0, Math.floor((Math.min(1, ...values) - 0.02) * 10) / 10)
    const step = 1 - from > 0.5 ? 0.2 : 1 - from > 0.2 ? 0.1 : 0.05
    return { from, to: 1, ticks: marks(1, from, -step).reverse() }
  }
  const most = Math.max(1, ...values)
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100].find((one) => most / one <= 6) ?? 200
  const to = Math.ceil((most * 1.02) / step) * step
  return { from: 0, to, ticks: marks(0, to, step) }
}

function marks(start: number, end: number, step: number): number[] {
  const count = Math.floor(Math.abs(end - start) / Math.abs(step) + 1e-9)
  return Array.from({ length: count + 1 }, (_, n) => Math.round((start + n * step) * 1000) / 1000)
}
