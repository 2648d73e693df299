import type { SamplingPolicy } from '@clic/contracts'

/** Limits that a form offers; an interface may set any. */
export const offeredLimits = [0.01, 0.05, 0.1, 'none'] as const satisfies readonly SamplingPolicy['limit'][]

/** Clean objects that bring the upper 95 % bound to a limit: 1 − 0.05^(1/n) ≤ limit. */
export function cleanNeeded(limit: number): number {
  return Math.ceil(Math.log(0.05) / Math.log1p(-limit))
}

/** As people write a rate: 0.0495 is “4.95 %”, rounded up so that it never looks smaller than it is. */
export function percent(rate: number, language: 'da' | 'en'): string {
  const digits = rate < 0.1 ? 2 : 1
  const scale = 100 * 10 ** digits
  const up = Math.ceil(Number((rate * scale).toPrecision(12))) / 10 ** digits
  return `${new Intl.NumberFormat(language === 'da' ? 'da-DK' : 'en-GB', { maximumFractionDigits: digits }).format(up)} %`
}
