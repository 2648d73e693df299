import type { AcceptedLabel, Part } from '@clic/contracts'
import { type CohortRule, type CohortSource, selectStudies } from './cohort.ts'
import { itemId } from './item.ts'
import { patientsInTwoParts, type SplitRule, splitPatients } from './split-patients.ts'

interface PlannedItem {
  id: string
  studyId: string
  pseudonym: string
  part: Part
  label: AcceptedLabel | undefined
}

export interface FreezePlan {
  items: PlannedItem[]
  leftOut: { studyId: string; reason: string }[]
  /** For the gate `dataset.freeze`: counted on the items, not on what was meant. */
  subjects: number
  patientsInTwoParts: number
  itemsWithoutLabel: number
}

export interface FreezeOrder {
  rule: CohortRule
  split: SplitRule
  /** Parts that the caller gives, instead of the seeded split. */
  given?: readonly { studyId: string; part: Part }[] | undefined
  /** Parts of the version before. */
  kept?: ReadonlyMap<string, Part>
}

/** Which study becomes which item of which part, and which study stays out and why. */
export function planFreeze(order: FreezeOrder, source: CohortSource): FreezePlan {
  const { selected, unlabelled } = selectStudies(order.rule, source)
  const given = order.given && new Map(order.given.map((one) => [one.studyId, one.part]))
  const split = given
    ? undefined
    : splitPatients(
        selected.map((one) => one.study.pseudonym),
        order.split,
        order.kept,
      )
  const items: PlannedItem[] = []
  const leftOut = unlabelled.map(({ study }) => ({ studyId: study.id, reason: 'It has no accepted label.' }))
  for (const one of selected) {
    const part = given ? given.get(one.study.id) : split?.get(one.study.pseudonym)
    if (part) {
      const { id: studyId, pseudonym } = one.study
      items.push({ id: itemId(studyId), studyId, pseudonym, part, label: one.label })
    } else leftOut.push({ studyId: one.study.id, reason: 'No part was given for it.' })
  }
  const chosen = new Set([...selected, ...unlabelled].map((one) => one.study.id))
  for (const studyId of given?.keys() ?? []) {
    if (!chosen.has(studyId))
      leftOut.push({ studyId, reason: 'A part was given for it, but the cohort does not hold it.' })
  }
  return {
    items,
    leftOut,
    subjects: new Set(items.map((one) => one.pseudonym)).size,
    patientsInTwoParts: patientsInTwoParts(items),
    // Where nothing remains, the gate names what is missing: the labels.
    itemsWithoutLabel: items.length > 0 ? items.filter((one) => !one.label).length : unlabelled.length,
  }
}
