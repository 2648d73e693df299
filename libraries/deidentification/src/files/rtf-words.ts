/** Groups that hold no words of the text: fonts, colours, pictures, who wrote it, and codes of fields. */
const silent = new Set(
  'fonttbl colortbl stylesheet info pict object themedata datastore fldinst listtable listoverridetable rsidtbl generator filetbl revtbl xmlnstbl latentstyles header footer headerl headerr headerf footerl footerr footerf'.split(
    ' ',
  ),
)
const breaks: Record<string, string> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  cell: '\t',
  tab: '\t',
}
const marks: Record<string, string> = {
  emdash: '—',
  endash: '–',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
}
/** Memory, not meaning. */
const deepest = 200
const token = /\\'([\da-f]{2})|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|([^\\{}]+)/gi

/** The words of a text in RTF, without its layout, pictures and what it says of its author; undefined when it is none. */
export function wordsOfRtf(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  if (!text.startsWith('{\\rtf')) return undefined
  const page = /\\ansicpg(\d{3,5})/.exec(text.slice(0, 500))?.[1] ?? '1252'
  const decoder = decoderOf(page)
  if (!decoder) return undefined
  let out = ''
  /** For each open group whether it is silent, and how many signs stand in for one of Unicode. */
  const groups: { hidden: boolean; standIns: number }[] = []
  let now = { hidden: false, standIns: 1 }
  let skip = 0
  let starred = false
  const say = (said: string) => {
    if (!now.hidden) out += said
  }
  for (const [, hex, word, value, sign, brace, plain] of text.matchAll(token)) {
    if (brace === '{') {
      if (groups.length >= deepest) return undefined
      groups.push(now)
      now = { ...now }
    } else if (brace === '}') {
      now = groups.pop() ?? { hidden: true, standIns: 1 }
      skip = 0
    } else if (hex) {
      if (skip > 0) skip--
      else say(decoder.decode(Uint8Array.of(Number.parseInt(hex, 16))))
    } else if (word) {
      if (starred || silent.has(word)) now.hidden = true
      if (word === 'uc') now.standIns = Math.min(8, Math.abs(Number(value ?? 1)))
      if (word === 'u' && value) {
        say(String.fromCharCode(Number(value) & 0xffff))
        skip = now.standIns
      }
      if (word === 'bin') return undefined
      say(breaks[word] ?? marks[word] ?? '')
    } else if (sign === '~') say(' ')
    else if (sign === '_') say('-')
    else if (sign && '\\{}'.includes(sign)) say(sign)
    else if (plain) {
      const said = plain.replace(/[\r\n]/g, '')
      say(said.slice(skip))
      skip = Math.max(0, skip - said.length)
    }
    starred = sign === '*'
  }
  // Letters of another alphabet that were read as those of this one: nothing would be found in them.
  return /[\u0080-\u00ff]{3}/.test(out) ? undefined : out
}

/** Undefined for pages of two bytes a letter, and of other systems. */
function decoderOf(page: string) {
  try {
    return new TextDecoder(`windows-${page}`)
  } catch {
    return undefined
  }
}
