import { Fragment } from 'react'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import { axisOf, type PlotMetric } from './plot-axis.ts'
import classes from './plots.module.css'

interface ForestRow {
  key: string
  label: string
  estimate: number
  lower: number
  upper: number
  threshold?: number | undefined
  passed?: boolean | undefined
  n?: number | undefined
}

export interface ForestGroup {
  name: string
  rows: ForestRow[]
}

const [width, left, right, rowHeight, headHeight] = [640, 176, 166, 28, 26]

/** A group without a name needs no line for it. */
const headOf = (group: ForestGroup) => (group.name ? headHeight : 4)

/** Estimates with their confidence intervals; a dashed mark is the threshold that the lower bound has to pass. The numbers stand beside the picture. */
export function ForestPlot({ label, groups, metric }: { label: string; groups: ForestGroup[]; metric: PlotMetric }) {
  const { t, language } = useWords()
  const rows = groups.flatMap((one) => one.rows)
  if (rows.length === 0) return null
  const { from, to, ticks } = axisOf(
    metric,
    rows.flatMap((one) => [one.lower, one.upper, one.threshold ?? one.lower]),
  )
  const x = (value: number) =>
    left + ((Math.min(Math.max(value, from), to) - from) / (to - from)) * (width - left - right)
  const show = (value: number) => number(value, language, metric === 'dice' ? 3 : 2)
  const height = groups.reduce((sum, one) => sum + headOf(one) + one.rows.length * rowHeight, 0) + 34
  let y = 4
  return (
    <div className={classes['scroll']}>
      <svg viewBox={`0 0 ${width} ${height}`} className={classes['plot']} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={2} y2={height - 28} className={classes['grid']} />
            <text x={x(tick)} y={height - 10} textAnchor="middle" className={classes['tick']}>
              {number(tick, language, metric === 'dice' ? 2 : tick < 10 && !Number.isInteger(tick) ? 1 : 0)}
            </text>
          </g>
        ))}
        {groups.map((group) => {
          y += headOf(group)
          return (
            <Fragment key={group.name}>
              <text x={2} y={y - 8} className={classes['head']}>
                {group.name}
              </text>
              {group.rows.map((row) => {
                const middle = y + rowHeight / 2
                y += rowHeight
                const state = row.passed === undefined ? 'none' : row.passed ? 'good' : 'bad'
                return (
                  <g key={row.key} data-state={state} className={classes['row']}>
                    <text x={12} y={middle + 4} className={classes['label']}>
                      {row.label}
                    </text>
                    <line x1={x(row.lower)} x2={x(row.upper)} y1={middle} y2={middle} className={classes['interval']} />
                    {[row.lower, row.upper].map((end, n) => (
                      <line
                        key={n === 0 ? 'lower' : 'upper'}
                        x1={x(end)}
                        x2={x(end)}
                        y1={middle - 5}
                        y2={middle + 5}
                        className={classes['interval']}
                      />
                    ))}
                    {state === 'bad' ? (
                      <path d={`M${x(row.estimate)} ${middle - 6}l6 6l-6 6l-6 -6z`} className={classes['mark']} />
                    ) : (
                      <circle cx={x(row.estimate)} cy={middle} r={5} className={classes['mark']} />
                    )}
                    {row.threshold === undefined ? null : (
                      <line
                        x1={x(row.threshold)}
                        x2={x(row.threshold)}
                        y1={middle - 13}
                        y2={middle + 13}
                        className={classes['threshold']}
                      />
                    )}
                    <text x={width - 2} y={middle + 4} textAnchor="end" className={classes['label']}>
                      {t('plot.interval', {
                        estimate: show(row.estimate),
                        lower: show(row.lower),
                        upper: show(row.upper),
                      })}
                    </text>
                  </g>
                )
              })}
            </Fragment>
          )
        })}
      </svg>
    </div>
  )
}
