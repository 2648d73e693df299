export { build, type Code, codeItem } from './build-dataset.ts'
export { codedStructure, codes } from './codes.ts'
export { derivedUid } from './derived-uid.ts'
export type { Grid } from './geometry.ts'
export { isRightHanded } from './geometry.ts'
export { labelsByName } from './labels-by-name.ts'
export { type LabelsResult, labelsOnVolume } from './labels-on-volume.ts'
export { type MeasurementReportInput, measurementReport, type VolumeMeasurement } from './measurement-report.ts'
export { type MrSeriesInput, mrSeriesFromVolume } from './mr-series.ts'
export {
  type Nifti,
  type NiftiProblem,
  type NiftiResult,
  reversedSlices,
  volumeFromNifti,
  withSlicesReversed,
} from './nifti.ts'
export { framesOfObject, groupOf, type ObjectFrame, type Rescale, rescaleOf } from './object-frames.ts'
export type { SegmentationProblem } from './place-frame.ts'
export { type MeasurementReportResult, type ReportedVolume, readMeasurementReport } from './read-measurement-report.ts'
export { readNifti } from './read-nifti.ts'
export { type ReadSegment, readSegmentation, type SegmentationResult } from './read-segmentation.ts'
export type { SegmentToWrite } from './segment-item.ts'
export { type SegmentationInput, segmentationFromLabels } from './segmentation-from-labels.ts'
export { gridOfSeries, imageSeries } from './series-grid.ts'
export type { GridResult, SeriesGrid, Volume, VolumeProblem, VolumeResult, VoxelData } from './volume.ts'
export { volumeFromSlices } from './volume-from-slices.ts'
export { niftiFromVolume } from './write-nifti.ts'
