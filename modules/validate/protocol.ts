import { canonicalJson, sha256 } from '@clic/ledger'
import type { LedgerReader } from '@clic/platform/record'
import type { ProtocolDocument } from './tables.ts'

/** The protocol's identity: any change of a threshold, a metric or a seed gives another hash. */
export function protocolHash(document: ProtocolDocument): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(document))))
}

/**
 * Hash and time as the ledger has them. The row beside the document says nothing: who could change the one could change the
 * other. Undefined when the ledger does not know the protocol, which closes the gate.
 */
export async function registeredProtocol(
  ledger: LedgerReader,
  protocolId: string,
): Promise<{ hash: string; at: string } | undefined> {
  const subject = { kind: 'protocol', id: protocolId }
  const [event] = await ledger.events({ subject, action: 'protocol.registered', limit: 1 })
  const hash = (event?.payload as { hash?: unknown } | null | undefined)?.hash
  return event && typeof hash === 'string' ? { hash, at: event.at } : undefined
}
