import { z } from 'zod'

const keptTypes = ['Patient', 'Condition', 'Observation'] as const
export type Resource = Record<string, unknown> & { resourceType: string; id?: string }

export interface BundleEntry {
  /** Place in the bundle, from 0, as FHIR paths count. */
  position: number
  fullUrl: string
  resource: Resource
  /** For resources about a patient: what `subject` or `patient` says. */
  subject?: string
}

export interface BundleIssue {
  /** FHIRPath of the place, e.g. `Bundle.entry[3].resource.subject`. */
  where: string
  reason: string
}

export interface Bundle {
  entries: BundleEntry[]
  /** References that nothing in the bundle answers: `Type/id`, to be looked for in the store. */
  outside: { where: string; reference: string }[]
}

export type ReadBundle = { ok: true; bundle: Bundle } | { ok: false; issues: BundleIssue[] }

const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.enum(['transaction', 'batch', 'collection']),
  entry: z
    .array(
      z.object({
        fullUrl: z.string().max(2000).optional(),
        resource: z.looseObject({
          resourceType: z.string().regex(/^[A-Z][A-Za-z]{1,60}$/),
          id: z
            .string()
            .regex(/^[A-Za-z0-9\-.]{1,64}$/)
            .optional(),
        }),
      }),
    )
    .min(1)
    .max(20_000),
})
const deepest = 40

/** Reads a FHIR R4 bundle and checks every reference in it. Nothing of a resource's content is repeated in an issue. */
export function readBundle(json: unknown): ReadBundle {
  const parsed = bundleSchema.safeParse(json)
  if (!parsed.success)
    return {
      ok: false,
      issues: parsed.error.issues.slice(0, 20).map((issue) => ({
        where: `Bundle${path(issue.path)}`,
        reason: issue.code === 'invalid_value' ? 'is not one of the values taken here' : issue.message,
      })),
    }
  const entries = parsed.data.entry.map((entry, position) => ({
    position,
    fullUrl: entry.fullUrl ?? '',
    resource: entry.resource as Resource,
    subject: subjectOf(entry.resource),
  }))
  const names = new Set(
    entries
      .flatMap((entry) => [entry.fullUrl, `${entry.resource.resourceType}/${entry.resource.id ?? ''}`])
      .filter((name) => name !== '' && !name.endsWith('/')),
  )
  const issues: BundleIssue[] = []
  const outside: Bundle['outside'] = []
  for (const entry of entries) {
    const contained = containedIds(entry.resource)
    const at = `Bundle.entry[${entry.position}].resource`
    walk(
      entry.resource,
      at,
      0,
      (where, reference) => {
        const verdict = judge(reference, names, contained)
        if (verdict === 'broken')
          issues.push({ where, reason: `the reference “${safe(reference)}” leads to nothing in the bundle` })
        if (verdict === 'outside') outside.push({ where, reference })
      },
      (where) => issues.push({ where, reason: `is nested deeper than ${deepest} levels` }),
    )
    if (entry.resource.resourceType !== 'Patient' && isKept(entry.resource) && !entry.subject)
      issues.push({ where: `${at}.subject`, reason: 'is missing, so the resource is about nobody' })
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, bundle: { entries, outside } }
}

export function isKept(resource: Resource): boolean {
  return (keptTypes as readonly string[]).includes(resource.resourceType)
}

function subjectOf(resource: Record<string, unknown>): string | undefined {
  for (const key of ['subject', 'patient']) {
    const value = resource[key]
    if (typeof value === 'object' && value !== null && 'reference' in value && typeof value.reference === 'string')
      return value.reference
  }
  return undefined
}

/** `conditional` and absolute references belong to the sender's server; they lead nowhere here and break nothing. */
function judge(reference: string, names: Set<string>, contained: Set<string>): 'fine' | 'broken' | 'outside' {
  const plain = reference.replace(/\/_history\/[A-Za-z0-9\-.]+$/, '')
  if (names.has(plain)) return 'fine'
  if (plain.startsWith('#')) return plain === '#' || contained.has(plain.slice(1)) ? 'fine' : 'broken'
  if (plain.startsWith('urn:')) return 'broken'
  if (/^[A-Z][A-Za-z]+\?/.test(plain) || /^https?:\/\//.test(plain)) return 'fine'
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(plain) ? 'outside' : 'broken'
}

function containedIds(resource: Resource): Set<string> {
  const list = Array.isArray(resource['contained']) ? resource['contained'] : []
  return new Set(
    list.flatMap((one: unknown) =>
      typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? [one.id] : [],
    ),
  )
}

function walk(
  value: unknown,
  where: string,
  depth: number,
  found: (where: string, reference: string) => void,
  tooDeep: (where: string) => void,
): void {
  if (depth > deepest) {
    tooDeep(where)
    return
  }
  if (Array.isArray(value)) {
    value.forEach((one, i) => {
      walk(one, `${where}[${i}]`, depth + 1, found, tooDeep)
    })
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, one] of Object.entries(value)) {
    if (key === 'reference' && typeof one === 'string') found(where, one)
    else walk(one, `${where}.${key}`, depth + 1, found, tooDeep)
  }
}

/** A broken reference can be a person's number typed into the wrong field; only its shape is repeated. */
function safe(reference: string): string {
  if (/^[A-Z][A-Za-z]+\//.test(reference)) return `${reference.split('/')[0]}/…`
  return reference.startsWith('urn:uuid:') ? 'urn:uuid:…' : '…'
}

function path(parts: readonly PropertyKey[]): string {
  return parts.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
}
