import { ok, type Result, refuse } from '@clic/contracts'
import { volumeFromSlices } from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import { readStudies } from './views.ts'

export interface ViewerVolume {
  studyId: string
  seriesInstanceUid: string
  modality: string
  description: string
  dims: [number, number, number]
  spacing: [number, number, number]
  affine: number[]
  slices: string[]
}

/** The study's image series in the order of its slices; the largest one when there are several. */
export async function readVolume(context: PartContext, studyId: string): Promise<Result<ViewerVolume>> {
  const study = (await readStudies(context.db, { id: studyId }))[0]
  if (!study)
    return refuse(404, {
      code: 'study-unknown',
      title: 'No such study',
      detail: `There is no study ${studyId}.`,
      next: 'See the list under Link.',
    })
  const series = study.series
    .filter((one) => one.modality !== 'SEG' && one.modality !== 'SR')
    .sort((a, b) => b.objects.length - a.objects.length)[0]
  if (!series)
    return refuse(409, {
      code: 'no-images',
      title: 'Nothing to show',
      detail: 'The study holds no images.',
      next: 'Look at another study.',
    })
  const volume = volumeFromSlices(await Promise.all(series.objects.map((one) => context.files.get(one.sha256))))
  if (!volume.ok)
    return refuse(422, {
      code: `volume-${volume.problem.code}`,
      title: 'The series is no volume',
      detail: volume.problem.message,
      next: 'Look at another study, or ask the data engineer for the whole series.',
    })
  const bySop = new Map(series.objects.map((one) => [one.sopInstanceUid, one.sha256]))
  const { dims, spacing, affine, sopInstanceUids } = volume.volume
  return ok({
    studyId,
    seriesInstanceUid: series.seriesInstanceUid,
    modality: series.modality,
    description: series.description,
    dims,
    spacing,
    affine,
    slices: sopInstanceUids.map((uid) => bySop.get(uid) ?? ''),
  })
}
