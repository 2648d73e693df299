import { isOfMedicine } from '../danish/borne-names.ts'
import { everydayWords } from '../danish/everyday-words.ts'
import { notNames } from '../danish/name-lists.ts'
import { isCalling, isField } from '../danish/staff-words.ts'
import { type FileJob, fired } from './file-result.ts'

type Json = Record<string, unknown>

/** Questions whose answer names a person, where they are reached, or a house that they go to. */
const asksWhom =
  /(?<!\p{L})(?:\p{L}*n[aa]vn(?:et|e)?|\p{L}*namn|name|hvem|vem|who|whom|cpr|personnummer|fødselsnummer|adresse|address|adress|bopæl|telefon\p{L}*|tlf|mobil\p{L}*|phone|e-?mail|mail|skole|børnehave|vuggestue|dagpleje|institution|dagtilbud|arbejdsplads|arbejdsgiver|arbejdssted|employer|school|workplace|kontaktperson|pårørende|next of kin|(?:egen|praktiserende|familie|henvisende) læge|(?:udført|målt|aflæst|taget|udfyldt|oplyst|vurderet|registreret|kontrolleret) af|(?:performed|measured|taken|reported|completed|filled in) by|operatør|operator|undersøger|observatør|observer|underskrift|signatur|signature)(?!\p{L})/iu
/** The name of a thing names nobody. */
const ofThing =
  /medicin|præparat|lægemid|legemid|läkemed|drug|medication|produkt|product|udstyr|device|apparat|sygdom|diagnos|disease|test|prøve|sample|undersøgelse|allerg|stof|vaccin|mærke|brand/iu
const ofKin =
  /^(?:mor|far|mamma|pappa|mother|father|søn|datter|kone|mand|hustru|ægtefælle|samlever|bror|søster|bedstemor|bedstefar|mormor|morfar|farmor|farfar|værge|nabo|ven|veninde|plejemor|plejefar|son|daughter|wife|husband|sister|brother|sambo|make|maka)$/iu

/** The day of birth is asked for; or observed, by its code in LOINC. */
const asksBirth =
  /(?<!\p{L})(?:fødselsda(?:to|g)(?:en)?|født|födelsedatum|birth ?da(?:te|y)|date of birth|dob|born)(?!\p{L})/iu
const birthCode = '21112-8'

/** The part of a resource with the year alone where it says a day of birth: moved as other days it would tell by how much they moved. */
export function withYearOfBirth(given: Json, job: FileJob): Json {
  const answers = Array.isArray(given['answer']) ? (given['answer'] as Json[]) : undefined
  const told = answers ?? [given]
  if (!told.some((one) => said.some((key) => typeof one?.[key] === 'string'))) return given
  if (!asksBirth.test(question(given)) && !codes(given).includes(birthCode)) return given
  const year = (one: Json): Json => {
    const made = { ...one }
    for (const key of said) {
      const value = one?.[key]
      if (typeof value !== 'string' || !/\d/.test(value)) continue
      const found = /(?<!\d)(?:18|19|20)\d\d(?!\d)/.exec(value)?.[0]
      // "Uge 38": no day, and cleaned as any text.
      if (key === 'valueString' && !found && !/\d\d?[-./ ]{1,2}(?:\d\d?|\p{L}{3,9})[-./ ]/u.test(value)) continue
      fired(job, 'birth-date-reduced')
      if (found && job.profile.options.retainPatientCharacteristics) made[key] = found
      else delete made[key]
    }
    return made
  }
  return answers ? { ...given, answer: answers.map(year) } : year(given)
}

const said = ['valueDate', 'valueDateTime', 'valueString']

function codes(given: Json): unknown[] {
  const code = given['code'] as Json | undefined
  return Array.isArray(code?.['coding']) ? (code['coding'] as Json[]).map((one) => one?.['code']) : []
}

/** The part of a resource with the answers to a question that asks for a person's name left without it: "Far, *** ***". */
export function withoutWhom(given: Json, job: FileJob): Json {
  const answers = Array.isArray(given['answer']) ? (given['answer'] as Json[]) : undefined
  if (typeof given['valueString'] !== 'string' && !answers) return given
  if (!asksForPerson(question(given))) return given
  const told = (one: Json): Json =>
    typeof one?.['valueString'] === 'string' ? { ...one, valueString: unnamed(one['valueString'], job) } : one
  return { ...told(given), ...(answers ? { answer: answers.map(told) } : {}) }
}

/** Whether a question, or the name of a field, asks who somebody is or where they are reached. */
export function asksForPerson(question: string): boolean {
  return asksWhom.test(question) && !ofThing.test(question)
}

/** What was asked: of a questionnaire in words, of an observation and of a task by a code. */
function question(given: Json): string {
  if (typeof given['text'] === 'string') return given['text']
  const code = (given['code'] ?? given['type']) as Json | undefined
  if (typeof code?.['text'] === 'string') return code['text']
  const [first] = Array.isArray(code?.['coding']) ? (code['coding'] as Json[]) : []
  return typeof first?.['display'] === 'string' ? first['display'] : ''
}

/** The answer to such a question without whom it names; what it says of them stays. */
export function unnamed(answer: string, job: FileJob): string {
  const mark = job.cleaning.mark
  // "mlt": initials are all that is answered.
  if (
    /^\s*\p{L}{2,4}(?:\s?\/\s?\p{L}{2,4})?\s*$/u.test(answer) &&
    !answer
      .trim()
      .split(/\s?\/\s?/)
      .every(isOrdinary)
  ) {
    fired(job, 'text-name')
    return mark
  }
  let count = 0
  const said = answer.replace(/(?<![\p{L}\d])(?:\p{Lu}[\p{L}\p{M}'’-]*\.?|[+(]?\d[\d .()-]{2,}\d)/gu, (one) => {
    if (isOrdinary(one.replace(/\.$/, ''))) return one
    count++
    return mark
  })
  fired(job, 'text-name', count)
  return said
}

/** A word that a sentence begins with, that says what somebody is, or is of medicine. */
function isOrdinary(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    ofKin.test(lower) ||
    notNames.has(lower) ||
    everydayWords.has(lower) ||
    isOfMedicine(lower) ||
    isCalling(lower) ||
    isField(lower)
  )
}
