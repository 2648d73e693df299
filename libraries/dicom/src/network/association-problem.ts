import { abortText, type RejectionCode, rejectionText } from './association-reasons.ts'

interface Told {
  /** What happened to which peer, why, and what to do next. */
  message: string
}

/** The connection or the association could not be made, or it is lost; a new association is needed. */
export type AssociationProblem =
  | ({ kind: 'connection-refused'; code: string } & Told)
  | ({ kind: 'rejected'; transient: boolean; reason: string; code: RejectionCode } & Told)
  | ({ kind: 'timeout'; during: 'connect' | 'association' | 'response' | 'transfer' | 'release' } & Told)
  | ({ kind: 'aborted'; reason: string } & Told)
  | ({ kind: 'connection-lost'; code: string } & Told)
  | ({ kind: 'protocol-error' } & Told)
  | ({ kind: 'bad-request' } & Told)

/** One instance could not be stored; the association goes on. */
export type InstanceProblem =
  | ({ kind: 'no-context'; sopClassUid: string; transferSyntax: string } & Told)
  | ({ kind: 'not-part10' } & Told)
  | ({ kind: 'unreadable'; code: string } & Told)
  | ({ kind: 'refused'; status: number; comment: string } & Told)

export type Failed<P> = { ok: false; problem: P }

export function failed<P>(problem: P): Failed<P> {
  return { ok: false, problem }
}

export function rejectedBy(peer: string, code: RejectionCode): AssociationProblem {
  const reason = rejectionText(code)
  const transient = code.result === 2
  const next = transient
    ? 'Try again later.'
    : 'Check both AE titles and that this node is entered at the peer with this title.'
  return {
    kind: 'rejected',
    transient,
    reason,
    code,
    message: `${peer} rejected the association: ${reason}. ${next}`,
  }
}

export function abortedBy(peer: string, source: number, reason: number): AssociationProblem {
  const text = abortText(source, reason)
  return {
    kind: 'aborted',
    reason: text,
    message: `${peer}: ${text}. Look in the log of the peer, then open a new one.`,
  }
}

export function lost(peer: string, code: string): AssociationProblem {
  return {
    kind: 'connection-lost',
    code,
    message: `The connection to ${peer} is lost (${code}). Open a new association.`,
  }
}

export function timedOut(
  peer: string,
  during: Extract<AssociationProblem, { kind: 'timeout' }>['during'],
  ms: number,
): AssociationProblem {
  const message = `${peer} did not answer within ${ms} ms (${during}). Check that it is up, or raise the time limit.`
  return { kind: 'timeout', during, message }
}
