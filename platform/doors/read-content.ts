/**
 * The JSON (RFC 8259) that a parcel holds; undefined for bytes that are none, or no UTF-8: what is broken is the sender's fault and has to
 * end in a refusal, for a receiver that throws is tried again for ever.
 */
export function jsonContent(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))
  } catch {
    return undefined
  }
}
