import { patientBootstrap } from './bootstrap.ts'
import { mean } from './moments.ts'
import type { SegmentationCase, SegmentationProtocol } from './segmentation-study.ts'

export interface ProductDifference {
  metric: 'dice' | 'hd95'
  structure: string
  /** Patients that both products have a value of. */
  n: number
  /** Mean of first minus second over the items that both have; null with no such item. */
  estimate: number | null
  /** Null with fewer than two patients. */
  lower: number | null
  upper: number | null
}

type Case = Pick<SegmentationCase, 'item' | 'patient' | 'structure' | 'dice' | 'hd95'>

/**
 * Two products on the same items: difference of each primary measure with its patient-bootstrap interval, both values of a patient
 * drawn together, so that hard patients count against neither.
 */
export function compareProducts(
  first: readonly Case[],
  second: readonly Case[],
  protocol: Pick<SegmentationProtocol, 'primary' | 'bootstrap'>,
): ProductDifference[] {
  return protocol.primary.map(({ metric, structure }) => {
    const figure = (one: Case) => (metric === 'dice' ? one.dice : one.hd95)
    const others = new Map(second.filter((one) => one.structure === structure).map((one) => [one.item, figure(one)]))
    const pairs = first
      .filter((one) => one.structure === structure)
      .flatMap((one) => {
        const [a, b] = [figure(one), others.get(one.item) ?? null]
        return a === null || b === null ? [] : [{ patient: one.patient, value: a - b }]
      })
    const { n, estimate, lower, upper } = patientBootstrap(pairs, (drawn) => mean(drawn), protocol.bootstrap)
    return { metric, structure, n, estimate, lower, upper }
  })
}
