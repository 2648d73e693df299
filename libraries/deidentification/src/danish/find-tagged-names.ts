import type { TextSpan } from '../text-span.ts'

/** "<PersonGivenName>Torunn</PersonGivenName>": a tag that says what it holds, of a person and not of a file or a house. */
const tagged =
  /<(?:\p{L}{1,20}:)?(?!\p{L}{0,30}(?:[Ff]ile|[Ff]il|[Aa]fdelings|[Pp]rodukt|[Pp]roduct|[Gg]ade|[Vv]ej|[Ss]treet|[Dd]istrict|[Oo]rganisation|[Oo]rganization|[Ss]ted)[Nn]a(?:vn|me))\p{L}{0,40}(?:[Gg]ivenName|[Ff]irstName|[Mm]iddleName|[Ll]astName|[Ss]urname|[Ss]urnameName|[Ff]amilyName|[Pp]ersonName|[Nn]avn)>\s{0,4}([^<>\s][^<>]{0,80}?)\s{0,4}<\//gu

/** Names between tags of messages that a system sent. */
export function findTaggedNames(text: string): TextSpan[] {
  if (!text.includes('</')) return []
  return Array.from(text.matchAll(tagged))
    .filter((found) => /\p{L}/u.test(found[1]!))
    .map((found) => {
      const start = found.index + found[0].indexOf('>') + 1
      const at = text.indexOf(found[1]!, start)
      return { start: at, end: at + found[1]!.length, kind: 'name' }
    })
}
