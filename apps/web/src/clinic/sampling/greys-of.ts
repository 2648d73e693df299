import { levelOf, windowPresets } from '../../viewer/window.ts'
import type { Greys } from './paint-frame.ts'

/** The window that a frame begins with, and the values between which it can be moved. */
export function greysOf(values: ArrayLike<number>): { start: Greys; low: number; range: number } {
  const presets = windowPresets(undefined, values)
  const of = (name: string) => presets.find((one) => one.name === name)?.window ?? { lower: 0, upper: 255 }
  const full = of('full')
  return { start: levelOf(of('auto')), low: full.lower, range: Math.max(1, full.upper - full.lower) }
}
