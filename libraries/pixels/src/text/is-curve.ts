/** Waves are read as so many letters, of at most so many kinds, most of them the same one. */
const [leastLetters, mostKinds, leastSame] = [5, 2, 0.75]

/** Whether what was read is the waves of a curve: one letter again and again, as no name has it. Digits may be a number. */
export function isCurve(text: string): boolean {
  if (/\p{N}/u.test(text)) return false
  const letters = Array.from(text.replace(/[^\p{L}]/gu, ''))
  const kinds = [...new Set(letters)]
  const most = Math.max(...kinds.map((kind) => letters.filter((letter) => letter === kind).length))
  return letters.length >= leastLetters && kinds.length <= mostKinds && most >= leastSame * letters.length
}
