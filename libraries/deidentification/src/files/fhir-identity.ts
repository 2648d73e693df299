import { isOfMedicine } from '../danish/borne-names.ts'
import { everydayWords } from '../danish/everyday-words.ts'
import { isCprDate } from '../danish/find-identifiers.ts'
import { notNames } from '../danish/name-lists.ts'
import { isCalling, isField } from '../danish/staff-words.ts'
import type { KnownIdentity } from '../subject.ts'
import { nobody } from '../subject.ts'

type Json = Record<string, unknown>

/** The patients of a FHIR resource or Bundle, and the names of everybody else in it. */
export function fhirIdentity(input: Uint8Array): KnownIdentity {
  const known = nobody()
  const text = Buffer.from(input).toString('utf8')
  if (gathered(text, known)) return known
  // One resource a line. What is neither, the rewriting meets as well and says what is wrong with it.
  for (const line of text.split('\n')) if (line.trim() !== '' && !gathered(line, known)) return known
  return known
}

function gathered(text: string, known: KnownIdentity): boolean {
  try {
    gather(JSON.parse(text), '', known, 0)
    return true
  } catch {
    return false
  }
}

function gather(value: unknown, kind: string, known: KnownIdentity, depth: number): void {
  if (depth > 80 || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const one of value) gather(one, kind, known, depth + 1)
    return
  }
  const one = value as Json
  const here = typeof one['resourceType'] === 'string' ? one['resourceType'] : kind
  const patient = here === 'Patient'
  for (const [key, inner] of Object.entries(one)) {
    const list = (Array.isArray(inner) ? inner : [inner]).filter((item) => typeof item === 'object' && item) as Json[]
    if (key === 'name') for (const name of list) addName(name, patient && one['resourceType'] === 'Patient', known)
    if (key === 'identifier' && patient)
      for (const { value: id } of list) if (typeof id === 'string') known.patientIds.push({ issuer: '', value: id })
    if (key === 'birthDate' && typeof inner === 'string' && inner.length === 10) known.birthDates.push(inner)
    if (key === 'subject' || key === 'patient') for (const reference of list) addSubject(reference, known)
    if (key === 'telecom')
      for (const { value: contact } of list)
        if (typeof contact === 'string') (contact.includes('@') ? known.emails : known.phones).push(contact)
    if (key === 'address' && patient)
      for (const address of list)
        known.addresses.push(
          [...strings(address['line']), `${address['postalCode'] ?? ''} ${address['city'] ?? ''}`].join(', '),
          ...strings([address['text']]),
        )
    if (people.has(key)) for (const { display } of list) if (typeof display === 'string') addShown(display, known)
    if (key === 'authorString' && typeof inner === 'string') addShown(inner, known)
    if (places.has(key)) for (const { display } of list) if (typeof display === 'string') addPlace(display, known)
    if (key === 'name' && typeof inner === 'string' && (here === 'Organization' || here === 'Location'))
      addPlace(inner, known)
    if (key === 'display' && typeof one['reference'] === 'string' && typeof inner === 'string')
      addDisplay(one['reference'], inner, known)
    gather(inner, here, known, depth + 1)
  }
}

function addName(name: Json, patient: boolean, known: KnownIdentity): void {
  const [family, given] = [typeof name['family'] === 'string' ? name['family'] : '', strings(name['given'])]
  const text = typeof name['text'] === 'string' ? name['text'] : ''
  if (patient) {
    if (family !== '' || given.length > 0) known.names.push({ family, given })
    if (text !== '') known.names.push({ family: text, given: [] })
  } else known.staffNames.push([family, ...given].join(' '), text)
}

/** Who a resource is about, where it says so by a number and a name, or by a reference to a CPR number: "Patient/010203-1234". */
function addSubject({ reference, identifier, display, type }: Json, known: KnownIdentity): void {
  if (typeof type === 'string' && type !== 'Patient') return
  const cpr = /(?:^|\/)Patient\/(\d{6})-?(\d{4})$/.exec(typeof reference === 'string' ? reference : '')
  if (cpr && isCprDate(cpr[1]!)) known.patientIds.push({ issuer: '', value: cpr[1]! + cpr[2]! })
  const value = (identifier as Json | undefined)?.['value']
  if (typeof value === 'string' && value !== '') known.patientIds.push({ issuer: '', value })
  if (typeof display === 'string' && typeof reference !== 'string') known.names.push({ family: display, given: [] })
}

/** What a reference to a person is shown as. */
function addDisplay(reference: string, display: string, known: KnownIdentity): void {
  if (/Patient\//.test(reference)) known.names.push({ family: display, given: [] })
  else if (/(?:Practitioner|RelatedPerson|Person)\//.test(reference)) known.staffNames.push(display)
}

/** Elements of which a person is shown, whether a reference leads to them or not. */
const people = new Set(
  'performer author recorder asserter requester attester informant informationSource interpreter resultsInterpreter operator collector sender receiver recipient authenticator dispenser prescriber orderer contributor enterer agent who source individual actor member owner practitioner generalPractitioner'.split(
    ' ',
  ),
)
const places = new Set('location serviceProvider managingOrganization organization custodian'.split(' '))
/** What is shown there may be a house as well. */
const house =
  /hospital|sygehus|sjukhus|sykehus|klini|afd|afsnit|ambulatori|amb\.|center|centr|pleje|kommune|region|læge(?:hus|rne)|team|apotek|pharmacy|surgery|practice|laborator|\bA\/S\b/i

/** Whom an element shows by their name alone: its capitalised words but for titles and what somebody's work is. */
function addShown(display: string, known: KnownIdentity): void {
  if (house.test(display)) {
    addPlace(display, known)
    return
  }
  const words = display.split(/[\s,.;:()/]+/).filter((word) => /^\p{Lu}\p{L}*\p{Ll}/u.test(word) && isOwn(word))
  if (words.length > 0) known.staffNames.push(words.join(' '))
}

function addPlace(display: string, known: KnownIdentity): void {
  const own = display.split(/\s+/).filter((word) => /\d/.test(word) || isOwn(word.replace(/[.,]$/, '')))
  if (own.length > 0) known.places = [...(known.places ?? []), own.join(' ')]
}

/** No word of everyday, of medicine or of a hospital, in which a note would lose what it says. */
function isOwn(word: string): boolean {
  const lower = word.toLowerCase()
  return (
    word.length > 2 &&
    !notNames.has(lower) &&
    !everydayWords.has(lower) &&
    !isOfMedicine(lower) &&
    !isCalling(lower) &&
    !isField(lower) &&
    !house.test(word)
  )
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
