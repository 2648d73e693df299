/** A compressed frame with words at every place that a format has for them. Not decodable: only its structure is real. */
export interface PlantedFrame {
  bytes: Buffer
  places: string[]
  /** The stretches that are picture, and stay. */
  picture: [number, number][]
}

export function segment(marker: number, payload: Buffer | string): Buffer {
  const body = Buffer.from(payload as string)
  const header = Buffer.from([0xff, marker, 0, 0])
  header.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([header, body])
}

export function jpegFrame(words: string): PlantedFrame {
  const before = [
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0'),
    segment(0xe1, `Exif\0\0MM ${words}`),
    segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${words}</x>`),
    segment(0xed, `Photoshop 3.0\0${words}`),
    segment(0xfe, words),
  ]
  const picture = Buffer.concat([
    segment(0xdb, Buffer.alloc(65, 3)),
    segment(0xc0, Buffer.alloc(15, 1)),
    segment(0xda, Buffer.alloc(10, 1)),
    Buffer.from([1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]),
  ])
  const late = [segment(0xfe, `late ${words}`), Buffer.from([0xff, 0xd9]), Buffer.from(`after the end ${words}`)]
  const start = before.reduce((sum, part) => sum + part.length, 0)
  return {
    bytes: even(Buffer.concat([...before, picture, ...late])),
    places: ['EXIF', 'XMP', 'IPTC', 'comment', 'comment between scans', 'after the end of the image'],
    picture: [
      [0, 2],
      [start, start + picture.length],
    ],
  }
}

export function jpeg2000Frame(words: string): PlantedFrame {
  const main = [Buffer.from([0xff, 0x4f]), segment(0x51, Buffer.alloc(38, 1)), segment(0x64, `\0\x01${words}`)]
  const tileHeader = segment(0x64, `\0\x01tile ${words}`)
  const picture = Buffer.concat([Buffer.from([0xff, 0x93]), Buffer.from([5, 6, 7, 8])])
  const tilePart = segment(0x90, Buffer.alloc(8))
  tilePart.writeUInt32BE(tilePart.length + tileHeader.length + picture.length, 6)
  const start = main.reduce((sum, part) => sum + part.length, 0) + tilePart.length + tileHeader.length
  return {
    bytes: even(
      Buffer.concat([...main, tilePart, tileHeader, picture, Buffer.from([0xff, 0xd9]), Buffer.from(`after ${words}`)]),
    ),
    places: ['comment', 'comment of a tile', 'after the end of the codestream'],
    picture: [[start, start + picture.length]],
  }
}

export function even(bytes: Buffer): Buffer {
  return bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes
}
