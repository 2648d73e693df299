import {
  ElementReader,
  personNumberOf,
  type ReadProblem,
  textDecoding,
  tokenise,
  undefinedLength,
  vrCode,
} from '@clic/dicom'
import { isWide } from './buffer-remnant.ts'
import { type FactsMemory, keepFacts, plainText, recalledFacts, type SilentElement } from './facts-memory.ts'
import { deviceTags, isSerial } from './known-devices.ts'
import type { Looked } from './look-rules.ts'
import { nativePixelBytes, pictureShape, pixelShapeTags, pixelShapeValue, planeBytes } from './native-pixels.ts'
import { bitsBesideOverlay, isOverlayBit, type PixelBits, pixelBitTags } from './overlay-bits.ts'
import { allReadings } from './read-text.ts'
import type { KnownIdentity } from './subject.ts'

/** What an object says of itself before anything is changed. Stays in memory: these are the original values. */
export interface ObjectFacts extends Looked {
  transferSyntax: string
  /** (0008,0005) */
  charset: string[]
  sopInstanceUid: string
  /** It has none of its own: this one was made from its bytes. */
  uidMade?: true
  patientId: string
  seriesInstanceUid: string
  studyInstanceUid: string
  /** Dates of study, series, acquisition and content, YYYYMMDD. */
  dates: string[]
  bodyPart: string
  /** What else names a part of the body: descriptions of study, series and protocol, codes and their meanings. */
  anatomyWords: string
  /** It has elements of a media directory. */
  directory: boolean
  identity: KnownIdentity
  /** Patient's Name and Patient ID are there, even if empty. */
  named: boolean
  numbered: boolean
  /** Where the pixel data begin in the body; the end of the body without any. */
  headerEnd: number
  /** The most bytes that native pixel data can have by what the header says; undefined when it does not say. */
  pixelBytes: number | undefined
  /** One byte of each pixel of a frame; undefined when the header does not say. */
  planeBytes: number | undefined
  /** What to keep of each pixel where an overlay is drawn into its bits. */
  pixelBits: PixelBits | 'unclear' | undefined
}

type Kind =
  | 'place'
  | 'station'
  | 'name'
  | 'staff'
  | 'id'
  | 'number'
  | 'label'
  | 'birth'
  | 'accession'
  | 'address'
  | 'phone'
  | 'mail'
  | 'device'

/** Elements that say who the patient and the staff are, at any depth. Every PN counts as a name. */
export const identifying: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [0x00100010, 'name'],
  [0x00101001, 'name'],
  [0x00101005, 'name'],
  [0x00101060, 'name'],
  [0x00102297, 'name'],
  [0x00100020, 'id'],
  [0x00101000, 'id'],
  [0x00101090, 'id'],
  [0x00101050, 'id'],
  [0x00120040, 'id'],
  [0x00120042, 'id'],
  [0x00380010, 'id'],
  [0x00380060, 'id'],
  [0x00402016, 'id'],
  [0x00402017, 'id'],
  [0x00100030, 'birth'],
  [0x00080050, 'accession'],
  [0x00101040, 'address'],
  [0x00080092, 'address'],
  [0x00401102, 'address'],
  [0x00102154, 'phone'],
  [0x00080094, 'phone'],
  [0x00401103, 'phone'],
  [0x00102155, 'mail'],
  // Label and barcode of a slide (PS3.3 C.7.6.12.1.3): whatever the laboratory prints, its case number among it.
  [0x22000002, 'label'],
  [0x22000005, 'label'],
])

const dateTags = new Set([
  0x00080012, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002a, 0x00400002, 0x00400244,
])
/** Numbers of the study, its orders and its specimens: swept for like an accession number when they are long enough to mean something. */
const numbered = new Set([
  0x00200010, 0x00401001, 0x00400009, 0x00400253, 0x00400551, 0x00400512, 0x00401006, 0x00401007, 0x00401011,
])
/** Where it was made, and by which device. */
const placed = new Map<number, Kind>([
  ...deviceTags.map((tag): [number, Kind] => [tag, 'device']),
  [0x00080080, 'place'],
  [0x00081040, 'place'],
  [0x00081010, 'station'],
  [0x00400010, 'station'],
  [0x00080081, 'place'],
])
const PN = vrCode('PN')

/**
 * Reads the header once. `beginning`: the bytes are the first of a longer file, and hold at least all before the pixel data. `memory`: of
 * what was read before, to save time; the facts share what is the same and are not to be changed.
 */
export function readFacts(
  bytes: Uint8Array,
  options: { beginning?: boolean; memory?: FactsMemory } = {},
): { ok: true; facts: ObjectFacts } | { ok: false; problem: ReadProblem } {
  const { memory, beginning = false } = options
  const recalled = memory && recalledFacts(memory, bytes, beginning)
  if (recalled) return { ok: true, facts: recalled }
  const top = new Map<number, string>()
  const silent: SilentElement[] = []
  let pixelsAt = -1
  /** Reads tags, to tell where an element begins: eight bytes before its value, or twelve (PS3.5 7.1.2). */
  let heads: ElementReader | undefined
  const found: [Kind, string][] = []
  const dates: string[] = []
  const present = new Set<number>()
  const anatomy: Buffer[] = []
  let body = bytes
  let decoding = textDecoding([])
  const undeclared = textDecoding([])
  let headerEnd = 0
  let directory = false
  let ofMedium = false
  let little = true
  const shape = new Map<number, number>()
  const read = (start: number, length: number) => Buffer.from(body.buffer, body.byteOffset + start, length)
  const walked = tokenise(
    bytes,
    {
      begin: (structure) => {
        body = structure.body
        headerEnd = structure.bodyStart
        little = structure.encoding.little
        heads = new ElementReader(body, structure.encoding)
      },
      startSequence(tag, _vr, _length, depth) {
        if (tag === 0x00041220 && depth === 0) directory = true
        return undefined
      },
      element(tag, vr, start, length, depth) {
        if (length === undefinedLength) {
          if (depth === 0) headerEnd = start
          return undefined
        }
        const pixels = tag >= 0x7fe00008 && tag <= 0x7fe00010
        if (memory && depth === 0) {
          const at = heads!.tagAt(start - 8) === tag ? start - 8 : start - 12
          if (pixels && pixelsAt < 0) pixelsAt = at
          if (isSilent(tag, vr)) silent.push({ tag, vr, start: at, end: start + length })
        }
        if (depth === 0) headerEnd = pixels ? start : start + length
        if (tag >>> 16 === 4 && depth === 0) ofMedium = true
        if (depth === 0 && (tag === 0x00100010 || tag === 0x00100020)) present.add(tag)
        if (depth === 0 && length <= 16 && saysShape(tag))
          shape.set(tag, pixelShapeValue(tag, read(start, length), little))
        if (length === 0 || length > 4096 || (vr !== PN && !telling.has(tag))) return undefined
        if (depth === 0 && topTags.has(tag)) top.set(tag, plainText(body, start, length))
        if (anatomyTags.has(tag)) anatomy.push(read(start, length))
        if (tag === 0x00080005 && depth === 0) decoding = textDecoding((top.get(tag) ?? '').split('\\'))
        if (dateTags.has(tag)) dates.push(read(start, length).toString('latin1').replace(/\D/g, '').slice(0, 8))
        const kind = identifying.get(tag) ?? (vr === PN ? 'staff' : numbered.has(tag) ? 'number' : placed.get(tag))
        if (kind) {
          const value = read(start, length)
          // Behind a NUL stands what a buffer held before, which may name somebody as well.
          const ends = isWide(value) ? /\\/ : /[\\\0]/
          for (const text of allReadings(value, decoding))
            for (const one of text.split(ends)) found.push([kind, one.replace(/[\0 ]+$/, '').trim()])
        }
        return undefined
      },
    },
    options.beginning ? { stopAt: 0x7fe00008 } : {},
  )
  if (!walked.ok) return walked
  if (options.beginning && walked.end + 8 > body.length)
    return { ok: false, problem: { code: 'truncated', message: 'The header is longer than these bytes.' } }
  const text = (tag: number) => top.get(tag) ?? ''
  const facts: ObjectFacts = {
    transferSyntax: walked.structure.transferSyntax,
    charset: text(0x00080005).split('\\'),
    sopClassUid: text(0x00080016),
    sopInstanceUid: text(0x00080018),
    patientId: text(0x00100020),
    seriesInstanceUid: text(0x0020000e),
    studyInstanceUid: text(0x0020000d),
    modality: text(0x00080060),
    burnedInAnnotation: text(0x00280301).toUpperCase(),
    imageType: text(0x00080008)
      .toUpperCase()
      .split('\\')
      .map((one) => one.trim()),
    conversionType: text(0x00080064),
    labelInImage: text(0x00480010).toUpperCase(),
    orientated: text(0x00200037) !== '',
    shape: pictureShape(shape),
    bodyPart: text(0x00180015).toUpperCase(),
    anatomyWords: volumes.has(text(0x00080060)) ? anatomy.map((one) => undeclared.decode(one)).join(' ') : '',
    dates: [...new Set(dates.filter((one) => one.length === 8))],
    identity: identityOf(found),
    // An image that was copied from a medium may name the file that it was there.
    directory: directory || (ofMedium && text(0x00080016) === ''),
    named: present.has(0x00100010),
    numbered: present.has(0x00100020),
    headerEnd: options.beginning ? walked.end : headerEnd,
    pixelBytes: nativePixelBytes(shape),
    planeBytes: planeBytes(shape),
    pixelBits: bitsBesideOverlay(shape),
  }
  if (memory)
    keepFacts(
      memory,
      { facts, structure: walked.structure, pixelsAt: beginning ? walked.end : pixelsAt, beginning },
      silent,
    )
  return { ok: true, facts }
}

/** Nothing is learned from it, so what it says may differ; from the SOP Instance UID nothing else is. */
function isSilent(tag: number, vr: number): boolean {
  if (tag === 0x00080018) return true
  return vr !== PN && !telling.has(tag) && !saysShape(tag) && tag >>> 16 > 4 && tag < 0x7fe00008
}

function saysShape(tag: number): boolean {
  return tag >>> 16 === 0x28 ? pixelShapeTags.has(tag) || pixelBitTags.has(tag) : isOverlayBit(tag)
}

/** Descriptions of study, series, protocol, what was asked for and what was done, and coded parts of the body at any depth. */
const anatomyTags = new Set([
  0x00081030, 0x0008103e, 0x00181030, 0x00321060, 0x00400254, 0x00400007, 0x00080100, 0x00080104,
])
/** Modalities of whose series a face could be drawn. */
const volumes = new Set(['CT', 'MR', 'PT'])

const topTags = new Set([
  0x00080005, 0x00080008, 0x00080016, 0x00080018, 0x00080060, 0x00080064, 0x00100020, 0x00180015, 0x0020000d,
  0x0020000e, 0x00200037, 0x00280301, 0x00480010,
])

/** All of these. Most elements tell nothing, and one look must be enough to know that. */
const telling = new Set([...topTags, ...dateTags, ...numbered, ...identifying.keys(), ...placed.keys(), ...anatomyTags])

function identityOf(found: readonly [Kind, string][]): KnownIdentity {
  const of = (kind: Kind) => [
    ...new Set(found.filter(([one, value]) => one === kind && value !== '').map(([, value]) => value)),
  ]
  const telecom = of('mail')
  return {
    patientIds: [...new Set(of('id').flatMap((value) => [value, personNumberOf(value) ?? value]))].map((value) => ({
      issuer: '',
      value,
    })),
    names: of('name').map(nameOf),
    staffNames: of('staff'),
    // 00000000 is what devices write that know none.
    birthDates: of('birth').filter((date) => /[1-9]/.test(date)),
    accessionNumbers: [
      ...of('accession'),
      ...new Set([...of('number'), ...of('label').flatMap(numbersOn)].filter(isLongNumber)),
    ],
    addresses: of('address'),
    phones: [...of('phone'), ...telecom.filter((one) => !one.includes('@'))],
    places: [...of('place'), ...of('station').filter(isOfOneStation)],
    devices: of('device').filter(isSerial),
    emails: telecom.flatMap((one) => one.split(/[\s;,:]+/)).filter((one) => one.includes('@')),
  }
}

/** Letters and digits mixed: a station's own name, no model's. */
function isOfOneStation(name: string): boolean {
  return name.length >= 5 && /\d/.test(name) && /\p{L}{3}/u.test(name)
}

/** A label's words one by one, and the parts of a barcode; as a whole it stands nowhere else. */
function numbersOn(label: string): string[] {
  return label.split(/[\s;,|*^()[\]]+/)
}

/** Six characters and more with a digit among them; no date, and nothing that only begins with letters and zeroes. */
function isLongNumber(value: string): boolean {
  return value.length >= 6 && /[1-9]/.test(value) && !/^(?:19|20)\d{6}$/.test(value)
}

/** A PN value with all its component groups. */
function nameOf(name: string): { family: string; given: string[] } {
  const [family = '', ...given] = name.split(/[\^=]/)
  return { family, given }
}
