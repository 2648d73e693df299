import type { Language } from './make-words.ts'

const locale = { da: 'da-DK', en: 'en-GB' } as const

/** Date and time to the minute, in the reader's own time. */
export function dateTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

export function date(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { dateStyle: 'medium' }).format(new Date(iso))
}

/** Time of day with seconds: for what happens now. */
export function timeOfDay(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(locale[language], { timeStyle: 'medium' }).format(new Date(iso))
}

export function number(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(locale[language], {
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value)
}

/** A figure and its unit, which stay on one line; without a unit the figure alone. */
export function withUnit(figure: string, unit: string | undefined): string {
  return unit ? `${figure}\u00a0${unit}` : figure
}

/** A setting as it was given, e.g. a learning rate, to six digits that say something. */
export function setting(value: number, language: Language): string {
  return new Intl.NumberFormat(locale[language], { maximumSignificantDigits: 6 }).format(value)
}

/** Bytes in the unit a person reads. */
export function bytes(value: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  let [shown, unit] = [value, 0]
  while (shown >= 1000 && unit < units.length - 1) {
    shown /= 1000
    unit += 1
  }
  return new Intl.NumberFormat(locale[language], {
    style: 'unit',
    unit: units[unit],
    maximumFractionDigits: shown < 10 && unit > 0 ? 1 : 0,
  }).format(shown)
}

/** "3 minutes ago", from now. */
export function ago(iso: string, now: number, language: Language): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000)
  const steps = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const
  const relative = new Intl.RelativeTimeFormat(locale[language], { numeric: 'auto' })
  for (const [unit, size] of steps)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  return relative.format(seconds > -5 ? 0 : seconds, 'second')
}

const citationWords = [
  [/\bArt\. /g, 'art. '],
  [/ and /g, ' og '],
  [/ or /g, ' eller '],
  [/ no\. /g, ' nr. '],
  [/\brecital /g, 'betragtning '],
  [/, per phase/g, ', for hver fase'],
] as const

/** A rule's source as the reader cites it. */
export function citation(text: string, language: Language): string {
  if (language === 'en') return text
  return citationWords.reduce((said, [english, danish]) => said.replace(english, danish), text)
}
