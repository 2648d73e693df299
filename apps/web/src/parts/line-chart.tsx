import 'uplot/dist/uPlot.min.css'
import { useMantineTheme } from '@mantine/core'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { useWords } from '../words/index.tsx'
import { tickRoom, tickTexts, wholeSteps } from './chart-ticks.ts'

export interface Band {
  from: number
  to: number
  alarm: boolean
}

export interface LineChartProps {
  /** Read aloud in place of the picture. */
  label: string
  x: readonly number[]
  lines: readonly { name: string; y: readonly (number | null)[]; points?: boolean; dash?: boolean; color?: string }[]
  /** Horizontal field between two values: the reference. */
  field?: { low: number; high: number; middle: number; until: number } | undefined
  /** Vertical fields: windows. */
  bands?: readonly Band[]
  height?: number
  xName: string
}

/** A line chart on uPlot in the platform's colours. It redraws when its data changes and follows its box's width. */
export function LineChart({ label, x, lines, field, bands, height = 190, xName }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const { colors, primaryColor } = useMantineTheme()
  const { language } = useWords()
  useEffect(() => {
    const element = box.current
    if (!element) return
    const text = colors['gray']?.[7] ?? '#43545a'
    const axis: uPlot.Axis = {
      stroke: text,
      grid: { stroke: colors['gray']?.[2], width: 1 },
      ticks: { stroke: colors['gray']?.[3], width: 1 },
      font: '12px sans-serif',
    }
    const chart = new uPlot(
      {
        width: element.clientWidth || 600,
        height,
        legend: { show: false },
        cursor: { y: false, drag: { setScale: false } },
        scales: {
          x: { time: false },
          y: {
            range: (_, low, high) =>
              paddedRange(field ? Math.min(low, field.low) : low, field ? Math.max(high, field.high) : high),
          },
        },
        axes: [
          {
            ...axis,
            label: xName,
            labelSize: 18,
            labelFont: '12px sans-serif',
            size: 34,
            incrs: wholeSteps,
            space: (_plot, _axis, _low, high) => tickRoom(high, language),
            values: (_plot, ticks) => tickTexts(ticks, language),
          },
          { ...axis, size: 62, values: (_plot, ticks) => tickTexts(ticks, language) },
        ],
        series: [
          {},
          ...lines.map((line, n) => ({
            label: line.name,
            stroke: line.color ?? (n === 0 ? colors[primaryColor]?.[6] : colors['amber']?.[6]),
            width: 1.75,
            ...(line.dash ? { dash: [6, 4] } : {}),
            points: {
              show: (plot: uPlot, _line: number, from: number, to: number) =>
                (line.points ?? true) && roomy(plot, to - from),
              size: 5,
            },
          })),
        ],
        hooks: { drawClear: [(plot) => drawFields(plot, field, bands ?? [], colors)] },
      },
      [x as number[], ...lines.map((line) => line.y as number[])],
      element,
    )
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      chart.destroy()
    }
  }, [x, lines, field, bands, height, xName, language, colors, primaryColor])
  return <div ref={box} role="img" aria-label={label} style={{ width: '100%', minHeight: height }} />
}

function drawFields(
  plot: uPlot,
  field: LineChartProps['field'],
  bands: readonly Band[],
  colors: ReturnType<typeof useMantineTheme>['colors'],
) {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  for (const band of bands) {
    const left = plot.valToPos(band.from, 'x', true)
    const right = plot.valToPos(band.to, 'x', true)
    ctx.fillStyle = band.alarm ? (colors['brick']?.[1] ?? '') : (colors['green']?.[0] ?? '')
    ctx.fillRect(left, bbox.top, right - left, bbox.height)
    if (band.alarm) hatch(ctx, left, bbox.top, right - left, bbox.height, colors['brick']?.[3] ?? '')
  }
  if (field) {
    const [top, bottom] = [plot.valToPos(field.high, 'y', true), plot.valToPos(field.low, 'y', true)]
    ctx.fillStyle = 'rgba(91, 108, 114, 0.16)'
    ctx.fillRect(bbox.left, top, bbox.width, bottom - top)
    ctx.strokeStyle = colors['gray']?.[6] ?? ''
    ctx.setLineDash([5, 4])
    const middle = plot.valToPos(field.middle, 'y', true)
    ctx.beginPath()
    ctx.moveTo(bbox.left, middle)
    ctx.lineTo(bbox.left + bbox.width, middle)
    ctx.stroke()
    const end = plot.valToPos(field.until, 'x', true)
    ctx.beginPath()
    ctx.moveTo(end, bbox.top)
    ctx.lineTo(end, bbox.top + bbox.height)
    ctx.stroke()
  }
  ctx.restore()
}

/** Slanted lines, so that an alarm is seen without colour too. */
function hatch(ctx: CanvasRenderingContext2D, left: number, top: number, width: number, height: number, color: string) {
  ctx.save()
  ctx.beginPath()
  ctx.rect(left, top, width, height)
  ctx.clip()
  ctx.strokeStyle = color
  ctx.beginPath()
  for (let x = left - height; x < left + width; x += 14) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.stroke()
  ctx.restore()
}

function paddedRange(low: number, high: number): [number, number] {
  const room = (high - low || Math.abs(high) || 1) * 0.08
  return [low - room, high + room]
}

/** Points are drawn while there is more between two of them than their own width; then the line alone says more. */
function roomy(plot: uPlot, points: number): boolean {
  return plot.width / Math.max(1, points) > 7
}
