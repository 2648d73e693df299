/** A question mark, or what Unicode has for a sign that could not be read, inside of a word or at the beginning of one. */
const lost = /(?<=\p{L})[?\ufffd](?=\p{L})|(?<![^\s("/,])[?\ufffd](?=\p{L}{2})/u
const eachLost = new RegExp(lost.source, 'gu')

/**
 * The text with each of the letters that a code page may have had no place for, sign for sign in the same places: "J?rgen" was Jørgen. None for
 * nearly every text.
 */
export function mendedLetters(text: string): string[] {
  if (!/[?\ufffd]/.test(text) || !lost.test(text)) return []
  return ['ø', 'å', 'æ'].map((letter) =>
    text.replace(eachLost, (_, at: number) => {
      const [before, after] = [text[at - 1] ?? ' ', text[at + 1] ?? ' ']
      const isCapital = /\p{L}/u.test(before) ? /\p{Lu}/u.test(before) && /\p{Lu}/u.test(after) : true
      return isCapital ? letter.toUpperCase() : letter
    }),
  )
}
