import { isIdleWord, isOrdinaryWord } from './identity-words.ts'
import { type KnownNeedle, needlesOf } from './known-needles.ts'
import { addressParts, dateParts, isCprShaped, knownWords } from './known-patterns.ts'
import { isOwnWord } from './method-codes.ts'
import type { KnownIdentity } from './subject.ts'

const danish: [RegExp, string][] = [
  [/å/gi, 'aa'],
  [/ø/gi, 'oe'],
  [/æ/gi, 'ae'],
]
const undone: [RegExp, string][] = [
  [/aa/gi, 'å'],
  [/oe/gi, 'ø'],
  [/ae/gi, 'æ'],
]

/** Everything known that is long enough to mean something among bytes of any kind. */
export function knownBytes(known: KnownIdentity): KnownNeedle[] {
  const names = knownWords(known).filter((word) => word.length >= 5 && !isOrdinaryWord(word) && !isOwnWord(word))
  // "Anonymous" and "phantom" are no numbers of anybody.
  const identifiers = [...known.patientIds.map((one) => one.value), ...known.accessionNumbers].filter(
    (one) => !isIdleWord(one.trim()) && !isOwnWord(one.trim()),
  )
  const needles: KnownNeedle[] = []
  const add = (text: string, bounded: KnownNeedle['bounded']) => needles.push(...needlesOf(text, bounded))
  for (const name of names)
    for (const spelling of spellings(name)) add(spelling, spelling.length < 7 ? 'letters' : 'no')
  for (const value of new Set(identifiers.map((one) => one.trim()))) {
    if (isCprShaped(value)) {
      const digits = value.replace(/\D/g, '')
      for (const by of ['', '-', ' ']) add(`${digits.slice(0, 6)}${by}${digits.slice(6)}`, 'no')
    } else if (value.length >= 5 && !/^(.)\1*$/.test(value)) add(value, /^\d+$/.test(value) ? 'digits' : 'letters')
  }
  for (const address of known.addresses)
    for (const part of addressParts(address)) if (/\d/.test(part) && part.length >= 7) add(part, 'no')
  for (const email of known.emails) if (email.includes('@')) add(email, 'no')
  for (const phone of known.phones) {
    const digits = phone.replace(/\D/g, '').replace(/^(?:0045|45)(?=\d{8}$)/, '')
    if (digits.length >= 8) for (const text of [digits, digits.replace(/(\d\d)(?=\d)/g, '$1 ')]) add(text, 'digits')
  }
  for (const date of known.birthDates) {
    const [year, month, day] = dateParts(date) ?? []
    if (day)
      for (const text of [
        `${day}-${month}-${year}`,
        `${day}.${month}.${year}`,
        `${day}/${month}/${year}`,
        `${year}-${month}-${day}`,
      ])
        add(text, 'digits')
  }
  return needles
}

function spellings(name: string): string[] {
  const other = (rules: [RegExp, string][]) => rules.reduce((text, [from, to]) => text.replace(from, to), name)
  return [...new Set([name, other(danish), other(undone), name.normalize('NFD')])]
}
