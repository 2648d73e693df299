import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { tickRoom, tickTexts, wholeSteps } from '../../parts/chart-ticks.ts'
import { number } from '../../words/format.ts'
import { useWords } from '../../words/index.tsx'
import classes from './develop.module.css'

interface Curve {
  label: string
  colour: string
  /** One value an x; null leaves a gap. */
  values: (number | null)[]
  dash?: number[]
}

interface CurvesProps {
  /** What the picture shows, for those who do not see it. */
  label: string
  xLabel: string
  x: number[]
  curves: Curve[]
  range?: [number, number]
  height?: number
}

/** What the legend says: the value under the pointer, and the newest one while nobody points. */
function pointed(plot: uPlot, value: number | null, series: number, at: number | null): number | null | undefined {
  return at === null ? plot.data[series]?.at(-1) : value
}

/** Live line chart. Data that grows is drawn into the same chart, so that zoom and legend stay. */
export function Curves({ label, xLabel, x, curves, range, height = 240 }: CurvesProps) {
  const host = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const { language } = useWords()
  const shape = JSON.stringify([curves.map((one) => [one.label, one.colour, one.dash]), range, height, xLabel])
  const data = [x, ...curves.map((one) => one.values)] as uPlot.AlignedData
  const latest = useRef(data)
  latest.current = data
  useEffect(() => {
    const element = host.current
    if (!element) return
    const [series, fixed, tall, below] = JSON.parse(shape) as [
      [string, string, number[] | null][],
      [number, number] | null,
      number,
      string,
    ]
    const axis = {
      stroke: '#43545a',
      grid: { stroke: '#e1e7e8', width: 1 },
      ticks: { stroke: '#cdd6d8', width: 1 },
      font: '12px "Source Sans 3", "Segoe UI", sans-serif',
    }
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: tall,
        scales: { x: { time: false }, y: fixed ? { range: fixed } : {} },
        cursor: { drag: { x: true, y: false } },
        axes: [
          {
            ...axis,
            label: below,
            labelSize: 18,
            labelFont: axis.font,
            size: 34,
            incrs: wholeSteps,
            space: (_plot, _axis, _low, high) => tickRoom(high, language),
            values: (_plot, ticks) => tickTexts(ticks, language),
          },
          { ...axis, size: 52, values: (_plot, ticks) => tickTexts(ticks, language) },
        ],
        series: [
          {
            label: below,
            value: (u, value, n, at) => {
              const one = pointed(u, value, n, at)
              return one === null || one === undefined ? '–' : number(one, language)
            },
          },
          ...series.map(([name, stroke, dash]) => ({
            label: name,
            stroke,
            width: 2,
            spanGaps: true,
            points: { size: 5 },
            ...(dash ? { dash } : {}),
            value: (u: uPlot, value: number | null, n: number, at: number | null) => {
              const one = pointed(u, value, n, at)
              return one === null || one === undefined ? '–' : number(one, language, 3)
            },
          })),
        ],
      },
      latest.current,
      element,
    )
    plot.current = made
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: tall }))
    watch.observe(element)
    return () => {
      watch.disconnect()
      made.destroy()
      plot.current = undefined
    }
  }, [shape, language])
  useEffect(() => plot.current?.setData(data))
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <div ref={host} className={classes['chart']} />
    </figure>
  )
}
