/** A word of a text, and where it stands. */
export interface Word {
  text: string
  lower: string
  start: number
  end: number
  capital: boolean
  /** All capitals, more than one letter. */
  shout: boolean
}

/** "Sørensen-sagen" is a name and a word. */
const token = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+|-\p{Lu}[\p{L}\p{M}]*)*/gu

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(token), (found) => ({
    text: found[0],
    lower: found[0].toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
    capital: /^\p{Lu}/u.test(found[0]),
    shout: found[0].length > 1 && !/\p{Ll}/u.test(found[0]),
  }))
}
