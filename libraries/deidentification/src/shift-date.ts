/**
 * Moves the date of a DA or DT value, or of an ISO 8601 date or instant, by whole days; the time of day and the precision stay.
 * Gives '' for what is no date and for a year alone moved across nothing it can show: a value that cannot be read is not kept.
 */
export function shiftDate(value: string, days: number): string {
  const found = /^(\d{4})(-?)(\d{2})\2(\d{2})(.*)$/s.exec(value.trim())
  if (!found) return ''
  const [, year, dash = '', month, day, rest = ''] = found
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const read = new Date(at)
  if (read.getUTCMonth() !== Number(month) - 1 || read.getUTCDate() !== Number(day)) return ''
  if (rest !== '' && !/^([T ]?[\d:.]*)([+-]\d{2}:?\d{2}|Z)?$/.test(rest)) return ''
  const moved = new Date(at + days * 86_400_000)
  const text = (number: number, width: number) => String(number).padStart(width, '0')
  return `${text(moved.getUTCFullYear(), 4)}${dash}${text(moved.getUTCMonth() + 1, 2)}${dash}${text(moved.getUTCDate(), 2)}${rest}`
}
