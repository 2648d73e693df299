import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { axisOf, type PlotMetric } from './plot-axis.ts'
import classes from './plots.module.css'

interface StripRow {
  key: string
  label: string
  values: number[]
}

const [width, left, right, rowHeight] = [640, 176, 166, 44]

/** Every test case as a dot, without a name; the bar is the median. Dots that would lie on each other are moved up or down. */
export function CaseStrip({ label, rows, metric }: { label: string; rows: StripRow[]; metric: PlotMetric }) {
  const { t, language } = useWords()
  const shown = rows.filter((one) => one.values.length > 0)
  if (shown.length === 0) return null
  const { from, to, ticks } = axisOf(
    metric,
    shown.flatMap((one) => one.values),
  )
  const x = (value: number) => left + ((value - from) / (to - from)) * (width - left - right)
  const height = shown.length * rowHeight + 30
  return (
    <div className={classes['scroll']}>
      <svg viewBox={`0 0 ${width} ${height}`} className={classes['plot']} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={2} y2={height - 26} className={classes['grid']} />
            <text x={x(tick)} y={height - 8} textAnchor="middle" className={classes['tick']}>
              {number(tick, language, metric === 'dice' ? 2 : Number.isInteger(tick) ? 0 : 1)}
            </text>
          </g>
        ))}
        {shown.map((row, n) => {
          const middle = n * rowHeight + rowHeight / 2
          const centre = median(row.values)
          return (
            <g key={row.key}>
              <text x={2} y={middle + 4} className={classes['label']}>
                {row.label}
              </text>
              {swarm(row.values.map(x), 3.4, rowHeight / 2 - 5).map(([at, off], dot) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: equal values may share a place, and dots have no other identity
                <circle key={`dot ${dot}`} cx={at} cy={middle + off} r={3.4} className={classes['dot']} />
              ))}
              <line x1={x(centre)} x2={x(centre)} y1={middle - 17} y2={middle + 17} className={classes['median']} />
              <text x={width - 2} y={middle + 4} textAnchor="end" className={classes['label']}>
                {t('plot.median', {
                  n: row.values.length,
                  median: number(centre, language, metric === 'dice' ? 3 : 2),
                })}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** Places of dots with the given centres: as near the line as they can without lying on each other, at most `reach` away. */
export function swarm(centres: readonly number[], radius: number, reach: number): [number, number][] {
  const placed: [number, number][] = []
  for (const at of [...centres].sort((a, b) => a - b)) {
    const step = radius / 2
    let off = 0
    for (let n = 1; placed.some(([x, y]) => Math.hypot(x - at, y - off) < radius * 1.9) && Math.abs(off) <= reach; n++)
      off = (n % 2 === 1 ? 1 : -1) * Math.ceil(n / 2) * step
    placed.push([at, Math.max(-reach, Math.min(reach, off))])
  }
  return placed
}
