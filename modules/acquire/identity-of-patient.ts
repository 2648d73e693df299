import type { IdentityItem } from './identity-of-object.ts'
import { fhirPatientId, type PatientIdentifier } from './patient-id.ts'
import type { Resource } from './read-bundle.ts'

/** Identifiers of a FHIR Patient that say who it is: those with a system. */
export function identifiersOf(patient: Resource): PatientIdentifier[] {
  return list(patient['identifier']).flatMap((one) => fhirPatientId(text(one['system']), text(one['value'])) ?? [])
}

/** Everything in a FHIR Patient that names a person: names, birth date, addresses, ways to reach them, relatives. */
export function identityOfPatient(patient: Resource): IdentityItem[] {
  const found: IdentityItem[] = []
  const add = (kind: IdentityItem['kind'], value: string) => {
    if (value.trim() !== '') found.push({ kind, value: value.trim() })
  }
  for (const one of list(patient['identifier'])) add('patient-id', text(one['value']))
  add('birth-date', text(patient['birthDate']).slice(0, 10).replaceAll('-', ''))
  for (const person of [patient, ...list(patient['contact'])]) {
    for (const name of [...list(person['name']), ...single(person['name'])]) add('name', personName(name))
    for (const address of [...list(person['address']), ...single(person['address'])])
      for (const line of addressLines(address)) add('address', line)
    for (const reach of list(person['telecom']))
      add(text(reach['value']).includes('@') ? 'email' : 'phone', text(reach['value']))
  }
  for (const extension of list(patient['extension']))
    if (/maidenname/i.test(text(extension['url']))) add('name', text(extension['valueString']))
  return unique(found)
}

/** Staff named by a clinical resource: displays of references to practitioners. */
export function staffOf(resource: Resource): IdentityItem[] {
  const found: IdentityItem[] = []
  for (const key of ['asserter', 'recorder', 'performer', 'generalPractitioner', 'author']) {
    for (const one of [...list(resource[key]), ...single(resource[key])]) {
      const display = text(one['display']).trim()
      if (display !== '') found.push({ kind: 'staff-name', value: display })
    }
  }
  return unique(found)
}

/** In DICOM's own notation, so that one reader serves both sources. */
function personName(name: Record<string, unknown>): string {
  const given = Array.isArray(name['given'])
    ? name['given'].filter((one): one is string => typeof one === 'string')
    : []
  const family = text(name['family'])
  return family === '' && given.length === 0 ? text(name['text']) : `${family}^${given.join(' ')}`
}

function addressLines(address: Record<string, unknown>): string[] {
  const lines = Array.isArray(address['line'])
    ? address['line'].filter((one): one is string => typeof one === 'string')
    : []
  return [...lines, text(address['text'])]
}

function list(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
    : []
}

function single(value: unknown): Record<string, unknown>[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value as Record<string, unknown>] : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function unique(items: IdentityItem[]): IdentityItem[] {
  return [...new Map(items.map((item) => [`${item.kind} ${item.value}`, item])).values()]
}
