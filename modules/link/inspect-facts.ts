import { cprShape } from './inspect-object.ts'

/** Members of FHIR resources that tell who somebody is, wherever they stand. */
const forbidden: Record<string, string> = {
  identifier: 'an identifier',
  address: 'an address',
  telecom: 'a telephone number or e-mail',
  photo: 'a photograph',
  contact: 'a contact person',
  patientName: 'a name',
}

/** A CPR number within an id, which may hold letters around it; a hash in hexadecimal is no such thing. */
const cprInId = /(?<![0-9A-Za-z])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-?\d{4}(?![0-9A-Za-z])/
const idMembers = new Set(['id', 'reference', 'fullUrl', 'versionId'])

/**
 * The second line of defence for facts, as `identifierIn` is for objects: says what in a resource still tells who the person is, or
 * nothing. The value itself is never said.
 */
export function identifierInFacts(resource: unknown): string | undefined {
  return inMembers(resource, '', 0)
}

function inMembers(value: unknown, member: string, depth: number): string | undefined {
  if (depth > 50) return 'more levels than facts have'
  if (typeof value === 'string') {
    const shape = idMembers.has(member) ? cprInId : cprShape
    return shape.test(value) ? 'a number of the shape of a CPR number' : undefined
  }
  if (Array.isArray(value)) return first(value.map((one) => inMembers(one, member, depth + 1)))
  if (typeof value !== 'object' || value === null) return undefined
  if ('name' in value && (depth === 0 || isHumanName(value.name))) return 'a name'
  return first(
    Object.entries(value).map(([name, of]) =>
      Object.hasOwn(forbidden, name) ? forbidden[name] : inMembers(of, name, depth + 1),
    ),
  )
}

function isHumanName(value: unknown): boolean {
  const of = Array.isArray(value) ? value : [value]
  return of.some((one) => typeof one === 'object' && one !== null && ('family' in one || 'given' in one))
}

function first(found: readonly (string | undefined)[]): string | undefined {
  return found.find((one) => one !== undefined)
}
