/** A day with a month in numbers and no year, as it was found in a text. */
export interface Day {
  d: number
  m: number
  by: string
  stop: boolean
  padded: boolean
}

/** What stands behind a day, and seldom behind a part, a score or a measure: the end of the line, of the sentence, or how it goes on. */
export const goesOn =
  /^(?:\s*(?:$|[,;)\n]|\.\s*(?:$|\n|\s\p{Lu}))|\s(?:kl|og|til|hos|ved|i|pga|grundet|efter|uden)(?!\p{L}))/u
