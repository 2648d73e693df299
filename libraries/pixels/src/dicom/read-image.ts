import { ElementReader, type FileStructure, pixelDataTag, tokenise, undefinedLength } from '@clic/dicom'

/** Why pixels cannot be looked at. The message names a property of the coding, never a value that could name a patient. */
export class UnreadablePixels extends Error {}

interface Palette {
  /** The value that the first entry stands for. */
  first: number
  red: Uint8Array
  green: Uint8Array
  blue: Uint8Array
}

/** What is needed to decode the pixels of an object and to write them again. */
export interface DicomImage {
  structure: FileStructure
  transferSyntax: string
  sopClassUid: string
  /** (0028,0301), in capitals. */
  burnedInAnnotation: string
  rows: number
  columns: number
  samples: 1 | 3
  bitsAllocated: number
  bitsStored: number
  signed: boolean
  /** Samples of a colour after each other in whole planes. */
  planar: boolean
  photometric: string
  frames: number
  palette?: Palette
  /** Where the pixel data element begins in the body, its value, and its first byte after. */
  pixels: { start: number; valueStart: number; end: number; encapsulated: boolean }
  /** Each frame's bytes as they are coded; native ones without padding. */
  coded: Uint8Array[]
}

const tags = {
  sopClass: 0x00080016,
  samples: 0x00280002,
  photometric: 0x00280004,
  planar: 0x00280006,
  frames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  allocated: 0x00280100,
  stored: 0x00280101,
  representation: 0x00280103,
  burnedIn: 0x00280301,
}
const wanted = new Set<number>(Object.values(tags))
const lookup = [0x00281101, 0x00281201, 0x00281202, 0x00281203, 0x00281221, 0x00281222, 0x00281223]
const mostPixels = 1 << 28

/** Reads an object's image. Undefined when it has no pixel data. Throws `UnreadablePixels`. */
export function readImage(bytes: Uint8Array): DicomImage | undefined {
  const values = new Map<number, Buffer>()
  let structure: FileStructure | undefined
  let pixels: DicomImage['pixels'] | undefined
  const fragments: Uint8Array[] = []
  let ofImage = false
  const walked = tokenise(bytes, {
    begin: (found) => {
      structure = found
    },
    element(tag, _vr, start, length, depth) {
      // An icon in a sequence may be compressed as well: its fragments are none of the image's.
      ofImage = depth === 0 && tag === pixelDataTag
      if (depth > 0) return undefined
      if (tag === 0x7fe00008 || tag === 0x7fe00009) throw new UnreadablePixels('floating point numbers')
      if (tag === pixelDataTag)
        pixels = { start: 0, valueStart: start, end: start + length, encapsulated: length === undefinedLength }
      else if ((wanted.has(tag) || lookup.includes(tag)) && length !== undefinedLength)
        values.set(tag, Buffer.from(structure!.body.buffer, structure!.body.byteOffset + start, length))
      return undefined
    },
    fragment(_index, start, length) {
      if (ofImage) fragments.push(structure!.body.subarray(start, start + length))
    },
  })
  if (!walked.ok) throw new UnreadablePixels('it cannot be read to its end')
  if (!structure || !pixels) return undefined
  // Elements that follow the pixel data are paddings and signatures.
  pixels.start = headerStart(bytes)
  if (pixels.encapsulated) pixels.end = endOf(bytes, pixelDataTag)
  const { little } = structure.encoding
  const short = (tag: number, otherwise = -1) => {
    const value = values.get(tag)
    return value && value.length >= 2 ? (little ? value.readUInt16LE(0) : value.readUInt16BE(0)) : otherwise
  }
  const text = (tag: number) =>
    values
      .get(tag)
      ?.toString('latin1')
      .replace(/[\0 ]+$/, '')
      .trim() ?? ''
  const samples = short(tags.samples, 1)
  const image: DicomImage = {
    structure,
    transferSyntax: structure.transferSyntax,
    sopClassUid: text(tags.sopClass),
    burnedInAnnotation: text(tags.burnedIn).toUpperCase(),
    rows: short(tags.rows),
    columns: short(tags.columns),
    samples: samples === 3 ? 3 : 1,
    bitsAllocated: short(tags.allocated),
    bitsStored: short(tags.stored),
    signed: short(tags.representation, 0) === 1,
    planar: short(tags.planar, 0) === 1,
    photometric: text(tags.photometric),
    frames: Math.max(1, Number.parseInt(text(tags.frames) || '1', 10) || 1),
    pixels,
    coded: [],
  }
  if (![1, 3].includes(samples)) throw new UnreadablePixels(`${samples} samples a pixel`)
  if (image.rows <= 0 || image.columns <= 0 || image.rows * image.columns > mostPixels)
    throw new UnreadablePixels('it has no size, or is too large')
  if (![8, 16, 32].includes(image.bitsAllocated)) throw new UnreadablePixels(`${image.bitsAllocated} bits a sample`)
  if (image.photometric === 'PALETTE COLOR') image.palette = readPalette(values, short, little)
  image.coded = pixels.encapsulated
    ? encapsulatedFrames(image.frames, fragments)
    : nativeFrames(image, structure.body.subarray(pixels.valueStart, pixels.end))
  return image
}

function headerStart(bytes: Uint8Array): number {
  const walked = tokenise(bytes, {}, { stopAt: pixelDataTag })
  if (!walked.ok) throw new UnreadablePixels('its header cannot be read')
  return walked.end
}

function endOf(bytes: Uint8Array, tag: number): number {
  const walked = tokenise(bytes, {}, { stopAt: tag + 1 })
  if (!walked.ok) throw new UnreadablePixels('its pixel data are cut off')
  return walked.end
}

/** Native YBR_FULL_422: two pixels share their colour, and lie as Y Y Cb Cr (PS3.3 C.7.6.3.1.2). */
export function isHalved(image: DicomImage): boolean {
  const { pixels, photometric, samples, bitsAllocated, columns } = image
  return (
    !pixels.encapsulated && photometric === 'YBR_FULL_422' && samples === 3 && bitsAllocated === 8 && columns % 2 === 0
  )
}

function nativeFrames(image: DicomImage, value: Uint8Array): Uint8Array[] {
  const { photometric, rows, columns } = image
  const halved = isHalved(image)
  if (!halved && !['MONOCHROME1', 'MONOCHROME2', 'RGB', 'YBR_FULL', 'PALETTE COLOR'].includes(photometric))
    throw new UnreadablePixels('a photometric interpretation that is not decoded here')
  const size = (rows * columns * (halved ? 2 : image.samples) * image.bitsAllocated) / 8
  if (value.length < size * image.frames) throw new UnreadablePixels('fewer pixels than it says')
  return Array.from({ length: image.frames }, (_, i) => value.subarray(i * size, (i + 1) * size))
}

/**
 * Frames from fragments: one each, all of a single frame, or as the basic offset table says (PS3.5 A.4); without one, where a JPEG or a
 * codestream begins and the fragment before it ends with one's end.
 */
function encapsulatedFrames(frames: number, fragments: readonly Uint8Array[]): Uint8Array[] {
  const [table, ...rest] = fragments
  if (!table || rest.length === 0) throw new UnreadablePixels('no pixels at all')
  if (rest.length === frames) return rest
  if (frames === 1) return [Buffer.concat(rest)]
  const offsets = Array.from({ length: table.length >> 2 }, (_, i) =>
    new ElementReader(table, { explicit: true, little: true }).u32(4 * i),
  )
  if (offsets.length === 0) return framesByMarkers(frames, rest)
  if (offsets.length !== frames) throw new UnreadablePixels('frames that cannot be told apart')
  let position = 0
  const parts: Uint8Array[][] = offsets.map(() => [])
  for (const fragment of rest) {
    const index = offsets.findLastIndex((offset) => offset <= position)
    parts[index]?.push(fragment)
    position += 8 + fragment.length
  }
  return parts.map((part) => (part.length === 1 ? part[0]! : Buffer.concat(part)))
}

function framesByMarkers(frames: number, fragments: readonly Uint8Array[]): Uint8Array[] {
  const parts: Uint8Array[][] = []
  let ended = true
  for (const fragment of fragments) {
    if (ended && fragment[0] === 0xff && (fragment[1] === 0xd8 || fragment[1] === 0x4f)) parts.push([])
    parts.at(-1)?.push(fragment)
    // Padding follows the end.
    const last = fragment.findLastIndex((byte) => byte !== 0)
    ended = fragment[last] === 0xd9 && fragment[last - 1] === 0xff
  }
  if (parts.length !== frames) throw new UnreadablePixels('frames that cannot be told apart')
  return parts.map((part) => (part.length === 1 ? part[0]! : Buffer.concat(part)))
}

function readPalette(values: ReadonlyMap<number, Buffer>, short: (tag: number) => number, little: boolean): Palette {
  const descriptor = values.get(0x00281101)
  if (!descriptor || descriptor.length < 6) throw new UnreadablePixels('a palette that is missing')
  const word = (at: number) => (little ? descriptor.readUInt16LE(at) : descriptor.readUInt16BE(at))
  const count = short(0x00281101) || 65536
  const bits = word(4)
  const colour = (tag: number) => {
    const segments = values.get(tag + 0x20)
    if (segments) return segmentedColour(segments, count, { bits, little })
    const value = values.get(tag)
    if (!value) throw new UnreadablePixels('a palette that is missing')
    const wide = value.length >= 2 * count
    return Uint8Array.from({ length: count }, (_, i) => {
      if (!wide) return value[i] ?? 0
      const entry = little ? value.readUInt16LE(2 * i) : value.readUInt16BE(2 * i)
      return bits > 8 ? entry >> 8 : entry & 255
    })
  }
  return { first: word(2), red: colour(0x00281201), green: colour(0x00281202), blue: colour(0x00281203) }
}

/** A colour of a palette that is written as single entries, straight lines and repeats of those (PS3.3 C.7.9.2). */
function segmentedColour(value: Buffer, count: number, given: { bits: number; little: boolean }): Uint8Array {
  const { bits, little } = given
  const words = Array.from({ length: value.length >> 1 }, (_, i) =>
    little ? value.readUInt16LE(2 * i) : value.readUInt16BE(2 * i),
  )
  const entries: number[] = []
  const broken = () => new UnreadablePixels('a palette that cannot be read')
  const read = (from: number, most: number, nested: boolean): void => {
    for (let at = from, done = 0; at < words.length && done < most && entries.length < count; done++) {
      const [kind, length] = [words[at]!, words[at + 1] ?? 0]
      if (kind === 0) {
        entries.push(...words.slice(at + 2, at + 2 + length))
        at += 2 + length
      } else if (kind === 1) {
        const [first, last] = [entries.at(-1), words[at + 2]]
        if (first === undefined || last === undefined) throw broken()
        for (let i = 1; i <= length; i++) entries.push(Math.round(first + ((last - first) * i) / length))
        at += 3
      } else if (kind === 2 && !nested) {
        const offset = (words[at + 2] ?? 0) + (words[at + 3] ?? 0) * 65536
        if (offset % 2 !== 0 || offset >= value.length) throw broken()
        read(offset / 2, length, true)
        at += 4
      } else throw broken()
    }
  }
  read(0, Number.POSITIVE_INFINITY, false)
  if (entries.length < count) throw broken()
  return Uint8Array.from({ length: count }, (_, i) => (bits > 8 ? entries[i]! >> 8 : entries[i]! & 255))
}
