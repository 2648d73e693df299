import type { Dataset } from '@clic/dicom'
import { measurementReport, segmentationFromLabels, type Volume, writeFile } from '@clic/dicom'
import type { IntendedUse } from './tables.ts'

export interface ResultInput {
  /** Headers of the study's slices, in the volume's order; the results take patient, study and frame of reference from them. */
  slices: Dataset[]
  volume: Volume
  labels: Uint8Array
  structures: IntendedUse['structures']
  volumes: { structure: string; mm3: number }[]
  product: { name: string; version: string }
  /** Fixed by the run, so that a repeated run makes the same objects and the receiver ends with one. */
  uids: { seg: string; segSeries: string; sr: string; srSeries: string }
  at: Date
}

/** DICOM SEG and TID 1500 SR of one run, with the identity that the study came with. */
export function resultObjects(input: ResultInput): { seg: Uint8Array; sr: Uint8Array } {
  const algorithm = { name: input.product.name, version: input.product.version }
  const seg = segmentationFromLabels({
    labels: input.labels,
    volume: input.volume,
    source: input.slices,
    segments: input.structures.map((structure, n) => ({
      number: n + 1,
      value: structure.value,
      label: structure.name,
      algorithmType: 'AUTOMATIC' as const,
      algorithmName: `${algorithm.name} ${algorithm.version}`,
    })),
    sopInstanceUid: input.uids.seg,
    seriesInstanceUid: input.uids.segSeries,
    seriesDescription: `${algorithm.name} segmentation`,
    at: input.at,
  })
  const sr = measurementReport({
    source: input.slices,
    segmentation: seg,
    measurements: input.volumes.map((one, n) => ({ segment: n + 1, structure: one.structure, volumeMm3: one.mm3 })),
    algorithm,
    sopInstanceUid: input.uids.sr,
    seriesInstanceUid: input.uids.srSeries,
    at: input.at,
  })
  return { seg: writeFile(seg), sr: writeFile(sr) }
}
