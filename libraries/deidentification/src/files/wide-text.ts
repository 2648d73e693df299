/**
 * Text of two bytes a letter, the lower first. `Buffer.toString('utf16le')` of Node 24 writes beyond its memory where an odd number of bytes
 * begins at an odd address (seen with 24.21): such a file ends the whole program.
 */
export function wideText(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes)
}
