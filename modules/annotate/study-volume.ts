import type { LinkedStudy } from '@clic/contracts'
import { type Dataset, gridOfSeries, imageSeries, readDataset, type SeriesGrid } from '@clic/dicom'
import type { Files } from '@clic/platform/files'

const pixelData = 0x7fe00010

/** Where the images lie that a study's masks are drawn on (a volume, or frames beside each other), with their headers; no pixels. */
export async function studyVolume(
  files: Files,
  study: LinkedStudy,
): Promise<{ ok: true; volume: SeriesGrid; headers: Dataset[] } | { ok: false; reason: string }> {
  const series = imageSeries(study.series)[0]
  if (!series) return { ok: false, reason: 'The study holds no images.' }
  const headers: Dataset[] = []
  for (const object of series.objects) {
    const read = readDataset(await files.get(object.sha256), { stopAt: pixelData })
    if (!read.ok) return { ok: false, reason: read.problem.message }
    headers.push(read.dataset)
  }
  const found = gridOfSeries(headers)
  return found.ok ? { ok: true, volume: found.grid, headers } : { ok: false, reason: found.problem.message }
}
