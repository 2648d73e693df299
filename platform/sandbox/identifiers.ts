/** Ten digits that begin with a day and a month, with or without a hyphen: the form of a Danish personal number. Part of a longer number or UID is none. */
const personalNumber = /(?<![\d.])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?![\d.]\d|\d)/g

/**
 * What in a text names a person: numbers of the form of a personal number, and words that are known to name one (`known`; those
 * shorter than four letters are left out, since they are in every text). Compared without case, and with a name's `^` as a space.
 */
export function identifiersIn(text: string, known: readonly string[] = []): string[] {
  const plain = folded(text)
  const words = known.map((one) => folded(one).trim()).filter((one) => one.length >= 4)
  return [...(text.match(personalNumber) ?? []), ...words.filter((word) => plain.includes(word))]
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('^', ' ').replace(/\s+/g, ' ')
}
