import type { AnsweredContext, ProposedContext } from './associate-pdu.ts'
import { isStorageSopClass, VERIFICATION_SOP_CLASS } from './uids.ts'

/**
 * Which SOP classes are stored: `any` is every storage class by rule, `anyAnd` adds others (a vendor's private class, a hanging
 * protocol), `only` names the full list. Verification is always taken.
 */
export type SopClassRule = 'any' | { anyAnd: readonly string[] } | { only: readonly string[] }

export function acceptsSopClass(rule: SopClassRule, uid: string): boolean {
  if (rule === 'any') return isStorageSopClass(uid)
  if ('only' in rule) return rule.only.includes(uid)
  return isStorageSopClass(uid) || rule.anyAnd.includes(uid)
}

/** A context both sides agreed on. */
export interface AcceptedContext {
  sopClassUid: string
  transferSyntax: string
}

export interface Negotiation {
  answers: AnsweredContext[]
  accepted: Map<number, AcceptedContext>
}

/**
 * Answers each proposed presentation context (PS3.8 9.3.3.2): the first offered transfer syntax that we know wins, so the
 * sender keeps its own encoding. Codes: 0 accepted, 3 SOP class refused, 4 no transfer syntax in common.
 */
export function negotiateContexts(
  proposed: readonly ProposedContext[],
  rules: { sopClasses: SopClassRule; transferSyntaxes: ReadonlySet<string> },
): Negotiation {
  const accepted = new Map<number, AcceptedContext>()
  const answers = proposed.map(({ id, abstractSyntax, transferSyntaxes }): AnsweredContext => {
    const known = transferSyntaxes.find((uid) => rules.transferSyntaxes.has(uid))
    // A refused context must still carry one transfer syntax; receivers do not look at it.
    const refused = transferSyntaxes[0] ?? ''
    if (abstractSyntax !== VERIFICATION_SOP_CLASS && !acceptsSopClass(rules.sopClasses, abstractSyntax)) {
      return { id, result: 3, transferSyntax: refused }
    }
    if (known === undefined) return { id, result: 4, transferSyntax: refused }
    accepted.set(id, { sopClassUid: abstractSyntax, transferSyntax: known })
    return { id, result: 0, transferSyntax: known }
  })
  return { answers, accepted }
}
