import { dictionaryVr, keyword } from '@clic/dicom'

const worded = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'])
const coded = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR'])
const bulk = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW'])
const binary = new Set(['AT', 'FD', 'FL', 'SL', 'SS', 'SV', 'UL', 'US', 'UV'])
/** Each has a rule of its own: what the dictionary says counts, whatever the file calls it. */
const ruled = new Set(['PN', 'DA', 'DT', 'TM', 'UI', 'UR', 'DS', 'IS', 'AS'])

/**
 * The value representation that a value is treated under: the file's own where it can be true, else the dictionary's. A name called bytes is
 * a name. Undefined when the value cannot be what its tag says: words where numbers belong, a sequence that does not read as one.
 */
export function agreedVr(tag: number, said: string): string | undefined {
  const text = worded.has(said) || coded.has(said)
  const known = keyword(tag) !== undefined
  const expected = dictionaryVr(tag)
  if (!text && !bulk.has(said) && !binary.has(said)) return expected === 'SQ' ? undefined : expected
  if (!known || expected === said || expected === 'UN') return said
  if (expected === 'SQ') return undefined
  if (bulk.has(expected) || binary.has(expected)) return text ? undefined : said
  if (!text || ruled.has(expected) || (ruled.has(said) && worded.has(expected))) return expected
  return said
}
