import { bootstrapMean, metricValues, type SegmentationCase, type SegmentationProtocol } from './segmentation-study.ts'

/** Groups of fewer patients are named without figures (discretion of statistical offices; Danmarks Statistik uses 5). */
export const MINIMUM_GROUP = 5

/** Stands for the group of a patient whose group is not shown. */
export const WITHHELD = 'withheld'

export interface SegmentationSubgroup {
  by: string
  group: string
  metric: string
  structure: string
  /** Patients; 0 when suppressed. */
  n: number
  suppressed: boolean
  estimate?: number
  lower?: number
  upper?: number
}

/** A case as it may leave: its groups by name instead of sex and age, and no name where the group is suppressed. */
export type SharedCase = Omit<SegmentationCase, 'sex' | 'age'> & { groups: Record<string, string> }

type Grouped = { group: string; one: Pick<SegmentationCase, 'patient' | 'structure' | 'dice' | 'hd95'> }

/**
 * The primary measures per sex and age band. A group of fewer than five patients is suppressed; and where the suppressed
 * groups together hold fewer than five, so that a subtraction from the whole would give them away, the next smallest
 * group is suppressed too. Source: Hundepool et al., Statistical Disclosure Control (2012), 4.3 (secondary suppression).
 */
export function subgroups(cases: readonly SegmentationCase[], protocol: SegmentationProtocol): SegmentationSubgroup[] {
  return protocol.subgroups.flatMap((by) => {
    const grouped = cases.map((one): Grouped => ({ group: groupOf(one, by, protocol.ageBands), one }))
    return rowsOf(by, grouped, hiddenGroups(grouped, protocol), protocol)
  })
}

/** The cases with their groups by name; see `SharedCase`. */
export function withholdSmallGroups(cases: readonly SegmentationCase[], protocol: SegmentationProtocol): SharedCase[] {
  const shown = protocol.subgroups.map((by) => {
    const grouped = cases.map((one): Grouped => ({ group: groupOf(one, by, protocol.ageBands), one }))
    const hidden = hiddenGroups(grouped, protocol)
    return { by, groups: grouped.map(({ group }) => (hidden.has(group) ? WITHHELD : group)) }
  })
  return cases.map(({ sex: _sex, age: _age, ...rest }, i) => ({
    ...rest,
    groups: Object.fromEntries(shown.map(({ by, groups }) => [by, groups[i]!])),
  }))
}

/** The rows of the groups that are shown, recomputed from shared cases: equal to those of `subgroups`. */
export function shownSubgroups(cases: readonly SharedCase[], protocol: SegmentationProtocol): SegmentationSubgroup[] {
  return protocol.subgroups.flatMap((by) => {
    const grouped = cases
      .map((one): Grouped => ({ group: one.groups[by] ?? WITHHELD, one }))
      .filter(({ group }) => group !== WITHHELD)
    return rowsOf(by, grouped, new Set(), protocol)
  })
}

/** Name of the group of a case: its sex, or a band of ages in whole years. */
export function groupOf(
  one: Pick<SegmentationCase, 'sex' | 'age'>,
  by: 'sex' | 'age',
  bands: readonly number[],
): string {
  if (by === 'sex') return one.sex
  if (one.age === undefined) return 'unknown'
  const sorted = [...bands].sort((a, b) => a - b)
  if (sorted.length === 0) return 'all'
  const above = sorted.findIndex((edge) => (one.age as number) < edge)
  if (above === 0) return `under ${sorted[0]}`
  if (above === -1) return `${sorted.at(-1)} and over`
  return `${sorted[above - 1]}–${(sorted[above] as number) - 1}`
}

function rowsOf(
  by: string,
  grouped: readonly Grouped[],
  hidden: ReadonlySet<string>,
  protocol: SegmentationProtocol,
): SegmentationSubgroup[] {
  return namesOf(grouped).flatMap((group) =>
    protocol.primary.map(({ metric, structure }) => {
      const base = { by, group, metric, structure }
      if (hidden.has(group)) return { ...base, n: 0, suppressed: true }
      const values = metricValues(membersOf(grouped, group), metric, structure)
      const { estimate, lower, upper } = bootstrapMean(values, protocol)
      return { ...base, n: patientsOf(values), suppressed: false, estimate, lower, upper }
    }),
  )
}

/** A group's size is that of its least measured structure: every row of a shown group holds enough patients. */
function hiddenGroups(grouped: readonly Grouped[], protocol: SegmentationProtocol): Set<string> {
  const sizes = namesOf(grouped).map((group) => {
    const members = membersOf(grouped, group)
    const perStructure = protocol.primary.map(({ metric, structure }) =>
      patientsOf(metricValues(members, metric, structure)),
    )
    return { group, smallest: Math.min(...perStructure), patients: patientsOf(members) }
  })
  const bySize = sizes.sort((a, b) => a.smallest - b.smallest || (a.group < b.group ? -1 : 1))
  const hidden = new Set<string>()
  let hiddenPatients = 0
  for (const { group, smallest, patients } of bySize) {
    const givenAway = hidden.size > 0 && hiddenPatients < MINIMUM_GROUP
    if (smallest >= MINIMUM_GROUP && !givenAway) break
    hidden.add(group)
    hiddenPatients += patients
  }
  return hidden
}

function namesOf(grouped: readonly Grouped[]): string[] {
  return [...new Set(grouped.map(({ group }) => group))].sort()
}

function membersOf(grouped: readonly Grouped[], group: string): Grouped['one'][] {
  return grouped.filter((entry) => entry.group === group).map(({ one }) => one)
}

function patientsOf(values: readonly { patient: string }[]): number {
  return new Set(values.map(({ patient }) => patient)).size
}
