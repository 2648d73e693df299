import { canonicalJson, sha256 } from '@clic/ledger'
import type { ProtocolDocument } from './tables.ts'

/** The protocol's identity: any change of a threshold, a metric or a seed gives another hash. */
export function protocolHash(document: ProtocolDocument): string {
  return sha256(canonicalJson(JSON.parse(JSON.stringify(document))))
}
