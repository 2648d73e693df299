/** Given names as Danes shorten them, with a full stop behind: "Chr. Fr. Bang", "Sv. Aa. Munkholm". */
const short =
  'Aa Alfr Carst Chr Edv Ejn Fr Fred Gunn Holg Joh Jørg Kn Kr Ludv Nic Rasm St Sv Th Thorv Valb Vald Vilh Wilh'

const all = new Set(short.split(' '))

/** An alternative of a pattern: an initial, or a given name in short. */
export const initialOrShort = `(?:\\p{Lu}|${short.replaceAll(' ', '|')})`

/** A letter, or a given name in short; `rest`: what stands behind it, a full stop first. */
export function isShortGiven(word: string, rest: string): boolean {
  if (word.length > 1 && !all.has(word)) return false
  return rest.startsWith('.') && (word.length === 1 || word === 'Aa' || /^\.[\s-]?\p{Lu}/u.test(rest))
}
