import { randomBytes } from 'node:crypto'

/** Fewer patients than this are never told of, neither as those that are shared nor as those that are not. */
const fewest = 10
const step = 100

export type Verdict = { count: number; suppressed: null } | { count: null; suppressed: Suppressed }
type Suppressed = 'fewer-than-10' | 'fewer-than-10-others'

/** What may be shown of a count: when all but a few of the own patients are shared, the count tells of each of them. */
export function verdictOn(count: number, ownPatients: number): Verdict {
  if (count < fewest) return { count: null, suppressed: 'fewer-than-10' }
  if (ownPatients - count < fewest) return { count: null, suppressed: 'fewer-than-10-others' }
  return { count, suppressed: null }
}

/** A set of `n` as the other side sees it: whole hundreds, at least one. */
export function filledSize(n: number): number {
  return Math.max(1, Math.ceil(n / step)) * step
}

/** Filled up with random words that are in no other set; no person number begins with a letter. */
export function filledUp(numbers: readonly string[]): string[] {
  const unique = [...new Set(numbers)]
  const filler = Array.from({ length: filledSize(unique.length) - unique.length }, () =>
    randomBytes(16).toString('hex'),
  )
  return [...unique, ...filler.map((word) => `filler ${word}`)]
}

/**
 * Whether the frozen set gives way to the present one. Two sets that differ by one patient would tell, by their two counts,
 * whether that patient is shared.
 */
export function renews(frozen: ReadonlySet<string>, present: ReadonlySet<string>): boolean {
  const came = [...present].filter((one) => !frozen.has(one)).length
  const went = [...frozen].filter((one) => !present.has(one)).length
  return came + went >= fewest
}
