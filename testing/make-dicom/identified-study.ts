import {
  type Dataset,
  isRightHanded,
  mrSeriesFromVolume,
  reversedSlices,
  segmentationFromLabels,
  volumeFromSlices,
  withSlicesReversed,
} from '@clic/dicom'
import type { Identity } from './danish-identity.ts'
import type { Case } from './phantom.ts'
import { seeded, seededUid } from './seeded.ts'

export interface IdentifiedStudy {
  studyInstanceUid: string
  images: Dataset[]
  /** The reference mask, when the study brings one. */
  segmentation?: Dataset
}

export interface StudyToMake {
  seed: string
  identity: Identity
  image: Case['image']
  /** In the voxel order of the image. */
  labels?: Uint8Array
  structures: readonly { value: number; name: string }[]
  description: string
  bodyPart: string
}

/** A multi-slice MR study as a hospital sends it: Danish names, free text that names the patient, an author for the mask. */
export function identifiedStudy(input: StudyToMake): IdentifiedStudy {
  const made = identifiedImages(input)
  if (!input.labels) return made
  const [columns, rows] = input.image.dims
  // Slices are sorted along their normal when they are read; the labels of a left-handed image have to follow.
  const labels = isRightHanded(input.image.affine) ? input.labels : reversedSlices(input.labels, columns * rows)
  return { ...made, segmentation: referenceMask({ ...input, labels, images: made.images }) }
}

/** The images alone; slices in the order of their normal. */
export function identifiedImages(input: StudyToMake): IdentifiedStudy {
  const { identity, seed } = input
  const random = seeded(`study ${seed}`)
  const at = studyTime(random)
  const study = {
    uid: seededUid(`study ${seed}`),
    id: String(1000 + Math.floor(random() * 8999)),
    description: `${input.description} ${identity.cpr}`,
    accession: identity.accession,
    at,
    referringPhysician: 'Ørskov^Læge',
    institution: 'Testhospitalet',
    operator: 'Nygård^Radiograf',
  }
  const images = mrSeriesFromVolume({
    volume: isRightHanded(input.image.affine) ? input.image : withSlicesReversed(input.image),
    patient: {
      name: identity.name,
      id: identity.cpr.replace('-', ''),
      birthDate: identity.birthDate,
      sex: identity.sex,
      age: `${String(identity.age).padStart(3, '0')}Y`,
      address: identity.address,
      phone: identity.phone,
    },
    study,
    series: {
      uid: seededUid(`series ${seed}`),
      number: 1,
      description: input.description,
      bodyPart: input.bodyPart,
      frameOfReferenceUid: seededUid(`frame ${seed}`),
    },
    sopInstanceUids: Array.from({ length: input.image.dims[2] }, (_, k) => seededUid(`image ${seed} ${k}`)),
    // Half of the hospitals still send Latin-1.
    characterSet: random() < 0.5 ? 'ISO_IR 100' : 'ISO_IR 192',
  })
  return { studyInstanceUid: study.uid, images }
}

export interface MaskToMake {
  seed: string
  /** The series that the mask lies on. */
  images: readonly Dataset[]
  /** In the voxel order of the volume of these images. */
  labels: Uint8Array
  structures: readonly { value: number; name: string }[]
  /** PN of the invented radiologist. */
  author?: string
}

/** A mask as a radiologist of the hospital drew it. */
export function referenceMask(input: MaskToMake): Dataset {
  const volume = volumeFromSlices(input.images)
  if (!volume.ok) throw new Error(volume.problem.message)
  return segmentationFromLabels({
    labels: input.labels,
    volume: volume.volume,
    source: input.images,
    segments: input.structures.map((one, n) => ({
      number: n + 1,
      value: one.value,
      label: one.name,
      algorithmType: 'MANUAL' as const,
    })),
    contentCreatorName: input.author ?? 'Skovgård^Radiolog',
    seriesDescription: 'Reference mask',
    sopInstanceUid: seededUid(`mask ${input.seed}`),
    seriesInstanceUid: seededUid(`mask series ${input.seed}`),
    at: studyTime(seeded(`study ${input.seed}`)),
  })
}

function studyTime(random: () => number): Date {
  const [month, day] = [Math.floor(random() * 12), 1 + Math.floor(random() * 28)]
  return new Date(Date.UTC(2025, month, day, 7 + Math.floor(random() * 9), Math.floor(random() * 60)))
}
