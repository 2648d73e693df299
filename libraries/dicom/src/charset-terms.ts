/** Names by which other standards call the sets of Specific Character Set, without what parts them: what such a value means is beyond doubt. */
const otherNames: Readonly<Record<string, string>> = {
  ASCII: 'ISO_IR 6',
  USASCII: 'ISO_IR 6',
  ISO646: 'ISO_IR 6',
  LATIN1: 'ISO_IR 100',
  CP1252: 'ISO_IR 100',
  WINDOWS1252: 'ISO_IR 100',
  ISO88591: 'ISO_IR 100',
  ISO88592: 'ISO_IR 101',
  ISO88593: 'ISO_IR 109',
  ISO88594: 'ISO_IR 110',
  ISO88595: 'ISO_IR 144',
  ISO88596: 'ISO_IR 127',
  ISO88597: 'ISO_IR 126',
  ISO88598: 'ISO_IR 138',
  ISO88599: 'ISO_IR 148',
  ISO885915: 'ISO_IR 203',
  UTF8: 'ISO_IR 192',
  UNICODE11UTF8: 'ISO_IR 192',
  ISO10646UTF8: 'ISO_IR 192',
  GB18030: 'GB18030',
  GBK: 'GBK',
}

/**
 * One value of Specific Character Set (0008,0005) as PS3.3 C.12.1.1.2 writes it: devices write "iso_ir 100", "ISO_IR100", "ISO-IR 100", "ISO 2022
 * IR100" and "ISO-8859-1" as well. What is no set under any name stays as it is.
 */
export function definedTerm(value: string): string {
  const term = value.trim()
  if (term === '' || /^ISO(?:_| 2022 )IR \d{1,3}$/.test(term)) return term
  const bare = term.toUpperCase().replace(/[^A-Z0-9]+/g, '')
  const [, extended, number] = /^ISO(2022)?(?:IR)?(\d{1,3})$/.exec(bare) ?? []
  if (extended && number) return `ISO 2022 IR ${number}`
  const other = Object.hasOwn(otherNames, bare) ? otherNames[bare] : undefined
  if (other) return other
  return number && bare.startsWith('ISOIR') ? `ISO_IR ${number}` : term
}
