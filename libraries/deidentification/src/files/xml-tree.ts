import { wideText } from './wide-text.ts'

export interface XmlElement {
  /** As written, with its prefix. */
  name: string
  attributes: Map<string, string>
  children: (XmlElement | string)[]
}

const mostDepth = 200
const mostNodes = 2_000_000
const nameChars = /[\p{L}_][\p{L}\p{N}_.:-]*/uy

/**
 * Reads an XML document (XML 1.0) into a tree: comments, processing instructions and the difference of CDATA are lost. Undefined when it
 * is not well formed, nested without end, or has a document type: entities of its own are what XML bombs are made of.
 */
export function parseXml(bytes: Uint8Array): XmlElement | undefined {
  const text = decoded(bytes)
  return text === undefined ? undefined : new Parser(text).document()
}

/** Decodes by byte order mark and declaration; only encodings that Danish systems write. */
function decoded(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return wideText(buffer.subarray(2))
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return undefined
  const declared = /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{1,40})["']/.exec(buffer.toString('latin1', 0, 300))?.[1]
  const encoding = (declared ?? 'utf-8').toLowerCase()
  if (!['utf-8', 'us-ascii', 'ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252'].includes(encoding)) return undefined
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(buffer)
  } catch {
    return undefined
  }
}

class Malformed extends Error {}

class Parser {
  private readonly text: string
  private at = 0
  private nodes = 0

  constructor(text: string) {
    this.text = text
  }

  document(): XmlElement | undefined {
    try {
      this.between()
      const root = this.element()
      this.between()
      return this.at === this.text.length ? root : undefined
    } catch (error) {
      if (error instanceof Malformed) return undefined
      throw error
    }
  }

  /** White space, comments and instructions around the root. */
  private between(): void {
    for (;;) {
      while (/\s/.test(this.text[this.at] ?? '')) this.at++
      if (this.text.startsWith('<!--', this.at)) this.skip('-->')
      else if (this.text.startsWith('<?', this.at)) this.skip('?>')
      else return
    }
  }

  /** Without recursion, so that depth costs no stack. */
  private element(): XmlElement {
    const open: XmlElement[] = []
    for (;;) {
      const [element, empty] = this.startTag()
      open.at(-1)?.children.push(element)
      if (!empty) {
        if (open.length >= mostDepth) throw new Malformed()
        open.push(element)
      } else if (open.length === 0) return element
      const closed = this.content(open)
      if (closed) return closed
    }
  }

  /** Reads text and end tags up to the next start tag, or gives the root when it is closed. */
  private content(open: XmlElement[]): XmlElement | undefined {
    for (;;) {
      const parent = open.at(-1)!
      const next = this.text.indexOf('<', this.at)
      if (next < 0) throw new Malformed()
      if (next > this.at) this.push(parent, unescaped(this.text.slice(this.at, next)))
      this.at = next
      if (this.text.startsWith('</', next)) {
        this.at = next + 2
        if (this.name() !== parent.name) throw new Malformed()
        this.space()
        this.expect('>')
        open.pop()
        if (open.length === 0) return parent
      } else if (this.text.startsWith('<!--', next)) this.skip('-->')
      else if (this.text.startsWith('<![CDATA[', next)) {
        const end = this.text.indexOf(']]>', next)
        if (end < 0) throw new Malformed()
        this.push(parent, this.text.slice(next + 9, end))
        this.at = end + 3
      } else if (this.text.startsWith('<?', next)) this.skip('?>')
      else return undefined
    }
  }

  private push(parent: XmlElement, text: string): void {
    const last = parent.children.length - 1
    if (typeof parent.children[last] === 'string') parent.children[last] += text
    else parent.children.push(text)
  }

  private startTag(): [XmlElement, boolean] {
    if (++this.nodes > mostNodes) throw new Malformed()
    this.expect('<')
    const element: XmlElement = { name: this.name(), attributes: new Map(), children: [] }
    for (;;) {
      const spaced = this.space()
      if (this.text.startsWith('/>', this.at)) {
        this.at += 2
        return [element, true]
      }
      if (this.text[this.at] === '>') {
        this.at++
        return [element, false]
      }
      if (!spaced) throw new Malformed()
      const name = this.name()
      this.space()
      this.expect('=')
      this.space()
      const quote = this.text[this.at]
      const end = quote === '"' || quote === "'" ? this.text.indexOf(quote, this.at + 1) : -1
      if (end < 0 || element.attributes.has(name)) throw new Malformed()
      const value = this.text.slice(this.at + 1, end)
      if (value.includes('<')) throw new Malformed()
      element.attributes.set(name, unescaped(value))
      this.at = end + 1
    }
  }

  private name(): string {
    nameChars.lastIndex = this.at
    const found = nameChars.exec(this.text)
    if (!found) throw new Malformed()
    this.at += found[0].length
    return found[0]
  }

  private space(): boolean {
    const start = this.at
    while (/\s/.test(this.text[this.at] ?? '')) this.at++
    return this.at > start
  }

  private expect(text: string): void {
    if (!this.text.startsWith(text, this.at)) throw new Malformed()
    this.at += text.length
  }

  private skip(end: string): void {
    const found = this.text.indexOf(end, this.at)
    if (found < 0) throw new Malformed()
    this.at = found + end.length
  }
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w{1,10}|);?/g, (whole, inner: string) => {
    const named = entities[inner]
    if (!whole.endsWith(';') || (named === undefined && !inner.startsWith('#'))) throw new Malformed()
    if (named !== undefined) return named
    const code = inner[1] === 'x' ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1))
    if (!(code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff))) throw new Malformed()
    return String.fromCodePoint(code)
  })
}

/** The tree as a document in UTF-8. */
export function writeXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeElement(root)}\n`
}

function writeElement(element: XmlElement): string {
  // Text that is set in as a whole.
  if (element.name === '') return element.children.map((one) => (typeof one === 'string' ? escaped(one) : '')).join('')
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  if (element.children.length === 0) return `<${element.name}${attributes}/>`
  const inner = element.children.map((one) => (typeof one === 'string' ? escaped(one) : writeElement(one))).join('')
  return `<${element.name}${attributes}>${inner}</${element.name}>`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
}

/** Name without prefix. */
export function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (one): one is XmlElement => typeof one !== 'string' && (name === undefined || localName(one) === name),
  )
}

/** All words of an element, its parts apart by a blank. */
export function textOf(element: XmlElement): string {
  return element.children
    .map((one) => (typeof one === 'string' ? one : textOf(one)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
