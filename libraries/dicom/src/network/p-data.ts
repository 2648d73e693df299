import { PDU } from './pdu-reader.ts'

/** Bytes before the value in a P-DATA-TF with one PDV: type and length (6), PDV length, context, flags (6). */
export const P_DATA_OVERHEAD = 12

/** Our own upper bound for a fragment when the peer sets none. */
const MAX_FRAGMENT = 128 * 1024

/**
 * How many value bytes one P-DATA to this peer may hold: its announced maximum counts the PDV header of six bytes
 * (PS3.8 D.1.1); 0 means it sets no limit. Even, as fragments of a data set should be.
 */
export function fragmentBytes(peerMaxPdu: number): number {
  if (peerMaxPdu === 0) return MAX_FRAGMENT
  return Math.max(2, Math.min(peerMaxPdu - 6, MAX_FRAGMENT) & ~1)
}

/** Writes the twelve bytes in front of a value of `length` bytes that begins at offset 12 of `pdu`. */
export function writePDataHeader(
  pdu: Buffer,
  value: { contextId: number; command: boolean; last: boolean; length: number },
): void {
  pdu[0] = PDU.data
  pdu[1] = 0
  pdu.writeUInt32BE(value.length + 6, 2)
  pdu.writeUInt32BE(value.length + 2, 6)
  pdu[10] = value.contextId
  pdu[11] = (value.command ? 1 : 0) | (value.last ? 2 : 0)
}

/** A whole command or data set as P-DATA PDUs for a peer with this maximum, in one buffer so that it leaves in one write. */
export function encodePData(value: { contextId: number; command: boolean; data: Buffer; peerMaxPdu: number }): Buffer {
  const { contextId, command, data, peerMaxPdu } = value
  const step = fragmentBytes(peerMaxPdu)
  const parts: Buffer[] = []
  for (let at = 0; at < data.length; at += step) {
    const length = Math.min(step, data.length - at)
    const pdu = Buffer.allocUnsafe(P_DATA_OVERHEAD + length)
    writePDataHeader(pdu, { contextId, command, last: at + length === data.length, length })
    data.copy(pdu, P_DATA_OVERHEAD, at, at + length)
    parts.push(pdu)
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}
