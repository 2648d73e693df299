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

/*
 * Each pattern twice: with classes of all alphabets, which the engine takes a millisecond to make ready, and for a text of Latin-1, as
 * headers are, with the same letters written out.
 */

/** "Sørensen-sagen" is a name and a word. */
const token = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+|-\p{Lu}[\p{L}\p{M}]*)*/gu
const latinToken = /[A-Za-zªµºÀ-ÖØ-öø-ÿ]+(?:'[A-Za-zªµºÀ-ÖØ-öø-ÿ]+|-[A-ZÀ-ÖØ-Þ][A-Za-zªµºÀ-ÖØ-öø-ÿ]*)*/g
const capitalised = /(?<![\p{L}\p{M}\d])\p{Lu}[\p{L}\p{M}]+(?![\p{L}\p{M}])/gu
const latinCapitalised = /(?<![A-Za-zªµºÀ-ÖØ-öø-ÿ\d])[A-ZÀ-ÖØ-Þ][A-Za-zªµºÀ-ÖØ-öø-ÿ]+/g
const longCapitalised = /(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}]{4,}/gu
const latinLongCapitalised = /(?<![A-Za-zªµºÀ-ÖØ-öø-ÿ])[A-ZÀ-ÖØ-Þ][A-Za-zªµºÀ-ÖØ-öø-ÿ]{4,}/g

/** Whether a text can be looked through by patterns whose letters are those of Latin-1: they are made ready sooner. */
export const isLatin = (text: string) => !/[^\0-\xff]/.test(text)

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(isLatin(text) ? latinToken : token), (one) => ({
    text: one[0],
    lower: one[0].toLowerCase(),
    start: one.index,
    end: one.index + one[0].length,
    capital: /^\p{Lu}/u.test(one[0]),
    shout: one[0].length > 1 && !/\p{Ll}/u.test(one[0]),
  }))
}

/** Words of two letters and more that begin with a capital, where no letter or digit stands in front. */
export function capitalisedWords(text: string): IterableIterator<RegExpExecArray> {
  return text.matchAll(isLatin(text) ? latinCapitalised : capitalised)
}

/** Words of five letters and more that begin with a capital, behind a digit too. */
export function longCapitalisedWords(text: string): IterableIterator<RegExpExecArray> {
  return text.matchAll(isLatin(text) ? latinLongCapitalised : longCapitalised)
}
