/** Grey values from `lower` (black) to `upper` (white). */
export interface Window {
  lower: number
  upper: number
}

export interface WindowPreset {
  name: 'recorded' | 'auto' | 'full' | 'contrast' | 'brain' | 'soft' | 'lung' | 'bone'
  window: Window
}

/** Presets that make sense for values in a unit, the one to begin with first: the windows of CT for Hounsfield units, windows from the picture’s own values for all. */
export function windowPresets(
  unit: string | undefined,
  values: ArrayLike<number>,
  /** Colours are shown as they are. `recorded`: how the modality shows the picture; it comes first. */
  given: { recorded?: { center: number; width: number } | undefined; coloured?: boolean } = {},
): WindowPreset[] {
  if (given.coloured) return [{ name: 'full', window: { lower: 0, upper: 255 } }]
  const { recorded } = given
  const first: WindowPreset[] = recorded
    ? [{ name: 'recorded', window: fromLevel(recorded.center, recorded.width) }]
    : []
  const [low, quarter, high, lowest, highest] = quantiles(values, [0.01, 0.25, 0.995, 0, 1])
  const own: WindowPreset[] = [
    { name: 'auto', window: wide(low, high) },
    { name: 'full', window: wide(lowest, highest) },
    { name: 'contrast', window: wide(quarter, high) },
  ]
  if (unit !== 'HU') return [...first, ...own]
  const [auto, full] = own as [WindowPreset, WindowPreset]
  // A window that none of the values lies in would open the picture black or white.
  const shows = hounsfield[0]!.window.lower < high! && hounsfield[0]!.window.upper > low!
  return shows || recorded ? [...first, ...hounsfield, auto, full] : [auto, ...hounsfield, full]
}

const hounsfield: WindowPreset[] = [
  { name: 'brain', window: fromLevel(40, 80) },
  { name: 'soft', window: fromLevel(50, 400) },
  { name: 'lung', window: fromLevel(-600, 1500) },
  { name: 'bone', window: fromLevel(500, 2000) },
]

function fromLevel(level: number, width: number): Window {
  return { lower: level - width / 2, upper: level + width / 2 }
}

export function levelOf(window: Window): { level: number; width: number } {
  return { level: (window.lower + window.upper) / 2, width: window.upper - window.lower }
}

/** A drag to the right widens the window, a drag downward raises the level; `range` is the span of the picture’s values. */
export function dragged(window: Window, dx: number, dy: number, range: number): Window {
  const { level, width } = levelOf(window)
  const step = range / 512
  return fromLevel(level + dy * step, Math.max(width + dx * step, range / 1000))
}

function wide(lower = 0, upper = 1): Window {
  return { lower, upper: upper > lower ? upper : lower + 1 }
}

/** Quantiles from at most some 50,000 values, evenly taken. */
function quantiles(values: ArrayLike<number>, wanted: number[]): number[] {
  const step = Math.max(1, Math.floor(values.length / 50_000))
  const sample: number[] = []
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let n = 0; n < values.length; n++) {
    const value = values[n] as number
    if (value < lowest) lowest = value
    if (value > highest) highest = value
    if (n % step === 0) sample.push(value)
  }
  sample.sort((a, b) => a - b)
  return wanted.map((part) =>
    part === 0 ? lowest : part === 1 ? highest : (sample[Math.round(part * (sample.length - 1))] ?? 0),
  )
}
