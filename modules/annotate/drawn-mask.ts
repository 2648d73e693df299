import type { Person } from '@clic/contracts'
import { type Dataset, type SeriesGrid, segmentationFromLabels } from '@clic/dicom'

/** What a person drew, as a DICOM SEG with them as its author. It numbers its segments 1, 2, 3 …; the structures may leave numbers out. */
export function drawnMask(given: {
  labels: Uint8Array
  base: { volume: SeriesGrid; headers: Dataset[] }
  structures: readonly { number: number; label: string }[]
  person: Person
  at: Date
  /** Series description. */
  said: string
}): Dataset {
  return segmentationFromLabels({
    labels: given.labels,
    volume: given.base.volume,
    source: given.base.headers,
    segments: given.structures.map((one, n) => ({
      number: n + 1,
      value: one.number,
      label: one.label,
      algorithmType: 'MANUAL' as const,
    })),
    contentCreatorName: given.person.name.split(' ').reverse().join('^'),
    seriesDescription: given.said,
    at: given.at,
  })
}
