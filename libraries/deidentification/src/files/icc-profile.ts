/** Tags that a colour engine computes with (ICC.1:2022, 9.2). Everything else of a profile is words, or a vendor's own. */
const numeric = new Set(
  'rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 cicp lumi'.split(' '),
)
/** Types whose values are numbers. */
const types = new Set(['XYZ ', 'curv', 'para', 'sf32', 'mft1', 'mft2', 'mAB ', 'mBA ', 'cicp'])

/**
 * A colour profile without its words: a new header and only the tags that colours are computed with. Undefined when it is none, or is
 * broken; then the picture goes without.
 */
export function plainIccProfile(given: Uint8Array): Buffer | undefined {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length)
  if (bytes.length < 132 || bytes.toString('latin1', 36, 40) !== 'acsp') return undefined
  const count = bytes.readUInt32BE(128)
  if (count > 100 || bytes.length < 132 + 12 * count) return undefined
  const kept: { name: string; data: Buffer }[] = [
    { name: 'desc', data: description() },
    { name: 'cprt', data: Buffer.from('text\0\0\0\0none\0\0\0\0', 'latin1') },
  ]
  for (let i = 0; i < count; i++) {
    const at = 132 + 12 * i
    const name = bytes.toString('latin1', at, at + 4)
    const [start, size] = [bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at + 8)]
    if (!numeric.has(name)) continue
    if (start + size > bytes.length || size < 8 || !types.has(bytes.toString('latin1', start, start + 4)))
      return undefined
    kept.push({ name, data: numbersOnly(bytes.subarray(start, start + size)) })
  }
  return assembled(bytes, kept)
}

/** Without the bytes behind the last number, where words could hide. */
function numbersOnly(data: Buffer): Buffer {
  const type = data.toString('latin1', 0, 4)
  const used = Buffer.from(data)
  used.fill(0, 4, 8)
  if (type === 'curv' && data.length >= 12)
    return used.subarray(0, Math.min(data.length, 12 + 2 * data.readUInt32BE(8)))
  if (type === 'XYZ ') return used.subarray(0, 20)
  return used
}

/** The old header but for who made it, when, with what, and its digest. */
function assembled(old: Buffer, tags: readonly { name: string; data: Buffer }[]): Buffer {
  const header = Buffer.from(old.subarray(0, 128))
  header.fill(0, 4, 8)
  header.fill(0, 24, 36)
  header.write('acsp', 36, 'latin1')
  header.fill(0, 40, 64)
  header.fill(0, 80, 128)
  const table = Buffer.alloc(4 + 12 * tags.length)
  table.writeUInt32BE(tags.length, 0)
  const parts: Buffer[] = []
  let position = 128 + table.length
  tags.forEach(({ name, data }, i) => {
    table.write(name, 4 + 12 * i, 'latin1')
    table.writeUInt32BE(position, 8 + 12 * i)
    table.writeUInt32BE(data.length, 12 + 12 * i)
    parts.push(data, Buffer.alloc((4 - (data.length % 4)) % 4))
    position += data.length + ((4 - (data.length % 4)) % 4)
  })
  header.writeUInt32BE(position, 0)
  return Buffer.concat([header, table, ...parts])
}

/** textDescriptionType of version 2, which readers of version 4 take, too. */
function description(): Buffer {
  const data = Buffer.alloc(12 + 8 + 78)
  data.write('desc', 0, 'latin1')
  data.writeUInt32BE(8, 8)
  data.write('profile', 12, 'latin1')
  return data
}
