/** Blanks, hyphens and dashes, full stops and strokes between the groups; dashes of Windows-1252 and UTF-8 read as Latin-1 among them. */
const spelled =
  /^(?:cpr(?:[-. ]?nr)?[-.:# ]*)?(\d\d)[ ./-]?(\d\d)[ ./-]?(\d\d)\s?(?:[-./\u2010-\u2015\u2212\xad\x96\x97]|\xe2\x80[\x90-\x95])?\s?(\d{4})$/i

/**
 * The ten digits of a Danish person number in whatever spelling a Patient ID has it: "120367-1482", "120367 1482", "1203671482^^^CPR" (HL7 CX: number,
 * check digit, authority), with the rest of a buffer behind a NUL. Undefined for every other number. What begins with no day counts only as six
 * digits and four.
 */
export function personNumberOf(value: string): string | undefined {
  const number = value.replace(/[\0^].*/s, '').trim()
  const found = spelled.exec(number)
  if (!found) return undefined
  const [, day, month] = found
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) % 60 <= 31
  return isDay || /^\d{6}-?\d{4}$/.test(number) ? found.slice(1).join('') : undefined
}

/** Any Patient ID in the form in which spellings of one person number are equal: replacement numbers, which hold letters, lose what HL7 puts behind them. */
export function plainPatientId(value: string): string {
  const id = value.replace(/\0.*/s, '').trim()
  return personNumberOf(id) ?? /^(\d{6}-?[0-9A-Z]{4})\^/i.exec(id)?.[1] ?? id
}
