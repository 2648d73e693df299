import { createHmac } from 'node:crypto'
import { type CleaningTerms, cleanFreeText } from './clean-text.ts'
import { generalisedYears } from './danish/generalise-ages.ts'
import { saidInJson } from './files/said-in-json.ts'
import { shiftDate } from './shift-date.ts'
import type { Subject } from './subject.ts'
import type { IdentitySweep } from './sweep.ts'

type Resource = Record<string, unknown>

interface Work {
  subject: Subject
  terms: CleaningTerms
  rules: Record<string, number>
}

/** Tags that say a record is invented; nothing else of `meta` leaves. */
const keptTags = new Set(['invented', 'HTEST'])
/** Code systems that are public vocabularies. */
const systems =
  /^(?:https?:\/\/(?:snomed\.info|loinc\.org|unitsofmeasure\.org|terminology\.hl7\.org|hl7\.org|www\.whocc\.no)|urn:(?:oid|clic):)/

/**
 * FHIR R4 resources of one patient as minimal pseudonymous ones, by allow-list: only kinds named in `columns` of Patient, Condition and
 * Observation; no name, identifier, address, telephone or reference to anyone; ids keyed; dates moved; the year alone of the birth date;
 * words swept. What is not listed here is dropped.
 */
export function deidentifyFacts(
  resources: Resource[],
  given: { subject: Subject; sweep: IdentitySweep; columns: string[] },
): { resources: Resource[]; rules: Record<string, number>; residual: { certain: number; possible: number } } {
  const terms = { sweep: given.sweep, dates: given.subject.dateShiftDays, mark: '***' }
  const work: Work = { subject: given.subject, terms: { ...terms, ...saidInJson(resources, terms) }, rules: {} }
  const made: Resource[] = []
  for (const resource of resources) {
    const kind = String(resource['resourceType'])
    const make = given.columns.includes(kind) ? makers[kind] : undefined
    if (make)
      made.push({
        resourceType: kind,
        ...keyedId(work, kind, resource),
        ...invented(resource),
        ...make(work, resource),
      })
    else note(work, 'resource-dropped')
  }
  const written = JSON.stringify(made)
  const certain = given.sweep.find(written).length
  return { resources: made, rules: work.rules, residual: { certain, possible: 0 } }
}

const makers: Record<string, (work: Work, resource: Resource) => Resource> = {
  Patient: (work, resource) => {
    note(work, 'patient-minimised')
    const year = /^(\d{4})/.exec(text(resource['birthDate']))?.[1]
    return {
      ...oneOf('gender', resource['gender'], ['female', 'male', 'other', 'unknown']),
      ...(year ? { birthDate: year } : {}),
    }
  },
  Condition: (work, resource) => ({
    ...coded(work, resource),
    ...statusOf('clinicalStatus', resource),
    ...statusOf('verificationStatus', resource),
    ...dated(work, resource, 'recordedDate'),
    ...dated(work, resource, 'onsetDateTime'),
    ...notes(work, resource),
    subject: { reference: `Patient/${work.subject.pseudonym}` },
  }),
  Observation: (work, resource) => ({
    ...oneOf('status', resource['status'], [
      'registered',
      'preliminary',
      'final',
      'amended',
      'corrected',
      'cancelled',
      'entered-in-error',
      'unknown',
    ]),
    ...coded(work, resource),
    ...dated(work, resource, 'effectiveDateTime'),
    ...quantity(work, resource['valueQuantity']),
    ...valueText(work, resource['valueString']),
    ...notes(work, resource),
    subject: { reference: `Patient/${work.subject.pseudonym}` },
  }),
}

function note(work: Work, rule: string, times = 1): void {
  work.rules[rule] = (work.rules[rule] ?? 0) + times
}

/** The Patient's id is the pseudonym; every other one is keyed, so that a later delivery updates the same fact. */
function keyedId(work: Work, kind: string, resource: Resource): Resource {
  if (kind === 'Patient') return { id: work.subject.pseudonym }
  const id = text(resource['id'])
  if (id === '') return {}
  note(work, 'id-keyed')
  return { id: createHmac('sha256', work.subject.uidKey).update(`${kind}/${id}`).digest('hex').slice(0, 32) }
}

function invented(resource: Resource): Resource {
  const tags = list(record(resource['meta'])['tag']).filter((tag) => keptTags.has(text(tag['code'])))
  return tags.length > 0
    ? { meta: { tag: tags.map((tag) => ({ system: text(tag['system']), code: text(tag['code']) })) } }
    : {}
}

function coded(work: Work, resource: Resource): Resource {
  const coding = list(record(resource['code'])['coding']).filter(
    (one) => systems.test(text(one['system'])) && /^[\w.:/-]{1,64}$/.test(text(one['code'])),
  )
  if (coding.length === 0) return {}
  return {
    code: {
      coding: coding.map((one) => ({
        system: text(one['system']),
        code: text(one['code']),
        ...(one['display'] ? { display: swept(work, text(one['display'])) } : {}),
      })),
    },
  }
}

function statusOf(key: string, resource: Resource): Resource {
  const code = list(record(resource[key])['coding'])
    .map((one) => text(one['code']))
    .find((one) => /^[a-z-]{1,32}$/.test(one))
  return code ? { [key]: { coding: [{ code }] } } : {}
}

function dated(work: Work, resource: Resource, key: string): Resource {
  const moved = shiftDate(text(resource[key]), work.subject.dateShiftDays)
  if (moved === '') return {}
  note(work, 'date-shifted')
  return { [key]: moved }
}

function quantity(work: Work, given: unknown): Resource {
  const { value, unit, system, code } = record(given)
  if (typeof value !== 'number') return {}
  const words = (key: string, one: unknown) => (typeof one === 'string' ? { [key]: swept(work, one) } : {})
  const years = [unit, code].some((one) => typeof one === 'string' && generalisedYears(value, one) !== value)
  return {
    valueQuantity: {
      value: years ? 90 : value,
      ...words('unit', unit),
      ...words('system', system),
      ...words('code', code),
    },
  }
}

function valueText(work: Work, given: unknown): Resource {
  return typeof given === 'string' ? { valueString: swept(work, given) } : {}
}

function notes(work: Work, resource: Resource): Resource {
  const texts = list(resource['note'])
    .map((one) => text(one['text']))
    .filter((one) => one !== '')
  return texts.length > 0 ? { note: texts.map((one) => ({ text: swept(work, one) })) } : {}
}

function swept(work: Work, given: string): string {
  const cleaned = cleanFreeText(given, work.terms)
  for (const [kind, times] of Object.entries(cleaned.found)) note(work, `text-${kind}`, times)
  return cleaned.text
}

function oneOf(key: string, value: unknown, allowed: readonly string[]): Resource {
  return allowed.includes(text(value)) ? { [key]: value } : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function record(value: unknown): Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Resource) : {}
}

function list(value: unknown): Resource[] {
  return Array.isArray(value) ? value.map(record) : []
}
