import { definedTerm } from './charset-terms.ts'
import { encodeAs, encodeExtended } from './encode-text.ts'

/** Specific Character Set (0008,0005) to text and back, PS3.3 C.12.1.1.2 and PS3.5 6.1. */
const single: Record<string, string> = {
  'ISO_IR 6': 'undeclared',
  'ISO_IR 100': 'windows-1252',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 166': 'windows-874',
  'ISO_IR 203': 'iso-8859-15',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 87': 'undeclared',
  'ISO_IR 149': 'undeclared',
  'ISO_IR 58': 'undeclared',
  'ISO_IR 159': 'undeclared',
  'ISO_IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
}

const escapes: [string, string][] = [
  ['$B', 'iso-2022-jp'],
  ['$@', 'iso-2022-jp'],
  ['(J', 'shift_jis'],
  [')I', 'shift_jis'],
  ['(B', 'windows-1252'],
  ['$(D', 'euc-jp'],
  ['$)C', 'euc-kr'],
  ['$)A', 'gb18030'],
  ['-A', 'windows-1252'],
  ['-B', 'iso-8859-2'],
  ['-C', 'iso-8859-3'],
  ['-D', 'iso-8859-4'],
  ['-L', 'iso-8859-5'],
  ['-G', 'iso-8859-6'],
  ['-F', 'iso-8859-7'],
  ['-H', 'iso-8859-8'],
  ['-M', 'windows-1254'],
  ['-T', 'windows-874'],
  ['-b', 'iso-8859-15'],
]

export interface TextDecoding {
  /** True when the declared character set is one that this library knows. */
  known: boolean
  decode(bytes: Uint8Array): string
  /**
   * The bytes of a text in the same character set; undefined when it has characters that cannot be written so. `like`: the bytes that it
   * stood in. Where no set is declared it is written as they were.
   */
  encode(text: string, like?: Uint8Array): Uint8Array | undefined
  /** False when the bytes are not valid in the declared set: what `decode` gives is then a guess. */
  valid(bytes: Uint8Array): boolean
}

/**
 * How the texts of a data set are written. Without a declared set the standard means ASCII; real files hold UTF-8 or Latin-1
 * there, so bytes above 127 are read as UTF-8 when they are valid UTF-8 and as Latin-1 otherwise.
 */
export function textDecoding(declared: readonly string[]): TextDecoding {
  const terms = declared.map((term) => definedTerm(term.replace(/\0.*/s, '')))
  const first = (terms[0] ?? '').replace(/^ISO 2022 IR /, 'ISO_IR ')
  const label = first === '' ? 'undeclared' : single[first]
  const plain = decoderFor(label ?? 'undeclared')
  // Code extensions: parts begin with an escape sequence and end at the next one or at a delimiter.
  const extended = terms.length > 1 || (terms[0] ?? '').startsWith('ISO 2022')
  const decode = (bytes: Uint8Array) => (extended && bytes.includes(0x1b) ? decodeExtended(bytes, plain) : plain(bytes))
  return {
    known: label !== undefined && terms.slice(1).every((term) => term.startsWith('ISO 2022 IR ') || term in single),
    decode,
    encode: (text, like) => {
      const undeclared = !extended && (label ?? 'undeclared') === 'undeclared'
      const found =
        encodeAs(undeclared && like ? undeclaredLabel(like) : (label ?? 'undeclared'), text) ??
        (extended ? encodeExtended(terms, label ?? 'undeclared', text) : undefined)
      // What would be read as something else is not written.
      return found && decode(found) === text ? found : undefined
    },
    valid: (bytes) => isAscii(bytes) || (label !== undefined && validIn(label, bytes)),
  }
}

function decoderFor(label: string): (bytes: Uint8Array) => string {
  if (label === 'undeclared')
    return (bytes) =>
      isAscii(bytes) ? asBuffer(bytes).toString('latin1') : new TextDecoder(undeclaredLabel(bytes)).decode(bytes)
  // Made when first needed: most texts are ASCII, and making one takes longer than reading a header.
  let decoder: InstanceType<typeof TextDecoder> | undefined
  return (bytes) => {
    if (isAscii(bytes)) return asBuffer(bytes).toString('latin1')
    decoder ??= new TextDecoder(label, { ignoreBOM: true })
    return decoder.decode(bytes)
  }
}

/** What bytes are in that no set is declared for. */
function undeclaredLabel(bytes: Uint8Array): 'utf-8' | 'windows-1252' {
  return validIn('utf-8', bytes) ? 'utf-8' : 'windows-1252'
}

function decodeExtended(bytes: Uint8Array, plain: (bytes: Uint8Array) => string): string {
  let out = ''
  let start = 0
  let current = plain
  let prefix: number[] = []
  let supplementary = false
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== 0x1b) continue
    const part = bytes.subarray(start, i)
    if (part.length > 0)
      out += current(supplementary ? asEucJp(part) : prefix.length > 0 ? Uint8Array.from([...prefix, ...part]) : part)
    if (i === bytes.length) break
    const text = String.fromCharCode(...bytes.subarray(i + 1, i + 4))
    const found = escapes.find(([sequence]) => text.startsWith(sequence))
    const length = found ? found[0].length : 2
    // The web's ISO-2022-JP decoder wants the escape sequence itself; the others do not know it.
    prefix = found?.[1] === 'iso-2022-jp' ? [...bytes.subarray(i, i + 1 + length)] : []
    supplementary = found?.[0] === '$(D'
    current = found ? decoderFor(found[1]) : plain
    start = i + 1 + length
    i = start - 1
  }
  return out
}

/** JIS X 0212 as ISO 2022 writes it, in the form that EUC-JP has for it. */
function asEucJp(part: Uint8Array): Uint8Array {
  const bytes: number[] = []
  for (let i = 0; i < part.length; i++) {
    const isPair = part[i]! > 0x20 && i + 1 < part.length
    if (isPair) bytes.push(0x8f, part[i]! | 0x80, part[++i]! | 0x80)
    else bytes.push(part[i]!)
  }
  return Uint8Array.from(bytes)
}

function validIn(label: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(label === 'undeclared' ? 'utf-8' : label, { fatal: true }).decode(bytes)
    return true
  } catch {
    return label === 'undeclared'
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 0x7e || bytes[i] === 0x1b) return false
  return true
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
