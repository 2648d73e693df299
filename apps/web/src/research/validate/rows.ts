import type { ReplyOf, validateEndpoints } from '@clic/contracts'
import type { ForestGroup } from './forest-plot.tsx'

export type Validation = ReplyOf<typeof validateEndpoints.validation>
export type Protocol = ReplyOf<typeof validateEndpoints.protocols>[number]

export function structuresOf(validations: readonly Validation[]): string[] {
  return [...new Set(validations.flatMap((one) => one.summary.map((row) => row.structure)))]
}

export function titleOf(one: Pick<Validation, 'productName' | 'version'>): string {
  return `${one.productName} ${one.version}`
}

/** One group a structure, one row a product: the comparison. */
export function compared(validations: readonly Validation[], metric: 'dice' | 'hd95'): ForestGroup[] {
  return structuresOf(validations)
    .map((structure) => ({
      name: structure,
      rows: validations.flatMap((one) =>
        one.summary
          .filter((row) => row.metric === metric && row.structure === structure)
          .map((row) => ({
            key: one.id,
            label: titleOf(one),
            estimate: row.estimate,
            lower: row.lower,
            upper: row.upper,
            threshold: row.threshold,
            passed: row.passed,
            n: row.n,
          })),
      ),
    }))
    .filter((one) => one.rows.length > 0)
}
