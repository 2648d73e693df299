import type { Language } from '../words/make-words.ts'

const locale = { da: 'da-DK', en: 'en-GB' } as const

/** Steps of an axis that counts whole things: 1, 2, 5, 10 … 500,000. */
export const wholeSteps: number[] = [1, 10, 100, 1000, 10_000, 100_000].flatMap((one) => [one, 2 * one, 5 * one])

/**
 * What stands at the ticks of an axis, in the reader's language: with as many decimals as tell each tick from the next, the same at all;
 * large numbers in short.
 */
export function tickTexts(ticks: readonly number[], language: Language): string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs))
  const short = largest >= 1_000_000
  const texts = (digits: number) => {
    const format = new Intl.NumberFormat(locale[language], {
      notation: short ? 'compact' : 'standard',
      minimumFractionDigits: short ? 0 : digits,
      maximumFractionDigits: digits,
    })
    return ticks.map((one) => format.format(one === 0 ? 0 : one))
  }
  for (let digits = 0; digits < 8; digits++) if (exact(ticks, digits, largest, short)) return texts(digits)
  return texts(8)
}

/** True when nothing of a tick is lost by rounding to so many decimals. */
function exact(ticks: readonly number[], digits: number, largest: number, short: boolean): boolean {
  // “1.2 million” has its decimals at the millions.
  const unit = short ? 1000 ** Math.floor(Math.log10(largest) / 3) : 1
  const scale = 10 ** digits / unit
  const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) * scale || 1
  return ticks.every((one) => Math.abs(one * scale - Math.round(one * scale)) < step / 1000)
}

/** Room that the ticks below a chart need so that none runs into the next, in pixels: for the widest number that can stand there. */
export function tickRoom(largest: number, language: Language): number {
  return 20 + 7 * (tickTexts([Math.round(largest)], language)[0]?.length ?? 1)
}
