import { createHash } from 'node:crypto'
import type { ReceivedObject, ReceivedStudy } from '@clic/contracts'
import { type Dataset, readDataset, tag, text } from '@clic/dicom'
import type { Files } from '@clic/platform/files'
import type { RouteCondition } from './tables.ts'

export interface StudySeries {
  seriesInstanceUid: string
  objects: ReceivedObject[]
}

/** The series of a study that a route takes; none when the study does not go this way. */
export async function seriesOfRoute(files: Files, study: ReceivedStudy, when: RouteCondition): Promise<StudySeries[]> {
  if (when.source !== undefined && when.source !== study.source) return []
  const groups = Map.groupBy(
    study.objects.filter((one) => one.modality === when.modality),
    (one) => one.seriesInstanceUid,
  )
  const found: StudySeries[] = []
  for (const [seriesInstanceUid, objects] of groups) {
    const fits =
      when.descriptionContains === undefined || (await describes(files, objects[0], when.descriptionContains))
    if (fits) found.push({ seriesInstanceUid, objects })
  }
  return found
}

/** Names the images, whatever order they came in. */
export function digestOfSeries(series: readonly StudySeries[]): string {
  const names = series.flatMap((one) => one.objects.map((object) => object.sha256)).sort()
  return createHash('sha256').update(names.join('\n')).digest('hex')
}

async function describes(files: Files, object: ReceivedObject | undefined, words: string): Promise<boolean> {
  if (!object) return false
  const read = readDataset(await files.get(object.sha256))
  const said = read.ok
    ? `${wordsOf(read.dataset, 'StudyDescription')} ${wordsOf(read.dataset, 'SeriesDescription')}`
    : ''
  return said.toLowerCase().includes(words.toLowerCase())
}

function wordsOf(dataset: Dataset, keyword: string): string {
  return text(dataset, tag(keyword)) ?? ''
}
