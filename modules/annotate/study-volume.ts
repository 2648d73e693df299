import type { LinkedStudy } from '@clic/contracts'
import { type Dataset, readDataset, type Volume, volumeFromSlices } from '@clic/dicom'
import type { Files } from '@clic/platform/files'

/** The image volume that a study's masks lie on, with the headers of its slices. */
export async function studyVolume(
  files: Files,
  study: LinkedStudy,
): Promise<{ ok: true; volume: Volume; headers: Dataset[] } | { ok: false; reason: string }> {
  const series = study.series
    .filter((one) => one.modality !== 'SEG' && one.modality !== 'SR')
    .sort((a, b) => b.objects.length - a.objects.length)[0]
  if (!series) return { ok: false, reason: 'The study holds no images.' }
  const headers: Dataset[] = []
  for (const object of series.objects) {
    const read = readDataset(await files.get(object.sha256))
    if (!read.ok) return { ok: false, reason: read.problem.message }
    headers.push(read.dataset)
  }
  const volume = volumeFromSlices(headers)
  return volume.ok ? { ok: true, volume: volume.volume, headers } : { ok: false, reason: volume.problem.message }
}
