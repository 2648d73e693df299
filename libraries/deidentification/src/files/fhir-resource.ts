import { cleanFreeText } from '../clean-text.ts'
import { generalisedYears } from '../danish/generalise-ages.ts'
import { replaceUid } from '../replace-uid.ts'
import { shiftDate } from '../shift-date.ts'
import { cleanTogether } from './clean-together.ts'
import { embeddedFile } from './embedded-file.ts'
import { enclosedWords } from './enclosed-text.ts'
import { withFileNamed } from './fhir-attachment.ts'
import { withoutWhom, withYearOfBirth } from './fhir-questions.ts'
import { keptKinds, keyedId, type References } from './fhir-references.ts'
import { type FileJob, fired } from './file-result.ts'
import { numbersSomebody } from './numbers-somebody.ts'
import { parseXml, textOf } from './xml-tree.ts'

type Json = Record<string, unknown>

/** Public vocabularies. Codes of a hospital's own system may be numbers of its patients. */
const systems =
  /^(?:https?:\/\/(?:snomed\.info|loinc\.org|unitsofmeasure\.org|terminology\.hl7\.org|hl7\.org|www\.whocc\.no|dicom\.nema\.org|hl7\.fhir\.[\w.]+|medcomfhir\.dk)|urn:(?:oid|clic|iso|ietf:bcp):)/
/** Elements that say who, where and by whom, or that this does not know. */
const removed = new Set(
  'identifier name telecom address contact photo link communication generalPractitioner managingOrganization performer author recorder asserter requester attester custodian serviceProvider location hospitalization informant informationSource enterer interpreter resultsInterpreter operator collector source sender receiver recipient orderer contributor onBehalfOf authenticator responsibleParty dispenser destination prescriber owner account insurance signature implicitRules extension modifierExtension meta authorString authorReference agent who url fullUrl request response search relatesTo sourceAttachment endpoint masterIdentifier accessionIdentifier distinctIdentifier lotNumber serialNumber udiCarrier birthDate deceasedDateTime maritalStatus multipleBirthInteger publisher copyright alias position valueHumanName valueAddress valueContactPoint valueContactDetail valueIdentifier valueSignature valueMeta'.split(
    ' ',
  ),
)
/** Names of FHIR’s device-nametype that makers and authorities give. */
const madeNames = new Set(['udi-label-name', 'manufacturer-name', 'model-name', 'registered-name'])
/** Elements of which a reference is shown as a finding, a thing or a request. */
const things = new Set(
  'about addresses basedOn bodyStructure complicationDetail condition conditionReference content derivedFrom detail device diagnosis evidence finding focus goal hasMember image imagingStudy indication instance itemReference manufacturer medication medicationReference outcomeReference partOf problem reasonReference related replaces result specimen supportingInfo supportingInformation suspectEntity target usedReference valueReference'.split(
    ' ',
  ),
)
const invented = new Set(['invented', 'HTEST'])
const mostDepth = 60
/** Depth of a resource inside of another one, which is pointed at by # and its id. */
const contained = 2
/** FHIR dates and instants. */
const day = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/

/** A cleaned copy; undefined when the resource may not stay. */
export async function cleanResource(
  given: Json,
  job: FileJob,
  references: References,
  depth: number,
): Promise<Json | undefined> {
  const kind = String(given['resourceType'])
  if (!keptKinds.has(kind)) {
    fired(job, 'resource-dropped')
    return undefined
  }
  // It turns what is said around; without it the resource would say the opposite.
  if (Array.isArray(given['modifierExtension']) && given['modifierExtension'].length > 0) {
    fired(job, 'resource-dropped')
    return undefined
  }
  const made: Json = { resourceType: kind }
  if (typeof given['id'] === 'string') {
    made['id'] =
      depth > 0 && references(`#${given['id']}`) && depth === 2
        ? keyedId(job, 'contained', given['id'])
        : keyedId(job, kind, given['id'])
    fired(job, 'id-keyed')
  }
  const tags = ((given['meta'] as Json | undefined)?.['tag'] as Json[] | undefined) ?? []
  const kept = Array.isArray(tags) ? tags.filter((tag) => invented.has(String(tag?.['code']))) : []
  if (kept.length > 0)
    made['meta'] = { tag: kept.map((tag) => ({ system: String(tag['system'] ?? ''), code: String(tag['code']) })) }
  if (kind === 'Patient') return patient(given, made, job, references)
  const narrative = narrativeOf(given['text'], job)
  if (narrative) made['text'] = narrative
  if (kind === 'ImagingStudy') {
    const studyUids = studyUid(given['identifier'], job)
    if (studyUids.length > 0) made['identifier'] = studyUids
  }
  Object.assign(made, await members(given, job, references, depth, kind))
  return made
}

async function patient(given: Json, made: Json, job: FileJob, references: References): Promise<Json> {
  fired(job, 'patient-minimised')
  const characteristics = job.profile.options.retainPatientCharacteristics
  const year = /^(\d{4})/.exec(String(given['birthDate'] ?? ''))?.[1]
  if (['female', 'male', 'other', 'unknown'].includes(String(given['gender'])) && characteristics)
    made['gender'] = given['gender']
  if (year && characteristics) made['birthDate'] = year
  if (characteristics) Object.assign(made, deceased(given, job), await around(given, job, references))
  return made
}

/** What the people around a patient are to them, and the languages that they speak: as codes, or in cleaned words. */
async function around(given: Json, job: FileJob, references: References): Promise<Json> {
  const clean = (one: Json) => members(one, job, references, 1, 'Patient')
  const contacts = await Promise.all(objects(given['contact']).map(({ relationship }) => clean({ relationship })))
  const spoken = await Promise.all(
    objects(given['communication']).map(({ language, preferred }) => clean({ language, preferred })),
  )
  const [contact, communication] = [
    contacts.filter((one) => one['relationship']),
    spoken.filter((one) => one['language']),
  ]
  return { ...(contact.length > 0 ? { contact } : {}), ...(communication.length > 0 ? { communication } : {}) }
}

function objects(given: unknown): Json[] {
  return (Array.isArray(given) ? given : []).filter((one): one is Json => typeof one === 'object' && one !== null)
}

/** Whether somebody died, and when in the time that the other dates of this patient are moved to: how long they lived is what many a study asks. */
function deceased({ deceasedDateTime: died, deceasedBoolean: dead }: Json, job: FileJob): Json {
  const when = typeof died === 'string' && day.test(died) ? moved(died, job) : undefined
  if (when) return { deceasedDateTime: when }
  if (typeof died === 'string') return { deceasedBoolean: true }
  return typeof dead === 'boolean' ? { deceasedBoolean: dead } : {}
}

async function members(given: Json, job: FileJob, references: References, depth: number, kind: string): Promise<Json> {
  const made: Json = {}
  if (depth > mostDepth) return made
  for (const [key, value] of Object.entries(withoutWhom(withYearOfBirth(given, job), job))) {
    if (key === 'resourceType' || key === 'id') continue
    // Who takes part goes, what as stays.
    if (key === 'participant') {
      const parts = objects(value).map(({ role, type, period }) => ({ role, type, period }))
      const clean = await Promise.all(parts.map((one) => members(one, job, references, depth + 1, kind)))
      const said = clean.filter((one) => Object.keys(one).length > 0)
      if (said.length > 0) made['participant'] = said
      fired(job, 'element-removed')
      continue
    }
    // A section of a document says what it has to say in a narrative of its own.
    const narrative = key === 'text' && given['resourceType'] === undefined ? narrativeOf(value, job) : undefined
    if (narrative) {
      made['text'] = narrative
      continue
    }
    // `text` is a narrative, treated before, or the words of a code or a note.
    if (removed.has(key) || !/^[a-zA-Z]\w{0,63}$/.test(key) || (key === 'text' && typeof value !== 'string')) {
      fired(job, 'element-removed')
      continue
    }
    const cleaned = Array.isArray(value)
      ? (await Promise.all(value.map((one) => cleanValue(key, one, job, references, depth, kind)))).filter(
          (one) => one !== undefined,
        )
      : await cleanValue(key, value, job, references, depth, kind)
    if (cleaned !== undefined && !(Array.isArray(cleaned) && cleaned.length === 0)) made[key] = cleaned
  }
  return made
}

async function cleanValue(
  key: string,
  value: unknown,
  job: FileJob,
  references: References,
  depth: number,
  kind: string,
): Promise<unknown> {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return numbersSomebody(String(value), job) ? undefined : value
  if (typeof value === 'string') return cleanString(key, value, job)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const inner = withFileNamed(key, young(value as Json), job)
  if (typeof inner['resourceType'] === 'string') {
    return cleanResource(inner, job, references, key === 'contained' ? contained : 1)
  }
  if (typeof inner['reference'] === 'string') {
    const reference = references(inner['reference'])
    if (!reference) fired(job, 'reference-dropped')
    // What people and places are shown as says who and where; a device is shown as its make and type.
    const display =
      reference?.startsWith('Device/') && typeof inner['display'] === 'string' ? inner['display'] : undefined
    return reference ? { reference, ...(display ? { display: swept(display, job) } : {}) } : undefined
  }
  // A reference by identifier or name alone.
  if (['subject', 'patient', 'for', 'encounter', 'focus', 'specimen'].includes(key)) return undefined
  // A value in words beside no code: a number that somebody gave it (Identifier), or where to reach somebody (ContactPoint).
  if (typeof inner['value'] === 'string' && key !== 'version') return undefined
  if (isShownAlone(inner)) return shownAlone(key, inner, job)
  if (typeof inner['data'] === 'string' && inner['origin']) return sampled(inner, job, references, depth, kind)
  if (key === 'coding' || typeof inner['system'] === 'string') return coded(key, inner, job)
  if (typeof inner['data'] === 'string') return attachment(inner, job)
  if (key === 'deviceName') return deviceName(inner, job)
  const made = await members(inner, job, references, depth + 1, kind)
  return Object.keys(made).length > 0 ? made : undefined
}

/** A reference that says by a name or a number alone what it points at: it has nothing but what the type Reference has. */
function isShownAlone(given: Json): boolean {
  const { display, identifier, type } = given
  if (typeof display !== 'string' && identifier === undefined) return false
  const only = Object.keys(given).every((key) => /^_?(?:id|extension|reference|type|identifier|display)$/.test(key))
  return only && (type === undefined || typeof type === 'string')
}

/** Stays where it is a finding, a thing or a request; who and where someone is shown as does not. */
function shownAlone(key: string, { display, type }: Json, job: FileJob): Json | undefined {
  const kept = typeof type === 'string' ? keptKinds.has(type) && type !== 'Patient' : things.has(key)
  if (kept && typeof display === 'string') return { display: swept(display, job) }
  fired(job, 'reference-dropped')
  return undefined
}

/** A series of measurements (SampledData): numbers, and what is above and below what can be measured. */
async function sampled(given: Json, job: FileJob, references: References, depth: number, kind: string): Promise<Json> {
  const { data, ...rest } = given
  const values = String(data)
  const made = await members(rest, job, references, depth + 1, kind)
  return /^(?:-?\d+(?:\.\d+)?|[EUL])(?: (?:-?\d+(?:\.\d+)?|[EUL]))*$/.test(values) ? { ...made, data: values } : made
}

/** A device by the names of its maker and its model; those that its users gave it tell of a room or a person. */
function deviceName({ name, type }: Json, job: FileJob): Json | undefined {
  if (typeof name === 'string' && madeNames.has(String(type))) return { name: swept(name, job), type }
  fired(job, 'element-removed')
  return undefined
}

/** A Quantity or an Age over 89 years says 90 and more. */
function young(given: Json): Json {
  const { value, unit, code } = given
  if (typeof value !== 'number' || value <= 89) return given
  const old = [unit, code].some((one) => typeof one === 'string' && generalisedYears(value, one) !== value)
  return old ? { ...given, value: 90, comparator: '>=' } : given
}

function cleanString(key: string, value: string, job: FileJob): string | undefined {
  if (key === 'uid' || /^urn:oid:/.test(value)) {
    const uid = value.replace(/^urn:oid:/, '')
    if (!/^[\d.]{1,64}$/.test(uid)) return undefined
    const made = job.profile.options.retainUids ? uid : replaceUid(job.terms.subject.uidKey, uid)
    return value.startsWith('urn:oid:') ? `urn:oid:${made}` : made
  }
  if (day.test(value)) return moved(value, job)
  if (/^\d{4}-\d{2}$/.test(value)) return job.cleaning.dates === 'keep' ? value : value.slice(0, 4)
  if (/^\d{4}$/.test(value)) return value
  if (/^(?:https?|ftp|mailto|tel|urn|data):/i.test(value) && !systems.test(value)) {
    fired(job, 'address-removed')
    return undefined
  }
  if (value.length > 200 && /^[A-Za-z\d+/=\s]+$/.test(value) && !/ /.test(value.slice(0, 200))) return undefined
  if (key === 'div') return undefined
  return swept(value, job)
}

function moved(value: string, job: FileJob): string | undefined {
  const { dates } = job.cleaning
  if (dates === 'keep') return value
  if (dates === 'remove') return undefined
  fired(job, 'date-shifted')
  return shiftDate(value, dates) || undefined
}

/** A Coding or a Quantity with its unit: only codes of public vocabularies. */
function coded(key: string, given: Json, job: FileJob): Json | undefined {
  const { system, code, display, value, unit, userSelected, comparator } = given
  const made: Json = {}
  if (typeof value === 'number' && job.sweep.find(String(value)).length === 0) made['value'] = value
  if (typeof comparator === 'string' && /^[<>]=?$/.test(comparator)) made['comparator'] = comparator
  if (typeof unit === 'string') made['unit'] = swept(unit, job)
  if (
    typeof system === 'string' &&
    systems.test(system) &&
    system.length < 200 &&
    job.sweep.find(system).length === 0
  ) {
    made['system'] = system
    if (typeof code === 'string' && /^[\w.:/%[\]{}*^+-]{1,64}$/.test(code) && job.sweep.find(code).length === 0)
      made['code'] = code
    if (typeof display === 'string') made['display'] = swept(display, job)
    if (typeof userSelected === 'boolean') made['userSelected'] = userSelected
  } else fired(job, 'local-code-removed')
  return Object.keys(made).length === 0 || (key === 'coding' && made['code'] === undefined) ? undefined : made
}

async function attachment(given: Json, job: FileJob): Promise<Json | undefined> {
  const type = String(given['contentType'] ?? '')
  const bytes = Buffer.from(String(given['data']), 'base64')
  const made: Json = /^[\w.+-]{1,40}\/[\w.+-]{1,60}$/.test(type) ? { contentType: type } : {}
  if (typeof given['title'] === 'string') made['title'] = swept(given['title'], job)
  const creation = typeof given['creation'] === 'string' ? moved(given['creation'], job) : undefined
  if (creation) made['creation'] = creation
  const words = enclosedWords(bytes, type)
  if (words !== undefined)
    return { ...made, contentType: 'text/plain', data: Buffer.from(swept(words, job)).toString('base64') }
  const result = await embeddedFile(bytes, job)
  if (!result.ok) {
    fired(job, 'attachment-dropped')
    return undefined
  }
  return { ...made, data: result.bytes.toString('base64') }
}

/** The narrative as cleaned words without its markup, which repeats names and addresses in links, titles and pictures. */
function narrativeOf(given: unknown, job: FileJob): Json | undefined {
  const div = (given as Json | undefined)?.['div']
  if (typeof div !== 'string') return undefined
  const tree = parseXml(Buffer.from(div, 'utf8'))
  if (!tree) {
    fired(job, 'narrative-dropped')
    return undefined
  }
  const { texts, found } = cleanTogether([{ text: textOf(tree), between: '' }], job.cleaning)
  for (const [kind, count] of Object.entries(found)) fired(job, `text-${kind}`, count)
  const words = texts.join('').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${words}</div>` }
}

function studyUid(given: unknown, job: FileJob): Json[] {
  return (Array.isArray(given) ? (given as Json[]) : []).flatMap((one) => {
    if (one?.['system'] !== 'urn:dicom:uid' || typeof one['value'] !== 'string') return []
    const value = cleanString('uid', one['value'], job)
    return value ? [{ system: 'urn:dicom:uid', value: value.startsWith('urn:oid:') ? value : `urn:oid:${value}` }] : []
  })
}

function swept(value: string, job: FileJob): string {
  const cleaned = cleanFreeText(value, job.cleaning)
  for (const [kind, times] of Object.entries(cleaned.found)) fired(job, `text-${kind}`, times)
  return cleaned.text
}
