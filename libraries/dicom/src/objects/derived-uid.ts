import { createHash } from 'node:crypto'

/**
 * A UID that follows from its parts, so that the same run writes the same objects: 2.25 and the decimal form of a UUID of
 * version 8, whose bits are a SHA-256 digest (PS3.5 B.2, RFC 9562 5.8).
 */
export function derivedUid(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return `2.25.${BigInt(`0x${digest.toString('hex')}`)}`
}
