import type { CohortStudy } from './cohort.ts'
import { type CohortCounts, countPersons } from './count-persons.ts'

/** Facts of a dataset version as a whole, in the sense of “Datasheets for Datasets” (Gebru et al., 2021). No pseudonym. */
export interface Datasheet {
  modality: string
  /** Small cells suppressed. */
  counts: CohortCounts
  /** Which labels were accepted: how many, and by how many authors they were made. */
  labels: { masks: number; authors: number; firstMadeAt: string | null; lastMadeAt: string | null }
  /** Coding systems of the linked facts that the persons bring. */
  factSystems: string[]
  controllers: string[]
  title: string
  purpose: string
}

export function makeDatasheet(
  items: readonly CohortStudy[],
  about: { modality: string; controllers: string[]; title: string; purpose: string },
): Datasheet {
  const labels = items.flatMap((one) => one.label ?? [])
  const made = labels.map((one) => one.madeAt).sort()
  const facts = items.flatMap((one) => one.person?.facts ?? [])
  return {
    ...about,
    counts: countPersons(items),
    labels: {
      masks: labels.length,
      authors: new Set(labels.map((one) => one.author)).size,
      firstMadeAt: made[0] ?? null,
      lastMadeAt: made.at(-1) ?? null,
    },
    factSystems: [...new Set(facts.map((one) => one.system).filter((one) => one !== ''))].sort(),
  }
}
