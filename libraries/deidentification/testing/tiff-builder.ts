/** One page to be: fields by tag, and the strips or tiles. */
export interface BuiltPage {
  fields: [tag: number, type: number, value: Buffer | number[] | string][]
  blocks: Buffer[]
}

const sizes: Record<number, number> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 11: 4 }

/** A TIFF file as scanners and cameras write it: pages and pictures mixed, gaps between them filled with `gap`, little endian. */
export function builtTiff(pages: readonly BuiltPage[], gap: string, after = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')]
  let position = 8
  const put = (bytes: Buffer) => {
    const at = position
    const padded = bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes
    parts.push(padded)
    position += padded.length
    return at
  }
  let pointer: { buffer: Buffer; at: number } = { buffer: parts[0]!, at: 4 }
  for (const page of pages) {
    put(Buffer.from(gap, 'latin1'))
    const tiled = page.fields.some(([tag]) => tag === 322)
    const offsets = page.blocks.map(put)
    const fields = [
      ...page.fields,
      [tiled ? 324 : 273, 4, offsets],
      [tiled ? 325 : 279, 4, page.blocks.map((block) => block.length)],
    ] as BuiltPage['fields']
    const entries = fields
      .map(([tag, type, value]) => ({ tag, type, bytes: bytesOf(type, value) }))
      .sort((a, b) => a.tag - b.tag)
      .map((one) => ({ ...one, at: one.bytes.length > 4 ? put(one.bytes) : undefined }))
    const table = Buffer.alloc(2 + 12 * entries.length + 4)
    table.writeUInt16LE(entries.length, 0)
    entries.forEach(({ tag, type, bytes, at }, i) => {
      const to = 2 + 12 * i
      table.writeUInt16LE(tag, to)
      table.writeUInt16LE(type, to + 2)
      table.writeUInt32LE(bytes.length / sizes[type]!, to + 4)
      if (at === undefined) bytes.copy(table, to + 8)
      else table.writeUInt32LE(at, to + 8)
    })
    pointer.buffer.writeUInt32LE(position, pointer.at)
    pointer = { buffer: table, at: table.length - 4 }
    put(table)
  }
  return Buffer.concat([...parts, Buffer.from(after, 'latin1')])
}

function bytesOf(type: number, value: Buffer | number[] | string): Buffer {
  if (typeof value === 'string') return Buffer.from(`${value}\0`, 'latin1')
  if (Buffer.isBuffer(value)) return value
  const bytes = Buffer.alloc(value.length * sizes[type]!)
  value.forEach((one, i) => {
    if (type === 11) bytes.writeFloatLE(one, i * 4)
    else if (type === 3) bytes.writeUInt16LE(one, i * 2)
    else if (type === 4) bytes.writeUInt32LE(one, i * 4)
    else bytes[i] = one
  })
  return bytes
}
