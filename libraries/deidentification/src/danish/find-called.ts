import type { TextSpan } from '../text-span.ts'
import { isBorne, isPostalTown } from './borne-names.ts'
import { isSomebody } from './is-somebody.ts'
import { kin } from './kin-words.ts'
import { familyNames, givenNames } from './name-lists.ts'
import { isPlainWord } from './plain-words.ts'
import { isCalling, isField } from './staff-words.ts'

/** "Bue, turnuslæge", "Storm (datter)": a name, and behind it who that is, which ends there or goes on with what they do. */
const called =
  /(?<![\p{L}\p{M}\d_-])(\p{Lu}\p{Ll}+)(?:,\s|\s\()(?:\p{Ll}+\.?\s)?(\p{Ll}{3,})(?=\)|\s*(?:$|[.,;:\n])|\s(?:ser|så|har|havde|ringer?|ringede|oplyser|oplyste|kommer|vil|siger|sagde|som|der|er|var|kontaktes|kontaktet|tilkaldt|orienteret|orienteres)(?!\p{L}))/gu
/** "ort.kir. Ib ser": a calling in short, of two parts. */
const shortCalling =
  /(?<!\p{L})(?:ort|kar|plast|neuro|abd|thorax|gyn|med|mave|øjen|øre|børne|turnus|forvagt|bagvagt)\.?\s?(?:kir|l|læge|spl|ovl)\.\s(\p{Lu}\p{Ll}+)(?![\p{L}\d])/gu
/** In front of somebody who is named: the clause begins, or a word leads to who did it. */
const opens = /(?:^|[.:;(\n]\s*|(?<!\p{L})(?:med|af|v\/|ved|til|hos|fra|og|konf\.?)\s)$/u

const aged = /(?<![\p{L}\p{M}\d-])(\p{Lu}\p{Ll}{2,})\s\((?:\p{L}{2,6}\s)?\d{1,3}\sår\)/gu

/** Somebody whose calling, or who they are to the patient, stands behind the name. */
export function findCalled(text: string): TextSpan[] {
  const spans: TextSpan[] = []
  if (text.length < 6) return spans
  const add = (start: number, length: number) => spans.push({ start, end: start + length, kind: 'name' })
  if (/[A-ZÀ-ÞĀ-\u{10ffff}][a-zµß-\u{10ffff}]+(?:,| \()/u.test(text))
    for (const found of text.matchAll(called)) {
      const [name, who] = [found[1]!, found[2]!]
      const isStaff = isCalling(who) && !isField(who)
      if (!isStaff && !kin.has(who)) continue
      // "Glaukom (far)": what somebody of the family has stands in the same place, so only a given name that is known.
      const isLed = isStaff && opens.test(text.slice(Math.max(0, found.index - 8), found.index))
      const lower = name.toLowerCase()
      if (isGiven(lower) || (isStaff && familyNames.has(lower)) || (isLed && isUnknown(name)))
        add(found.index, name.length)
    }
  if (/(?:kir|l|læge|spl|ovl)\. [A-ZÀ-ÞĀ-\u{10ffff}]/u.test(text))
    for (const found of text.matchAll(shortCalling)) {
      const name = found[1]!
      const lower = name.toLowerCase()
      if (isGiven(lower) || familyNames.has(lower) || isUnknown(name))
        add(found.index + found[0].length - name.length, name.length)
    }
  // "Ask (7 år)": how old somebody is, behind a given name whatever else it means.
  if (text.includes(' år)'))
    for (const found of text.matchAll(aged))
      if (isGiven(found[1]!.toLowerCase()) && !isPlainWord(found[1]!.toLowerCase())) add(found.index, found[1]!.length)
  return spans
}

/** Whatever else it means: who somebody is stands right beside it. */
function isGiven(lower: string): boolean {
  return givenNames.has(lower) || isBorne(lower)
}

/** A short word that nobody knows; longer ones are too often made of two nouns. */
function isUnknown(name: string): boolean {
  const lower = name.toLowerCase()
  return name.length <= 8 && isSomebody(name) && !isPlainWord(lower) && !isPostalTown(lower)
}
