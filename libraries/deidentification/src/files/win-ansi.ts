/** Letters of WinAnsiEncoding at 80 to 9F (ISO 32000-1, annex D). */
const upper = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'
const alike: Record<string, string> = {
  '\u00ad': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u00a0': ' ',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬀ: 'ff',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  '≥': '>=',
  '≤': '<=',
  Δ: 'D',
  μ: 'µ',
}

/** A text in the one encoding that standard fonts share; a letter that it lacks becomes a question mark. */
export function winAnsi(text: string): Uint8Array {
  const bytes: number[] = []
  for (const letter of text.normalize('NFC')) {
    for (const one of alike[letter] ?? letter) {
      const code = one.codePointAt(0)!
      const high = upper.indexOf(one)
      if ((code >= 32 && code < 127) || (code > 160 && code < 256)) bytes.push(code)
      else bytes.push(high >= 0 && one !== '\0' ? 128 + high : 63)
    }
  }
  return Uint8Array.from(bytes)
}
