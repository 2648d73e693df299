import { inflateSync } from 'node:zlib'

const baseFont = /\/BaseFont\s*\/([^\s/<>[\](){}%]+)/g
/** A dictionary of a font is shorter; what is longer is not looked through. */
const longest = 20_000
const mostPacked = 16 << 20

/**
 * The fonts of a PDF, by name, that come with a table of their letters (ISO 32000-1, 9.10.3). The reader does not tell: a code that is
 * read as its own number may be so by the table, or for want of one. Empty for an encrypted document, whose dictionaries may be hidden.
 */
export function fontsWithTable(input: Uint8Array): ReadonlySet<string> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.length)
  const [having, lacking] = [new Set<string>(), new Set<string>()]
  for (const text of [bytes.toString('latin1'), ...packedObjects(bytes)]) {
    for (const { 1: name = '', index } of text.matchAll(baseFont)) {
      const dictionary = around(text, index)
      if (/\/Subtype\s*\/CIDFont/.test(dictionary) && !dictionary.includes('/DescendantFonts')) continue
      const table = /\/ToUnicode\s+\d+\s+\d+\s+R/.test(dictionary)
      ;(table ? having : lacking).add(name)
    }
  }
  return new Set([...having].filter((name) => !lacking.has(name)))
}

/** Objects that lie packed together in a stream. */
function packedObjects(bytes: Buffer): string[] {
  const made: string[] = []
  for (let at = bytes.indexOf('/ObjStm'); at >= 0; at = bytes.indexOf('/ObjStm', at + 7)) {
    let start = bytes.indexOf('stream', at) + 6
    if (start < 6) break
    while (bytes[start] === 13 || bytes[start] === 10) start++
    const end = bytes.indexOf('endstream', start)
    try {
      const packed = bytes.subarray(start, end < 0 ? bytes.length : end)
      made.push(inflateSync(packed, { maxOutputLength: mostPacked }).toString('latin1'))
    } catch {
      // Encrypted, or packed in a way that is seldom: its fonts have to read as text.
    }
  }
  return made
}

/** The dictionary in which something stands. */
function around(text: string, index: number): string {
  let depth = 0
  let start = index
  for (; start > index - longest && start > 0; start--) {
    if (text.startsWith('>>', start)) {
      depth++
      start--
    } else if (text.startsWith('<<', start) && depth-- === 0) break
    else if (text.startsWith('<<', start)) start--
  }
  depth = 0
  let end = start + 2
  for (; end < start + longest && end < text.length; end++) {
    if (text.startsWith('<<', end)) {
      depth++
      end++
    } else if (text.startsWith('>>', end)) {
      if (depth-- === 0) break
      end++
    }
  }
  return text.slice(Math.max(0, start), end)
}
