import type { Word } from './text-words.ts'

/** Sequences of MR that somebody is called as well, and what stands beside them in the name of a series. */
const sequences = new Set('vibe dixon lava bravo flair twist'.split(' '))
const imaging =
  '(?:t[12][\\p{L}\\d*]{0,3}|pd|star|radial|stack|[23]d|fs|spair|fatsat|ax|axial|tra|trans|cor|sag|iso|dyn|dynamic|post|pre|gd|km|kontrast|contrast|native|arteriel|arterial|portal|venous|dixon|mdixon|vibe|caipi|gre|tse|tfe|ffe|breathhold|bh|nav|lava|bravo|twist|flair|e?-?thrive|flash|haste|space|tirm|stir|spgr|fiesta|mp2?rage|art[ei]fa[ck]t\\p{L}*|sekvens\\p{L}*|sequences?|dynamisk\\p{L}*)'
const imagingInFront = new RegExp(`(?<![\\p{L}\\d])${imaging}[ _-]{1,2}$`, 'iu')
const imagingTwice = new RegExp(`(?<![\\p{L}\\d])${imaging}[ _-]{1,2}${imaging}[ _-]{1,2}$`, 'iu')
const imagingBehind = new RegExp(`^[ _-]{1,2}${imaging}(?![\\p{L}\\d])`, 'iu')

/** "Star VIBE", "T1 VIBE Dixon": capitals beside another word of imaging, or behind two ("Ax Flash Fs Vibe"), and nobody called Vibe. */
export function isSequence(text: string, word: Word): boolean {
  if (!sequences.has(word.lower)) return false
  if (!word.shout && word.lower !== 'dixon')
    return imagingTwice.test(text.slice(Math.max(0, word.start - 28), word.start))
  return (
    imagingInFront.test(text.slice(Math.max(0, word.start - 14), word.start)) ||
    imagingBehind.test(text.slice(word.end, word.end + 14))
  )
}

/** Views of a joint that are called after somebody whose name is frequent, by what stands in front of them. */
const views: ReadonlyMap<string, RegExp> = new Map(
  [
    ['rosenberg', 'knæ(?:et|ene|led)?|knees?|patella(?:e)?|genu'],
    ['nørgaard', 'hånd(?:led)?|hænder|hands?|wrists?|fingre'],
    ['nørgård', 'hånd(?:led)?|hænder|hands?|wrists?|fingre'],
    ['robert', 'tommel(?:finger)?|thumbs?|pollex|cmc|rodled'],
  ].map(([name, parts]): [string, RegExp] => [
    name!,
    new RegExp(
      `(?<!\\p{L})(?:${parts})(?:[ ,]{1,2}(?:rtg|røntgen|x-?ray|bilat\\.?|bilateralt?|begge|højre|venstre|hø\\.?|ve\\.?|dxt?\\.?|sin\\.?|stående|standing|belastet|belastede|vægtb\\p{L}*|weightbearing|flekteret|ap|pa|lat|front|side|a\\.?m\\.?|ad modum|\\d ?(?:pl|proj)\\.?|og|and|\\+)){0,5}\\s$`,
      'iu',
    ),
  ]),
)
/** What is said of a view, or the next one; a sentence that goes on is somebody's. */
const viewEnds =
  /^\s*(?:$|[,;)+/]|\.\s*$|(?:og|and)\s(?:lauenstein|skyline|merchant|patella|side|skyde|a[kx]sial|front|lat)|(?:projektion|optagelse|proj\.|view|bilat))/iu

/** "Knæ bilat. stående Rosenberg": behind the part that it shows, and nothing of somebody behind it. */
export function isView(text: string, word: Word): boolean {
  const isLed = views.get(word.lower)?.test(text.slice(Math.max(0, word.start - 60), word.start)) === true
  return isLed && viewEnds.test(text.slice(word.end, word.end + 16))
}

/** Whether a text says the name of such a view and nothing more. */
export function isViewAlone(text: string): boolean {
  return views.has(text.trim().toLowerCase())
}
