import { measurementReport, segmentationFromLabels, type Volume, writeFile } from '@clic/dicom'
import type { Dataset } from '@clic/dicom'
import type { IntendedUse } from './tables.ts'

export interface ResultInput {
  /** Headers of the study's slices, in the volume's order; the results take patient, study and frame of reference from them. */
  slices: Dataset[]
  volume: Volume
  labels: Uint8Array
  structures: IntendedUse['structures']
  volumesMm3: Record<string, number>
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
    segments: input.structures.map((structure) => ({ number: structure.value, label: structure.name, structure: structure.name, algorithmType: 'AUTOMATIC' as const, algorithmName: `${algorithm.name} ${algorithm.version}` })),
    sopInstanceUid: input.uids.seg,
    seriesInstanceUid: input.uids.segSeries,
    seriesDescription: `${algorithm.name} segmentation`,
    at: input.at,
  })
  const sr = measurementReport({
    source: input.slices,
    segmentation: seg,
    measurements: input.structures.map((structure) => ({ segment: structure.value, structure: structure.name, volumeMm3: input.volumesMm3[structure.name] ?? 0 })),
    algorithm,
    sopInstanceUid: input.uids.sr,
    seriesInstanceUid: input.uids.srSeries,
    at: input.at,
  })
  return { seg: writeFile(seg), sr: writeFile(sr) }
}
