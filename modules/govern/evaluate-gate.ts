import { type GateName, gateFacts } from '@clic/contracts'
import { canonicalJson, sha256 } from '@clic/ledger'
import type { Rule } from './rule.ts'

interface Finding {
  rule: string
  ok: boolean
  reason: string
  citation: string
  who: string
}

export interface Evaluation {
  open: boolean
  /** SHA-256 of the canonical facts: what the decision was taken on. */
  evidence: string
  findings: Finding[]
}

/**
 * Facts → rules in force on `today` → findings. Closed unless every rule holds; closed too when a fact is missing or of another
 * type, when a rule throws, and when no rule is in force at all.
 */
export function evaluateGate(input: {
  gate: GateName
  facts: Record<string, unknown>
  rules: readonly Rule[]
  today: string
}): Evaluation {
  const evidence = evidenceOf(input.facts)
  const parsed = gateFacts[input.gate].safeParse(input.facts)
  if (!parsed.success) {
    const missing = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? 'facts')))]
    const findings = missing.map((fact) => ({
      rule: `${input.gate}/can-evaluate`,
      ok: false,
      reason: `the gate cannot evaluate: the fact “${fact}” is missing or unreadable`,
      citation: 'house rule: fail closed',
      who: 'data engineer',
    }))
    return { open: false, evidence, findings }
  }
  const rules = input.rules.filter(
    (one) =>
      one.gate === input.gate && one.validFrom <= input.today && (one.validTo === null || input.today <= one.validTo),
  )
  const findings = rules.map((one) => judge(one, parsed.data))
  if (findings.length === 0)
    findings.push({
      rule: `${input.gate}/can-evaluate`,
      ok: false,
      reason: 'no rule of this gate is in force',
      citation: 'house rule: fail closed',
      who: 'DPO',
    })
  return { open: findings.every((finding) => finding.ok), evidence, findings }
}

/** Facts that cannot be written down cannot be evaluated either; their evidence is that of nothing. */
function evidenceOf(facts: Record<string, unknown>): string {
  try {
    return sha256(canonicalJson(JSON.parse(JSON.stringify(facts))))
  } catch {
    return sha256('')
  }
}

function judge(one: Rule, facts: Record<string, unknown>): Finding {
  const base = { rule: one.id, citation: one.citation, who: one.who }
  try {
    const ok = one.check(facts) === true
    return { ...base, ok, reason: ok ? one.sentence : `${one.sentence} But ${one.explain(facts)}.` }
  } catch {
    return { ...base, ok: false, reason: `${one.sentence} But the rule could not be evaluated.` }
  }
}
