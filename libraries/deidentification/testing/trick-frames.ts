import { even, segment } from './planted-frames.ts'

/** A compressed frame cut into the fragments of a file, with words where a look at each fragment alone would not find them. */
export interface TrickFrame {
  name: string
  transferSyntax: string
  fragments: Buffer[]
  /** Of the fragments joined: the stretches that are picture, and stay. */
  picture: [number, number][]
}

const soi = Buffer.from([0xff, 0xd8])
const scan = Buffer.concat([
  segment(0xdb, Buffer.alloc(65, 3)),
  segment(0xc0, Buffer.alloc(15, 1)),
  segment(0xda, Buffer.alloc(10, 1)),
  Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4, 5, 6]),
])

/** Tables and a curve of numbers, the rest of the profile in words. */
export function iccProfile(words: string): Buffer {
  const texts = [Buffer.from(`desc\0\0\0\0${words}`), Buffer.from(`text\0\0\0\0© ${words}`)]
  const curve = Buffer.from('curv\0\0\0\0\0\0\0\x01\x01\0\0\0', 'latin1')
  const tags: [string, Buffer][] = [
    ['desc', texts[0]!],
    ['cprt', texts[1]!],
    ['rTRC', curve],
  ]
  const table = Buffer.alloc(4 + tags.length * 12)
  table.writeUInt32BE(tags.length)
  let at = 128 + table.length
  tags.forEach(([name, data], i) => {
    table.write(name, 4 + i * 12, 'latin1')
    table.writeUInt32BE(at, 8 + i * 12)
    table.writeUInt32BE(data.length, 12 + i * 12)
    at += data.length
  })
  const head = Buffer.alloc(128)
  head.writeUInt32BE(at)
  head.write('acsp', 36, 'latin1')
  head.write(words.slice(0, 20), 104, 'latin1')
  return Buffer.concat([head, table, ...tags.map(([, data]) => data)])
}

export function trickFrames(words: string): TrickFrame[] {
  const jpeg = '1.2.840.10008.1.2.4.50'
  const eoi = Buffer.from([0xff, 0xd9])
  const comment = segment(0xfe, words)
  const cut = Math.floor(comment.length / 2) & ~1
  const joined = (...parts: Buffer[]) => even(Buffer.concat(parts))
  const gap = Buffer.from(`gap ${words}`)
  const icc = segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), iccProfile(words)]))
  const manyIcc = segment(0xe2, Buffer.from(`ICC_PROFILE\0\x01\x02${words}`, 'latin1'))
  const box = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(body.length + 8)
    head.write(type, 4, 'latin1')
    return Buffer.concat([head, body])
  }
  const wideBox = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from('uuid'), Buffer.alloc(8), Buffer.from(words)])
  wideBox.writeUInt32BE(wideBox.length, 12)
  const siz = Buffer.concat([Buffer.from([0xff, 0x4f]), segment(0x51, Buffer.alloc(38, 1))])
  const openTile = Buffer.concat([segment(0x90, Buffer.alloc(8)), Buffer.from([0xff, 0x93, 5, 6, 7, 8])])
  const codestream = Buffer.concat([siz, segment(0x64, `\0\x01${words}`), openTile, eoi])
  const jp2 = Buffer.concat([
    box('jP  ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box(
      'jp2h',
      Buffer.concat([
        box('ihdr', Buffer.alloc(14)),
        box('colr', Buffer.concat([Buffer.from([2, 0, 0]), iccProfile(words)])),
        box('lbl ', Buffer.from(words)),
      ]),
    ),
    box('lbl ', Buffer.from(words)),
    wideBox,
    box('jp2c', codestream),
    box('xml ', Buffer.from(`<p>${words}</p>`)),
  ])
  const rle = Buffer.alloc(64)
  rle.writeUInt32LE(1)
  rle.writeUInt32LE(64, 4)
  rle.write(words.slice(0, 50), 10, 'latin1')
  const start = soi.length
  return [
    {
      name: 'a comment over two fragments',
      transferSyntax: jpeg,
      fragments: [even(Buffer.concat([soi, comment.subarray(0, cut)])), joined(comment.subarray(cut), scan, eoi)],
      picture: [[0, 2]],
    },
    {
      name: 'after the end, in a fragment of its own',
      transferSyntax: jpeg,
      fragments: [joined(soi, scan, eoi), even(Buffer.from(words))],
      picture: [[start, start + scan.length]],
    },
    {
      name: 'a comment after the scan, in a second fragment',
      transferSyntax: jpeg,
      fragments: [Buffer.concat([soi, scan]), joined(comment, eoi, Buffer.from(words))],
      picture: [[start, start + scan.length]],
    },
    {
      name: 'between two segments',
      transferSyntax: jpeg,
      fragments: [joined(soi, gap, scan, eoi)],
      picture: [[start + gap.length, start + gap.length + scan.length]],
    },
    {
      name: 'a colour profile',
      transferSyntax: jpeg,
      fragments: [joined(soi, icc, manyIcc, scan, eoi)],
      picture: [[start + icc.length + manyIcc.length, start + icc.length + manyIcc.length + scan.length]],
    },
    { name: 'boxes of JP2', transferSyntax: '1.2.840.10008.1.2.4.90', fragments: [even(jp2)], picture: [] },
    {
      name: 'a tile without a length',
      transferSyntax: '1.2.840.10008.1.2.4.90',
      fragments: [joined(siz, openTile, eoi, Buffer.from(words))],
      picture: [[siz.length, siz.length + openTile.length]],
    },
    {
      name: 'an unknown marker',
      transferSyntax: '1.2.840.10008.1.2.4.90',
      fragments: [joined(siz, segment(0x7a, words), openTile, eoi)],
      picture: [],
    },
    {
      name: 'spare offsets of RLE',
      transferSyntax: '1.2.840.10008.1.2.5',
      fragments: [Buffer.concat([rle, Buffer.from([1, 7, 8, 0])])],
      picture: [[64, 68]],
    },
  ]
}
