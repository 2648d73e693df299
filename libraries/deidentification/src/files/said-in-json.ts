import { type CleaningTerms, cleanFreeText } from '../clean-text.ts'

const deepest = 60
/** A name that is told elsewhere stands beside other words. */
const several = /\S\s\S/

/** Words by which who is named in one text of a document can be told in its others; undefined where nobody is named. */
export function saidInJson(root: unknown, terms: CleaningTerms): { said?: ReadonlySet<string> } {
  const said = new Set<string>()
  const walk = (value: unknown, depth: number) => {
    if (typeof value === 'string') {
      if (several.test(value)) for (const word of cleanFreeText(value, terms).named ?? []) said.add(word)
    } else if (typeof value === 'object' && value !== null && depth < deepest)
      for (const one of Object.values(value)) walk(one, depth + 1)
  }
  walk(root, 0)
  return said.size > 0 ? { said } : {}
}
