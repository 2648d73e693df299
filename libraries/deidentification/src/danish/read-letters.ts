/** A text whose letters were written as codes, read again. `at[i]`: where character i of it began; one more for the end. */
interface ReadLetters {
  text: string
  at: Int32Array
}

/** &oslash; &#248; &#xf8; (HTML), \u00f8 (JSON), \'f8 (RTF), Ã¸ (UTF-8 read as Latin-1 or Windows-1252). */
const anyCode = /&(?:#\d|#x[\da-f]|[a-z]{2,6}\d?;)|\\u[\da-f]{4}|\\'[\da-f]{2}|[ÃÅ][\x80-\xbf†˜…‡‰Š‹ŒŽ‘’“”•–—™š›œžŸ]/i
const eachCode =
  /&(?:#(\d{2,6});|#x([\da-f]{2,5});|([a-z]{2,6}\d?);)|\\u([\da-f]{4})|\\'([\da-f]{2})|Ã([\x80-\xbf†˜…‡‰Š‹ŒŽ‘’“”•–—™š›œžŸ])/giu
const named: Readonly<Record<string, string>> = {
  ...{ aelig: 'æ', oslash: 'ø', aring: 'å', auml: 'ä', ouml: 'ö', uuml: 'ü', szlig: 'ß', eth: 'ð', thorn: 'þ' },
  ...{ eacute: 'é', egrave: 'è', aacute: 'á', agrave: 'à', oacute: 'ó', iacute: 'í', uacute: 'ú', ntilde: 'ñ' },
  ...{ ccedil: 'ç', yacute: 'ý', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
}
/** Of Windows-1252 between 80 and 9F, those that can stand behind Ã. */
const windows: Readonly<Record<string, number>> = {
  ...{ '†': 0x86, '‡': 0x87, '˜': 0x98, '…': 0x85, '‰': 0x89, Š: 0x8a, '‹': 0x8b, Œ: 0x8c, Ž: 0x8e, '‘': 0x91 },
  ...{ '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '™': 0x99, š: 0x9a, '›': 0x9b, œ: 0x9c },
  ...{ ž: 0x9e, Ÿ: 0x9f },
}

/** Undefined for a text without such codes, which is nearly every one. */
export function readLetters(given: string): ReadLetters | undefined {
  if (!anyCode.test(given)) return undefined
  const at: number[] = []
  let text = ''
  let from = 0
  const copy = (until: number) => {
    for (; from < until; from++) {
      at.push(from)
      text += given[from]
    }
  }
  for (const found of given.matchAll(eachCode)) {
    const letter = letterOf(found)
    if (letter === undefined) continue
    copy(found.index)
    for (const _ of letter) at.push(found.index)
    text += letter
    from = found.index + found[0].length
  }
  if (text === '') return undefined
  copy(given.length)
  at.push(given.length)
  return { text, at: Int32Array.from(at) }
}

function letterOf([, decimal, hex, name, json, rtf, second]: RegExpExecArray): string | undefined {
  if (name !== undefined) {
    const lower = Object.hasOwn(named, name.toLowerCase()) ? named[name.toLowerCase()]! : undefined
    return lower !== undefined && /^\p{Lu}/u.test(name) ? lower.toUpperCase() : lower
  }
  if (second !== undefined) return String.fromCharCode(0xc0 + ((windows[second] ?? second.charCodeAt(0)) & 0x3f))
  const code = decimal !== undefined ? Number(decimal) : Number.parseInt((hex ?? json ?? rtf)!, 16)
  // One sign in one unit: what lies higher, and what controls, is no letter that a name is found by.
  return code >= 0x20 && code < 0xd800 ? String.fromCharCode(code) : undefined
}
