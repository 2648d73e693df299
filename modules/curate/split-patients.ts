import type { Part } from '@clic/contracts'
import { sha256 } from '@clic/ledger'

export interface SplitRule {
  /** Share of the patients, not of the studies. */
  test: number
  tune: number
  seed: number
}

/**
 * Gives each patient one part. The order comes from a hash of seed and pseudonym, so the same seed and patients give the same
 * split on any machine. From two patients on there is a test part, from three on a tune part. `kept` are the parts of an earlier
 * version: its patients stay where they were, so that a model trained on that version has seen nobody of this test part.
 */
export function splitPatients(
  pseudonyms: Iterable<string>,
  rule: SplitRule,
  kept: ReadonlyMap<string, Part> = new Map(),
): Map<string, Part> {
  const all = [...new Set(pseudonyms)]
  const rank = new Map(all.map((one) => [one, sha256(`${rule.seed}\n${one}`)]))
  const fresh = all
    .filter((one) => !kept.has(one))
    .sort((a, b) => ((rank.get(a) as string) < (rank.get(b) as string) ? -1 : 1))
  const wanted = partSizes(all.length, rule)
  const had = (part: Part) => all.filter((one) => kept.get(one) === part).length
  const test = Math.min(fresh.length, Math.max(0, wanted.test - had('test')))
  const tune = Math.min(fresh.length - test, Math.max(0, wanted.tune - had('tune')))
  return new Map([
    ...all.flatMap((one): [string, Part][] => (kept.has(one) ? [[one, kept.get(one) as Part]] : [])),
    ...fresh.map((one, n): [string, Part] => [one, n < test ? 'test' : n < test + tune ? 'tune' : 'train']),
  ])
}

function partSizes(patients: number, rule: SplitRule): { test: number; tune: number } {
  const within = (share: number, most: number) => Math.min(most, Math.max(1, Math.round(patients * share)))
  const test = patients < 2 ? 0 : within(rule.test, patients - 1)
  return { test, tune: patients < 3 ? 0 : within(rule.tune, Math.max(0, patients - test - 1)) }
}

/** Patients that stand in more than one part: anything but 0 is a leak. */
export function patientsInTwoParts(items: readonly { pseudonym: string; part: Part }[]): number {
  const parts = Map.groupBy(items, (one) => one.pseudonym)
  return [...parts.values()].filter((of) => new Set(of.map((one) => one.part)).size > 1).length
}
