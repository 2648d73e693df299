import type { BrushShape } from './brush.ts'
import type { Grid, PlaneName, Vector } from './geometry.ts'
import type { Window, WindowPreset } from './window.ts'

export const tools = ['navigate', 'window', 'pan', 'zoom', 'brush', 'eraser'] as const
export type Tool = (typeof tools)[number]

/** What is drawn on the image: the mask that is edited, the one it is compared with, or where they differ. */
export type Layer = 'mask' | 'compared' | 'difference'

/** How the study is looked at; nothing of it is kept on the server. */
export interface View {
  tool: Tool
  /** The voxel that all planes pass through. */
  at: Vector
  /** Label that brush and eraser work on. */
  structure: number
  brush: { radius: number; shape: BrushShape }
  window: Window
  preset: WindowPreset['name'] | undefined
  smooth: boolean
  overlay: boolean
  /** Of the filled area, 0 to 1; outlines are always opaque. */
  opacity: number
  outline: boolean
  crosshair: boolean
  hidden: ReadonlySet<number>
  /** Structures that neither brush nor eraser may touch. */
  locked: ReadonlySet<number>
  layer: Layer
  /** All planes, or one of them large. */
  layout: 'all' | PlaneName
}

export type Patch = Partial<View> | ((view: View) => Partial<View>)

export function toggled(set: ReadonlySet<number>, value: number): ReadonlySet<number> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

export interface BrushLimits {
  least: number
  most: number
  step: number
  start: number
}

/** Radii of the brush: millimetres, or pixels of a picture that is not measured. */
export function brushLimits(grid: Grid): BrushLimits {
  if (!grid.stack || grid.stack.measured) return { least: 0.5, most: 20, step: 0.5, start: 2 }
  return {
    least: 0.5,
    most: Math.max(20, Math.round(grid.dims[0] / 10)),
    step: 0.5,
    start: Math.max(2, Math.round(grid.dims[0] / 80)),
  }
}

export function resized(brush: View['brush'], by: number, limits: BrushLimits): View['brush'] {
  return { ...brush, radius: Math.min(Math.max(brush.radius + by, limits.least), limits.most) }
}
