const apart = /\p{L}\p{Mn}/u
const eachApart = /\p{L}\p{Mn}+/gu

/** A text whose letters are one character each: "A" with a ring behind it is Å, as a Macintosh writes it apart. The same string for nearly every text. */
export function composed(text: string): string {
  if (!/[\u0300-\u036f]/.test(text) || !apart.test(text)) return text
  return text.replace(eachApart, (letter) => letter.normalize('NFC'))
}
