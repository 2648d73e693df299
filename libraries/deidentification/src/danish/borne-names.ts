import lists from '../generated/borne-names.json' with { type: 'json' }

/** Words by their first two letters, one blank between and around them: a set of so many takes longer to make than most programs need. */
type Words = Readonly<Record<string, string>>

function has(words: Words, word: string): boolean {
  const some = words[word.slice(0, 2)]
  return some !== undefined && !word.includes(' ') && some.includes(` ${word} `)
}

/** Whether somebody in Denmark may be called this, by the lists of its neighbours and of those who moved here; `word` in lower case. */
export function isBorne(word: string): boolean {
  return has(lists.names, withoutAccents(word))
}

/** Letters without their accents, ł, ı and đ as l, i and d; the Danish ones stay. */
function withoutAccents(text: string): string {
  if (!/[^a-zæøå-]/.test(text)) return text
  return text
    .replace(/[łıđðß]/g, (letter) => ({ ł: 'l', ı: 'i', đ: 'd', ð: 'd', ß: 'ss' })[letter]!)
    .replaceAll('þ', 'th')
    .replace(/[^a-zæøå-]/g, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
}

/** Whether it is a word of medicine or of imaging, of English: what DICOM's own terms are made of; `word` in lower case. */
export function isOfMedicine(word: string): boolean {
  return has(lists.medicine, word)
}

/** A Danish postal town; `word` in lower case. */
export function isPostalTown(word: string): boolean {
  return has(lists.towns, word)
}
