import { createHmac } from 'node:crypto'

/**
 * The UID that stands for `uid` under this key: 2.25 and 128 bits of HMAC-SHA-256 in decimal. UIDs of the standard itself
 * (SOP classes, transfer syntaxes, well-known instances) stay; an empty one stays empty.
 */
export function replaceUid(uidKey: Uint8Array, uid: string): string {
  if (uid === '' || uid.startsWith('1.2.840.10008.')) return uid
  const digest = createHmac('sha256', uidKey).update(uid).digest()
  const high = digest.readBigUInt64BE(0)
  return `2.25.${(high << 64n) | digest.readBigUInt64BE(8)}`
}
