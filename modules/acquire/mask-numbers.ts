/** What stands for a number that is shaped like a CPR number. */
const masked = '••••••-••••'

/**
 * Free text of a sender with every CPR-shaped number hidden whole: its first six digits are a birthday, so hiding the last four alone
 * would still tell one. Ten digits inside a UID are none. Used wherever a description is shown or handed on.
 */
export function maskNumbers(text: string): string {
  return text.replace(/(?<!\d)\d{6}[-\s]\d{4}(?!\d)|(?<!\d|\d\.)\d{10}(?!\d|\.\d)/g, masked)
}
