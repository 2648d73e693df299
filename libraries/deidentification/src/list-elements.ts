import {
  dictionaryVr,
  ElementReader,
  type Encoding,
  innerEncoding,
  isPrivate,
  itemEndTag,
  itemTag,
  readItemHeader,
  readStructure,
  sequenceEndTag,
  undefinedLength,
  vrText,
} from '@clic/dicom'

/** One element where it stands in a file. */
export interface ListedElement {
  /** Tags and item numbers from the top: `00400275/0/00080100`. */
  path: string
  tag: number
  vr: string
  depth: number
  /** First byte of the element in the data set; -1 in the file meta information. */
  start: number
  /** Undefined for a sequence. */
  value?: Uint8Array
  /** Fragments of encapsulated pixel data; the value is then all of them, one after the other. */
  fragments?: number
  /** Of a sequence. */
  items?: number
  little: boolean
  charset: readonly string[]
}

interface Walk {
  body: Uint8Array
  meta: boolean
  out: ListedElement[]
}

interface Around {
  path: string
  depth: number
  charset: readonly string[]
  signed: boolean
  delimited: boolean
}

/** Every element of a file in its order, those in sequences too. Throws `BrokenDicom` for a file that cannot be read. */
export function listElements(bytes: Uint8Array): ListedElement[] {
  const { metaStart, metaEnd, encoding, body, bodyStart } = readStructure(bytes)
  const out: ListedElement[] = []
  const top: Around = { path: '', depth: 0, charset: [], signed: false, delimited: false }
  listAt({ body: bytes, meta: true, out }, { explicit: true, little: true }, metaStart, metaEnd, top)
  listAt({ body, meta: false, out }, encoding, bodyStart, body.length, top)
  return out
}

function listAt(walk: Walk, encoding: Encoding, start: number, end: number, given: Around): number {
  const reader = new ElementReader(walk.body, encoding)
  const here = { ...given }
  let position = start
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    if (here.delimited && tag === itemEndTag) return position + 8
    if (here.depth === 0 && tag === 0) break
    if (tag >>> 16 === 0xfffe) {
      position += 8
      continue
    }
    reader.read(position, end)
    const element = listed(walk, reader, here)
    walk.out.push(element)
    if (reader.isEncapsulated) position = fragments(reader, element, end)
    else if (reader.isSequence) position = sequence(walk, reader, element, end, here)
    else {
      element.value = walk.body.subarray(reader.valueStart, reader.valueStart + reader.length)
      position = reader.valueStart + reader.length
      if (tag === 0x00080005) here.charset = latin1(element.value).split('\\')
      if (tag === 0x00280103) here.signed = element.value[reader.little ? 0 : 1] === 1
    }
  }
  return position
}

function listed(walk: Walk, reader: ElementReader, here: Around): ListedElement {
  const { tag } = reader
  const said = reader.explicit ? vrText(reader.vr) : 'UN'
  return {
    path: `${here.path}${tag.toString(16).toUpperCase().padStart(8, '0')}`,
    tag,
    // A UN that the dictionary knows is read as what it is (PS3.5 6.2.2, note 2).
    vr: said === 'UN' && !(reader.explicit && isPrivate(tag)) ? dictionaryVr(tag, here.signed) : said,
    depth: here.depth,
    start: walk.meta ? -1 : reader.start,
    little: reader.little,
    charset: here.charset,
  }
}

function fragments(reader: ElementReader, element: ListedElement, end: number): number {
  const parts: Uint8Array[] = []
  let position = reader.valueStart
  while (position + 8 <= end) {
    const tag = reader.tagAt(position)
    const size = reader.u32(position + 4)
    position += 8
    if (tag === sequenceEndTag) break
    parts.push(reader.bytes.subarray(position, position + size))
    position += size
  }
  element.fragments = parts.length
  element.value = Buffer.concat(parts)
  return position
}

function sequence(walk: Walk, outer: ElementReader, element: ListedElement, limit: number, here: Around): number {
  const encoding = innerEncoding(outer)
  const reader = new ElementReader(walk.body, encoding)
  const defined = outer.length !== undefinedLength
  const end = defined ? outer.valueStart + outer.length : limit
  let position = outer.valueStart
  element.vr = 'SQ'
  element.items = 0
  while (position + 8 <= end) {
    const { tag, size } = readItemHeader(reader, position, end)
    position += 8
    if (tag === sequenceEndTag) {
      if (!defined) return position
      continue
    }
    if (tag !== itemTag) continue
    const delimited = size === undefinedLength
    const inner = { ...here, path: `${element.path}/${element.items}/`, depth: here.depth + 1, delimited }
    const after = listAt(walk, encoding, position, delimited ? end : position + size, inner)
    element.items += 1
    position = delimited ? after : position + size
  }
  return defined ? end : position
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
}
