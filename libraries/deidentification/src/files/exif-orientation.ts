/** How a picture is turned, 1 to 8 (TIFF 6.0, tag 274), of an EXIF block that begins with its TIFF header; 1 when it does not say. */
export function exifOrientation(tiff: Uint8Array): number {
  const bytes = Buffer.from(tiff.buffer, tiff.byteOffset, tiff.length)
  const order = bytes.toString('latin1', 0, 2)
  if (bytes.length < 14 || (order !== 'II' && order !== 'MM')) return 1
  const little = order === 'II'
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
  const start = little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4)
  if (start + 2 > bytes.length) return 1
  const count = u16(start)
  for (let i = 0; i < count && start + 2 + 12 * (i + 1) <= bytes.length; i++) {
    const at = start + 2 + 12 * i
    if (u16(at) !== 0x0112 || u16(at + 2) !== 3) continue
    const value = u16(at + 8)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** An EXIF block that says how the picture is turned and nothing else. */
export function onlyOrientation(orientation: number): Buffer {
  const block = Buffer.from('MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1')
  block.writeUInt16BE(orientation, 18)
  return block
}
