import {
  type Decision,
  type FactsOf,
  type GateName,
  type Permit,
  type PermitState,
  type Person,
  type Phase,
  type Problem,
  problem,
} from '@clic/contracts'

/** The port every module asks before it acts: `port<GateKeeper>('govern.gates')`. */
export interface GateKeeper {
  /** Evaluates a gate and records the decision, open or closed. Facts may be incomplete: a missing one closes the gate. */
  decide<G extends GateName>(ask: {
    gate: G
    facts: Partial<FactsOf<G>>
    subject: { kind: string; id: string }
    actor: Person
  }): Promise<Decision>
}

/** What modules may ask about permits: `port<PermitView>('govern.permits')`. */
export interface PermitView {
  /**
   * The facts about a permit that gates need. Empty for an unknown permit, which closes every gate that asks. `about`: the product that it is
   * wanted for; a permit for another one is no permit for this one, and covers no phase of it.
   */
  facts(permitId: string, about?: string): Promise<Partial<PermitFacts>>
  state(permitId: string): Promise<PermitState | undefined>
  read(permitId: string): Promise<Permit | undefined>
  list(): Promise<Permit[]>
  /** The standing permit about a source (AE title) or a product, newest first; also expired ones, so that a gate can say so. */
  standing(kind: 'standing-source' | 'standing-release', about: string): Promise<Permit | undefined>
}

/** What modules may ask about decisions taken earlier: `port<DecisionView>('govern.decisions')`. */
export interface DecisionView {
  decision(id: string): Promise<Decision | undefined>
}

export interface PermitFacts {
  permitState: PermitState
  permitExpiresAt: string
  now: string
  permitPhases: Phase[]
  permitPeople: string[]
  permitColumns: string[]
  permitModalities: string[]
  permitBodyParts: string[]
  maxSubjects: number
}

/** A closed gate as a problem: which rules, why, and who can act. */
export function refusal(decision: Decision): Problem {
  const closed = decision.findings.filter((one) => !one.ok)
  return problem(403, {
    code: 'gate-closed',
    title: `The gate “${decision.gate}” is closed`,
    detail: closed.map((one) => one.reason).join(' '),
    next: `Who can act: ${[...new Set(closed.map((one) => one.who))].join('; ')}.`,
    findings: closed.map(({ rule, reason, citation, who }) => ({ rule, reason, citation, who })),
  })
}
