/**
 * A DICOM person name (PS3.5 6.2.1: family^given^middle^prefix^suffix, up to three writings divided by "=") as families and
 * given names. A name without "^" is plain words; since nobody says which is the family name, the last one is taken.
 */
export function splitPersonName(name: string): { family: string; given: string[] }[] {
  return name.split('=').flatMap((group) => {
    const trimmed = group.trim()
    if (trimmed === '') return []
    if (!trimmed.includes('^')) {
      const found = words(trimmed)
      return [{ family: found.at(-1) ?? '', given: found.slice(0, -1) }]
    }
    const [family = '', given = '', middle = ''] = trimmed.split('^')
    return [{ family: family.trim(), given: [...words(given), ...words(middle)] }]
  })
}

/** For the screen: "Anna Marie Pedersen". */
export function readableName(name: string): string {
  const [first] = splitPersonName(name)
  return first ? [...first.given, first.family].filter(Boolean).join(' ') : ''
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter(Boolean)
}
