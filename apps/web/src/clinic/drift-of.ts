/** One signal of an alarm, as the monitoring wrote it down. */
export interface DriftedSignal {
  direction: 'input' | 'output'
  name: string
  psi: number
  p: number
}

const sentence = /^(?:drift, (\d+) windows in a row: )?(.+)$/
const part = /^(input|output) (.+): PSI ([\d.]+|Infinity), KS p ([\d.e+-]+)$/

/** Reads the sentence of a finding or of a release that drift suspended; undefined when it is about something else. */
export function driftOf(text: string): { inARow?: number; signals: DriftedSignal[] } | undefined {
  const [, inARow, rest = ''] = sentence.exec(text) ?? []
  const signals = rest.split('; ').map((one) => {
    const [, direction, name = '', psi, p] = part.exec(one) ?? []
    return { direction: direction as DriftedSignal['direction'], name, psi: Number(psi), p: Number(p) }
  })
  if (signals.some((one) => !one.direction || Number.isNaN(one.psi) || Number.isNaN(one.p))) return undefined
  return { ...(inARow === undefined ? {} : { inARow: Number(inARow) }), signals }
}
