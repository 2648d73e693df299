import { patientBootstrap } from './bootstrap.ts'
import { mean } from './moments.ts'
import { segmentationScores } from './segmentation-scores.ts'

/** What a validation of a segmentation registers before it opens its test part. */
export interface SegmentationProtocol {
  primary: { metric: 'dice' | 'hd95'; structure: string; threshold: number }[]
  secondary: { metric: 'dice' | 'hd95'; structure: string }[]
  subgroups: ('sex' | 'age')[]
  /** Borders of the age bands in whole years. */
  ageBands: number[]
  bootstrap: { replicates: number; seed: number; level: number }
}

/** One structure of one item. Volumes in mm³, HD95 in mm (null where a mask is empty). */
export interface SegmentationCase {
  item: string
  /** Code of the patient; the unit of the bootstrap. */
  patient: string
  sex: string
  age?: number
  structure: string
  dice: number
  hd95: number | null
  volumeMm3: number
  referenceMm3: number
}

export interface SegmentationSummary {
  metric: 'dice' | 'hd95'
  structure: string
  n: number
  missing: number
  estimate: number
  lower: number
  upper: number
  threshold?: number
  passed?: boolean
}

type MetricCase = Pick<SegmentationCase, 'patient' | 'structure' | 'dice' | 'hd95'>

/** A test item with its reference and the product's answer, on one grid. */
export interface MeasuredItem {
  item: string
  patient: string
  sex: string
  age?: number
  reference: ArrayLike<number>
  /** Undefined when the product gave no answer: every structure then counts as missed. */
  prediction?: ArrayLike<number>
  dims: [number, number, number]
  spacing: [number, number, number]
}

/** Dice and HD95 of each structure of one item. A structure that the product missed has Dice 0 and no distance. */
export function measureItem(one: MeasuredItem, structures: { value: number; name: string }[]): SegmentationCase[] {
  const prediction = one.prediction ?? new Uint8Array(one.reference.length)
  const scores = segmentationScores({
    reference: one.reference,
    prediction,
    grid: { dims: one.dims, spacing: one.spacing },
    labels: structures.map((structure) => structure.value),
  })
  return scores.flatMap((score) => {
    const structure = structures.find((candidate) => candidate.value === score.label)
    // Neither the reference nor the product has it: there is nothing to measure, and the summary counts it as missing.
    if (!structure || score.dice === null) return []
    return [
      {
        item: one.item,
        patient: one.patient,
        sex: one.sex,
        ...(one.age === undefined ? {} : { age: one.age }),
        structure: structure.name,
        dice: score.dice,
        hd95: score.hausdorff95Mm,
        volumeMm3: score.predictionMm3,
        referenceMm3: score.referenceMm3,
      },
    ]
  })
}

/** What the protocol registered: mean per structure with patient-bootstrap intervals, against its thresholds. */
export function summarise(
  cases: SegmentationCase[],
  protocol: SegmentationProtocol,
  items: number,
): SegmentationSummary[] {
  const wanted = [
    ...protocol.primary.map((one) => ({ ...one, threshold: one.threshold as number | undefined })),
    ...protocol.secondary.map((one) => ({ ...one, threshold: undefined })),
  ]
  return wanted.map(({ metric, structure, threshold }) => {
    const values = metricValues(cases, metric, structure)
    const { proven, ...interval } = bootstrapMean(values, protocol)
    return {
      metric,
      structure,
      n: values.length,
      missing: items - values.length,
      ...interval,
      // Without an interval (fewer than two patients) nothing is shown, whatever the threshold.
      ...(threshold === undefined ? {} : { threshold, passed: proven && interval.lower >= threshold }),
    }
  })
}

/** Values of one metric and structure that exist, with their patients. */
export function metricValues(
  cases: readonly MetricCase[],
  metric: 'dice' | 'hd95',
  structure: string,
): { patient: string; value: number }[] {
  return cases
    .filter((one) => one.structure === structure)
    .flatMap((one) => {
      const value = metric === 'dice' ? one.dice : one.hd95
      return value === null || !Number.isFinite(value) ? [] : [{ patient: one.patient, value }]
    })
}

/** Mean with its patient-bootstrap interval; all 0 and not `proven` where there is none. */
export function bootstrapMean(
  values: { patient: string; value: number }[],
  protocol: Pick<SegmentationProtocol, 'bootstrap'>,
): { estimate: number; lower: number; upper: number; proven: boolean } {
  const result = patientBootstrap(values, (drawn) => mean(drawn), protocol.bootstrap)
  return {
    estimate: result.estimate ?? 0,
    lower: result.lower ?? 0,
    upper: result.upper ?? 0,
    proven: result.lower !== null,
  }
}
