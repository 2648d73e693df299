import type { GateName } from '@clic/contracts'

/**
 * One rule of one gate. The law behind it changes, so a rule carries its source and the days between which it holds.
 * `check` is only called with facts that the gate's schema accepted.
 */
export interface Rule {
  id: string
  gate: GateName
  sentence: string
  citation: string
  source: string
  validFrom: string
  validTo: string | null
  /** Who can act when the rule closes the gate. */
  who: string
  check(facts: Record<string, unknown>): boolean
  explain(facts: Record<string, unknown>): string
}

/** Types the facts for the author of a rule. */
export function rule<F>(
  given: Omit<Rule, 'check' | 'explain' | 'validTo'> & {
    validTo?: string | null
    check(facts: F): boolean
    explain(facts: F): string
  },
): Rule {
  return {
    ...given,
    validTo: given.validTo ?? null,
    check: (facts) => given.check(facts as F),
    explain: (facts) => given.explain(facts as F),
  }
}
