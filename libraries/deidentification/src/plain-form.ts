/** What stands in a text for an ASCII sign: dashes, blanks and digits of every width, dots in the middle, signs without width. */
const odd =
  /[\xa0\xad\xb7\u0660-\u0669\u06f0-\u06f9\u2000-\u2015\u2022\u2027\u202f\u205f\u2060\u2212\u3000\u30fb\ufe58\ufe63\ufeff\uff01-\uff5e]/
const eachOdd = new RegExp(odd.source, 'g')

/** The text with ASCII in place of its look-alikes, each character where it stood; the same string when it holds none. */
export function plainForm(text: string): string {
  if (!odd.test(text)) return text
  return text.replace(eachOdd, (one, at: number) => {
    const code = one.charCodeAt(0)
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
    if (code >= 0x660 && code <= 0x6f9) return String(code & 15)
    if (code === 0xb7 || code === 0x2022 || code === 0x2027 || code === 0x30fb) return '.'
    // A sign without width counts only where it parts a number.
    if (code === 0x200b || code === 0x200c || code === 0x200d || code === 0x2060 || code === 0xfeff)
      return /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '') ? '-' : one
    return code === 0xad || (code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code >= 0xfe58 ? '-' : ' '
  })
}
