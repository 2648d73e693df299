export { betaCdf, betaQuantile, logGamma, studentQuantile } from './beta-distribution.ts'
export { type BlandAltman, blandAltman } from './bland-altman.ts'
export {
  type BootstrapOptions,
  type BootstrapResult,
  type PairedValue,
  type PatientValue,
  pairedPatientBootstrap,
  patientBootstrap,
} from './bootstrap.ts'
export { type Calibration, type CalibrationBin, calibration } from './calibration.ts'
export { compareProducts, type ProductDifference } from './compare-products.ts'
export { type CusumDesign, type CusumPoint, cusum } from './cusum.ts'
export { accuracyAtThreshold, type DiagnosticAccuracy } from './diagnostic-accuracy.ts'
export { squaredDistances } from './distance-transform.ts'
export { cohenKappa, type KappaResult } from './kappa.ts'
export { type KolmogorovSmirnov, kolmogorovSmirnov } from './kolmogorov-smirnov.ts'
export { mean, median, quantile, standardDeviation } from './moments.ts'
export { confidenceZ, normalCdf, normalQuantile, twoSidedP } from './normal-distribution.ts'
export { dice, iou, labelMask, type Mask, type OverlapCounts, overlapCounts } from './overlap.ts'
export {
  binsFromEdges,
  type PopulationStability,
  populationStability,
  type ReferenceBins,
  referenceBins,
} from './population-stability.ts'
export {
  clopperPearsonInterval,
  clopperPearsonUpper,
  type Interval,
  type ProportionInterval,
  sampleForZeroEvents,
  wilsonInterval,
  zeroEventsUpperBound,
} from './proportion.ts'
export { createRandom, type Random } from './random.ts'
export { type AucComparison, type AucResult, delongAuc, delongTest, midranks, type Truth } from './roc.ts'
export { type SegmentationScores, segmentationScores } from './segmentation-scores.ts'
export {
  type MeasuredItem,
  measureItem,
  type SegmentationCase,
  type SegmentationProtocol,
  type SegmentationSummary,
  summarise,
} from './segmentation-study.ts'
export {
  groupOf,
  MINIMUM_GROUP,
  type SegmentationSubgroup,
  type SharedCase,
  shownSubgroups,
  subgroups,
  WITHHELD,
  withholdSmallGroups,
} from './subgroups.ts'
export {
  averageSurfaceDistance,
  hausdorff95,
  normalizedSurfaceDice,
  percentileHausdorff,
  type SurfaceDistances,
  surfaceDice,
  surfaceDistances,
} from './surface-distance.ts'
export { checkGrid, maskVolume, type VoxelGrid, voxelVolume } from './voxel-grid.ts'
