/**
 * Blanks comments and application data in a JPEG stream that goes through in pieces: lengths and picture stay as they are, so that every
 * offset into it holds. What follows the end of the image is blanked, too.
 */
export class JpegWords {
  blanked = 0
  private state: 'start' | 'scan' | 'marker' | 'high' | 'low' | 'inside' | 'over' = 'start'
  private marker = 0
  private left = 0
  private blank = false

  /** Changes `bytes` in place; they are the next of the stream. */
  pass(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at = this.step(bytes, at)
  }

  private step(bytes: Uint8Array, at: number): number {
    const byte = bytes[at]!
    switch (this.state) {
      case 'start':
        this.state = byte === 0xff ? 'marker' : 'scan'
        return at + 1
      case 'scan': {
        const found = bytes.indexOf(0xff, at)
        if (found < 0) return bytes.length
        this.state = 'marker'
        return found + 1
      }
      case 'marker':
        if (byte === 0xff) return at + 1
        this.marker = byte
        this.state = byte === 0xd9 ? 'over' : byte < 0xc0 || (byte >= 0xd0 && byte <= 0xd8) ? 'scan' : 'high'
        return at + 1
      case 'high':
        this.left = byte << 8
        this.state = 'low'
        return at + 1
      case 'low':
        this.left = Math.max(0, (this.left | byte) - 2)
        this.blank = this.isWords()
        if (this.blank) this.blanked++
        this.state = this.left > 0 ? 'inside' : 'scan'
        return at + 1
      case 'inside': {
        const end = Math.min(bytes.length, at + this.left)
        if (this.blank) bytes.fill(0, at, end)
        this.left -= end - at
        if (this.left === 0) this.state = 'scan'
        return end
      }
      default:
        for (let i = at; i < bytes.length; i++) {
          if (bytes[i] === 0 || bytes[i] === 0xff) continue
          this.blanked++
          bytes.fill(0, at)
          break
        }
        return bytes.length
    }
  }

  /** JFIF and Adobe marks of their fixed lengths steer the decoder. */
  private isWords(): boolean {
    if (this.marker === 0xfe) return this.left > 0
    if (this.marker < 0xe0 || this.marker > 0xef) return false
    return !(this.marker === 0xe0 && this.left === 14) && !(this.marker === 0xee && this.left === 12) && this.left > 0
  }
}
