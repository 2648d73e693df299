/** Why an association was rejected: result, source and reason of A-ASSOCIATE-RJ (PS3.8 9.3.4). */
export interface RejectionCode {
  result: number
  source: number
  reason: number
}

/** Every refusal our listener can give; the numbers are the standard's. */
export const REJECTIONS = {
  'no-reason-given': { result: 1, source: 1, reason: 1 },
  'application-context-not-supported': { result: 1, source: 1, reason: 2 },
  'calling-ae-not-recognised': { result: 1, source: 1, reason: 3 },
  'called-ae-not-recognised': { result: 1, source: 1, reason: 7 },
  'protocol-version-not-supported': { result: 1, source: 2, reason: 2 },
  'temporary-congestion': { result: 2, source: 3, reason: 1 },
  'local-limit-exceeded': { result: 2, source: 3, reason: 2 },
} as const satisfies Record<string, RejectionCode>

export type RejectReason = keyof typeof REJECTIONS

const REASON_TEXT: Record<string, string> = {
  '1.1': 'no reason given',
  '1.2': 'application context name not supported',
  '1.3': 'calling AE title not recognised',
  '1.7': 'called AE title not recognised',
  '2.1': 'no reason given by the association control',
  '2.2': 'protocol version not supported',
  '3.1': 'temporary congestion',
  '3.2': 'local limit exceeded',
}

/** The words for a rejection that a peer sent us. */
export function rejectionText(code: RejectionCode): string {
  return REASON_TEXT[`${code.source}.${code.reason}`] ?? `reason ${code.reason} of source ${code.source}`
}

/** Reason of an A-ABORT by the service provider (PS3.8 9.3.8). */
export const ABORT_REASONS = {
  'not-specified': 0,
  'unrecognised-pdu': 1,
  'unexpected-pdu': 2,
  'unrecognised-pdu-parameter': 4,
  'unexpected-pdu-parameter': 5,
  'invalid-pdu-parameter': 6,
} as const

export type AbortReason = keyof typeof ABORT_REASONS

const ABORT_TEXT: Record<number, string> = Object.fromEntries(
  Object.entries(ABORT_REASONS).map(([name, code]) => [code, name.replaceAll('-', ' ')]),
)

/** The words for an A-ABORT that a peer sent us; source 0 is the peer's application, 2 its upper layer. */
export function abortText(source: number, reason: number): string {
  if (source === 0) return 'aborted by the application of the peer'
  return `aborted by the upper layer of the peer: ${ABORT_TEXT[reason] ?? `reason ${reason}`}`
}
