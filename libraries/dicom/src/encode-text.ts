/** Text to the bytes of a Specific Character Set: the way back of `charset.ts`, found by asking the decoder what each code says. */

/** The codes of some characters. */
type Codes = ReadonlyMap<string, readonly number[]>

/** A set that an escape sequence invokes (PS3.3 table C.12-3 and C.12-4). */
interface Extension {
  escape: string
  /** Which half of the code it takes: 7-bit codes in G0, 8-bit codes in G1. */
  half: 0 | 1
  codes(wanted: ReadonlySet<string>): Codes
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const seven = range(0x21, 0x7e)
const eight = range(0xa1, 0xfe)

/** By what follows "ISO 2022 IR ". */
const extensions: Record<string, Extension> = {
  '13': { escape: ')I', half: 1, codes: (wanted) => codesOf('shift_jis', singles(0xa1, 0xdf), wanted) },
  '87': {
    escape: '$B',
    half: 0,
    codes: (wanted) => codesOf('iso-2022-jp', pairs(seven, seven), wanted, [0x1b, 0x24, 0x42], [0x1b, 0x28, 0x42]),
  },
  '159': {
    escape: '$(D',
    half: 0,
    // EUC-JP writes the same set behind a byte of its own, with the eighth bit set.
    codes: (wanted) =>
      new Map(
        Array.from(codesOf('euc-jp', pairs(eight, eight), wanted, [0x8f]), ([one, code]) => [
          one,
          code.map((byte) => byte & 0x7f),
        ]),
      ),
  },
  '149': { escape: '$)C', half: 1, codes: (wanted) => codesOf('euc-kr', pairs(eight, eight), wanted) },
  '58': { escape: '$)A', half: 1, codes: (wanted) => codesOf('gb18030', pairs(range(0xa1, 0xf7), eight), wanted) },
  ...Object.fromEntries(
    [
      ['100', '-A', 'windows-1252'],
      ['101', '-B', 'iso-8859-2'],
      ['109', '-C', 'iso-8859-3'],
      ['110', '-D', 'iso-8859-4'],
      ['144', '-L', 'iso-8859-5'],
      ['127', '-G', 'iso-8859-6'],
      ['126', '-F', 'iso-8859-7'],
      ['138', '-H', 'iso-8859-8'],
      ['148', '-M', 'windows-1254'],
      ['166', '-T', 'windows-874'],
      ['203', '-b', 'iso-8859-15'],
    ].map(([term, sequence, label]): [string, Extension] => [
      term!,
      { escape: sequence!, half: 1, codes: (wanted) => codesOf(label!, singles(0xa0, 0xff), wanted) },
    ]),
  ),
}

/** Under one set without code extensions, by its label; undefined when a character is not in it. */
export function encodeAs(label: string, text: string): Uint8Array | undefined {
  if (/^[\0-\x7f]*$/.test(text)) return Buffer.from(text, 'latin1')
  if (label === 'utf-8') return Buffer.from(text, 'utf8')
  const wanted = new Set(Array.from(text).filter((one) => one > '\x7f'))
  const codes = new Map(codesUnder(label, wanted))
  if (label === 'gb18030') for (const one of wanted) if (!codes.has(one)) addFourBytes(one, codes)
  const bytes = Array.from(text, (one) => (one > '\x7f' ? codes.get(one) : [one.charCodeAt(0)]))
  return bytes.includes(undefined) ? undefined : Uint8Array.from((bytes as number[][]).flat())
}

function codesUnder(label: string, wanted: ReadonlySet<string>): Codes {
  if (/^(?:windows|iso)-(?!2022)/.test(label)) return codesOf(label, singles(0x80, 0xff), wanted)
  if (label === 'shift_jis') return codesOf(label, singles(0xa1, 0xdf), wanted)
  if (label === 'gbk' || label === 'gb18030')
    return codesOf(label, pairs(range(0x81, 0xfe), [...range(0x40, 0x7e), ...range(0x80, 0xfe)]), wanted)
  return new Map()
}

/**
 * With code extensions (PS3.5 6.1.2.5): each character in the set of value 1 when that has it, or else in the first other one that has it. Value 1
 * is active again at the end, at the end of each line and of each value. `terms`: the values of (0008,0005).
 */
export function encodeExtended(terms: readonly string[], label: string, text: string): Uint8Array | undefined {
  const wanted = new Set(Array.from(text).filter((one) => one > '\x7f'))
  const first = extensions[/(\d+)$/.exec(terms[0] ?? '')?.[1] ?? '']
  const base = first?.half === 0 ? new Map<string, number[]>() : codesUnder(label, wanted)
  const others = terms
    .map((term) => extensions[/^ISO 2022 IR (\d+)$/.exec(term)?.[1] ?? ''])
    .filter((one) => one !== undefined)
    .map((one) => ({ ...one, has: one.codes(wanted) }))
  const bytes: number[] = []
  // What is invoked in either half; '' is what value 1 says.
  const active: [string, string] = ['', '']
  const invoke = (half: 0 | 1, wish: string) => {
    if (active[half] === wish) return
    if (half === 0 && wish === '') {
      write(first?.escape === ')I' ? '\x1b(J' : '\x1b(B')
      // A reader may take it for the end of what the other half was told as well.
      active[1] = 'untold'
    } else if (wish !== '' || first?.half === 1) write(`\x1b${wish === '' ? first?.escape : wish}`)
    active[half] = wish
  }
  const write = (ascii: string) => bytes.push(...Buffer.from(ascii, 'latin1'))
  const home = () => {
    invoke(0, '')
    if (active[1] !== 'untold') invoke(1, '')
  }
  for (const one of text) {
    const own = base.get(one)
    const other = own ? undefined : others.find((set) => set.has.has(one))
    if (one <= '\x7f') {
      if (/[\r\n\f\t\\]/.test(one)) home()
      else invoke(0, '')
      write(one)
    } else if (own) {
      invoke(0, '')
      invoke(1, '')
      bytes.push(...own)
    } else if (other) {
      if (other.half === 1) invoke(0, '')
      invoke(other.half, other.escape)
      bytes.push(...other.has.get(one)!)
    } else return undefined
  }
  home()
  return Uint8Array.from(bytes)
}

function singles(from: number, to: number): number[][] {
  return range(from, to).map((byte) => [byte])
}

function pairs(leads: readonly number[], trails: readonly number[]): number[][] {
  return leads.flatMap((lead) => trails.map((trail) => [lead, trail]))
}

/** Which of these codes say the wanted characters, the first where several do. All are read at once, a line each: there are many. */
function codesOf(
  label: string,
  codes: readonly (readonly number[])[],
  wanted: ReadonlySet<string>,
  before: readonly number[] = [],
  after: readonly number[] = [],
): Codes {
  const found = new Map<string, readonly number[]>()
  if (wanted.size === 0) return found
  const all = Uint8Array.from(codes.flatMap((code) => [...before, ...code, ...after, 0x0a]))
  const lines = new TextDecoder(label).decode(all).split('\n')
  codes.forEach((code, i) => {
    const one = lines[i]!
    if (wanted.has(one) && !found.has(one)) found.set(one, code)
  })
  return found
}

/** What GB18030 writes in four bytes: from U+10000 on by its number, below by what the decoder says. */
function addFourBytes(one: string, codes: Map<string, readonly number[]>): void {
  const code = one.codePointAt(0)!
  if (code >= 0x10000) {
    codes.set(one, fourBytes(code - 0x10000 + 189_000))
    return
  }
  // They stand in the order of their code points, so that halving finds one among them.
  const decoder = new TextDecoder('gb18030')
  let [low, high] = [0, 39_419]
  while (low <= high) {
    const middle = (low + high) >> 1
    const said = decoder.decode(Uint8Array.from(fourBytes(middle))).codePointAt(0)!
    if (said === code) {
      codes.set(one, fourBytes(middle))
      return
    }
    if (said < code) low = middle + 1
    else high = middle - 1
  }
}

function fourBytes(index: number): number[] {
  const tens = Math.floor(index / 10)
  const rows = Math.floor(tens / 126)
  return [0x81 + Math.floor(rows / 10), 0x30 + (rows % 10), 0x81 + (tens % 126), 0x30 + (index % 10)]
}
