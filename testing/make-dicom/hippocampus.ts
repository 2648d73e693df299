import { type Dataset, isRightHanded, type Nifti, reversedSlices, volumeFromNifti } from '@clic/dicom'
import type { Identity } from './danish-identity.ts'
import { type IdentifiedStudy, identifiedImages, referenceMask } from './identified-study.ts'

/** Labels of the hippocampus images. */
export const hippocampusStructures = [
  { value: 1, name: 'anterior hippocampus' },
  { value: 2, name: 'posterior hippocampus' },
] as const

/** A NIfTI image of the hippocampus as an identified MR study. The same seed gives the same bytes. */
export function hippocampusStudy(image: Nifti, identity: Identity, seed: string): IdentifiedStudy {
  const structures = hippocampusStructures
  return identifiedImages({
    seed,
    identity,
    image: volumeFromNifti(image),
    structures,
    description: 'MR hippocampus',
    bodyPart: 'BRAIN',
  })
}

/** The NIfTI label map of the same image as a SEG on that study. Throws RangeError where it does not fill the volume. */
export function hippocampusSegmentation(label: Nifti, study: IdentifiedStudy, seed: string, author?: string): Dataset {
  const values = Uint8Array.from(label.data as ArrayLike<number>)
  const { affine } = volumeFromNifti(label)
  const labels = isRightHanded(affine) ? values : reversedSlices(values, label.dims[0] * label.dims[1])
  return referenceMask({
    seed,
    images: study.images,
    labels,
    structures: hippocampusStructures,
    ...(author ? { author } : {}),
  })
}
