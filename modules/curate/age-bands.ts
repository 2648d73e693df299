/** Whole years, both ends within the band. */
export interface AgeBand {
  name: string
  from: number
  to: number
}

/** Ten-year bands; children together, and everybody of 90 and above, because great age singles a person out. */
export const ageBands: readonly AgeBand[] = [
  { name: '0–17', from: 0, to: 17 },
  { name: '18–29', from: 18, to: 29 },
  ...[30, 40, 50, 60, 70, 80].map((from) => ({ name: `${from}–${from + 9}`, from, to: from + 9 })),
  { name: '90+', from: 90, to: Number.POSITIVE_INFINITY },
]

export function bandOf(age: number): AgeBand | undefined {
  return ageBands.find((band) => age >= band.from && age <= band.to)
}

/** How much of a band the limits of a rule take in. */
export function coverage(
  band: AgeBand,
  limits: { ageFrom?: number | undefined; ageTo?: number | undefined },
): 'whole' | 'part' | 'none' {
  const from = limits.ageFrom ?? 0
  const to = limits.ageTo ?? Number.POSITIVE_INFINITY
  if (to < band.from || from > band.to || from > to) return 'none'
  return from <= band.from && to >= band.to ? 'whole' : 'part'
}
