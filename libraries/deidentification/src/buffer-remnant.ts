/**
 * The bytes of a text without what stands behind a NUL: no value of these VRs holds one (PS3.5 6.1.3), and a device that writes a buffer of
 * fixed length writes behind the end of a value what the buffer held before it, which is often another patient. Of several values each has
 * its own end. The same bytes where nothing but padding follows, and where every other byte is a NUL: that is a text in two bytes a letter.
 */
export function withoutRemnants(raw: Uint8Array, several: boolean): Uint8Array {
  const first = raw.indexOf(0)
  if (first < 0 || isPadding(raw, first) || isWide(raw)) return raw
  if (!several) return raw.subarray(0, first)
  const kept: number[] = []
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] !== 0) kept.push(raw[at]!)
    else {
      const next = raw.indexOf(backslash, at)
      if (next < 0) break
      at = next - 1
    }
  }
  return Uint8Array.from(kept)
}

const backslash = 0x5c

function isPadding(raw: Uint8Array, from: number): boolean {
  for (let at = from; at < raw.length; at++) if (raw[at] !== 0 && raw[at] !== 0x20) return false
  return true
}

/** The first two letters of it in UTF-16, of either order, with or without the mark of the order in front. */
export function isWide(raw: Uint8Array): boolean {
  const marked = (raw[0] === 0xff && raw[1] === 0xfe) || (raw[0] === 0xfe && raw[1] === 0xff)
  const zero = (at: number) => raw[at] === 0
  return marked || (raw.length >= 4 && zero(0) !== zero(1) && zero(0) === zero(2) && zero(1) === zero(3))
}
