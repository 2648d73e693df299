import { foldText, unfolded } from './fold-text.ts'

/** A text that is searched: what cheap questions about it need, worked out once. */
export interface SearchedText {
  /** As `foldText` gives it. */
  readonly folded: string
  /** The folded letters and digits alone, whatever stands between them. */
  bare(): string
  /** Whether five letters stand in a row with a sign or a space between each. */
  hasLettersApart(): boolean
  /** Start and end of a folded stretch in the original text. */
  original(start: number, end: number): [number, number]
}

export interface GatedPattern {
  /** One alternative, over folded text. */
  source(): string
  /** A cheap question; where it is answered with no, the pattern has no find in the text. */
  may(text: SearchedText): boolean
}

/** Letters roughly: no more than a question. */
const apart = /[A-Za-zª-\u{10ffff}](?:[ ._-]{1,2}[A-Za-zª-\u{10ffff}]){4}/u

export function searchedText(text: string): SearchedText {
  const found = foldText(text)
  const { folded } = found
  let bare: string | undefined
  let lettersApart: boolean | undefined
  return {
    folded,
    bare: () => (bare ??= folded.replace(/[^\0-\x7f]/.test(folded) ? /[^\p{L}\p{N}]+/gu : /[^A-Za-z0-9]+/g, '')),
    hasLettersApart: () => (lettersApart ??= apart.test(folded)),
    original: (start, end) => unfolded(found, start, end),
  }
}

/** Memory, not meaning. */
const mostCompiled = 32

/**
 * All patterns as alternatives of one expression, in their order, left out those that cannot be in this text: it finds what the expression
 * of all finds. Undefined where none is left. To compile an expression takes the engine a millisecond and more, most texts tell nothing of
 * the patient, and a folder of images of many patients asks a few texts of each.
 */
export function gatedSearch(patterns: readonly GatedPattern[]): (text: SearchedText) => RegExp | undefined {
  /** By which patterns they hold: to write out their sources takes several times as long as to ask whether they may be in a text. */
  const compiled = new Map<string, RegExp>()
  return (text) => {
    const left = patterns.flatMap((one, i) => (one.may(text) ? [i] : []))
    if (left.length === 0) return undefined
    const which = left.join()
    let search = compiled.get(which)
    if (!search) {
      search = new RegExp(left.map((i) => patterns[i]!.source()).join('|'), 'gu')
      if (compiled.size >= mostCompiled) compiled.clear()
      compiled.set(which, search)
    }
    search.lastIndex = 0
    return search
  }
}
