import { createHash } from 'node:crypto'
import { type Person, type Problem, problem, type receivedRecordSchema } from '@clic/contracts'
import { canonicalJson } from '@clic/ledger'
import { sql, tables } from '@clic/platform/db'
import type { PartContext } from '@clic/platform/parts'
import type { Change } from '@clic/platform/record'
import type { z } from 'zod'
import { decideReception } from './decide-reception.ts'
import type { IdentityItem } from './identity-of-object.ts'
import { identifiersOf, identityOfPatient, staffOf } from './identity-of-patient.ts'
import { ensurePatient } from './known-studies.ts'
import { BodyTooLarge, BodyUnreadable, readBody } from './read-body.ts'
import { type Bundle, type BundleEntry, type BundleIssue, isKept, readBundle } from './read-bundle.ts'
import { answer } from './receive-stow.ts'
import type { AcquireSettings } from './settings.ts'
import type { AcquireTables } from './tables.ts'

type Received = z.infer<typeof receivedRecordSchema>

/** A FHIR R4 bundle: all of it or nothing. Patient, Condition and Observation are kept, each version; the rest is counted. */
export async function receiveHealthRecord(
  context: PartContext,
  settings: AcquireSettings,
  given: { request: Request; person: Person; source?: string },
): Promise<Response> {
  const source = given.source ?? given.person.id
  const reception = await decideReception(context, {
    title: source,
    way: 'fhir',
    peer: given.person.id,
    actor: given.person,
  })
  if (!reception.ok) return answer(reception.problem)
  const read = await readJson(given.request, settings.maxBundleBytes)
  if (!read.ok) return answer(read.problem)
  const bundle = readBundle(read.json)
  if (!bundle.ok) return answer(refusedBundle(bundle.issues))
  const stored = await storeBundle(context, bundle.bundle, source, given.person)
  return stored.ok ? Response.json(stored.value) : answer(stored.problem)
}

async function readJson(
  request: Request,
  max: number,
): Promise<{ ok: true; json: unknown } | { ok: false; problem: Problem }> {
  try {
    return { ok: true, json: JSON.parse((await readBody(request, max)).toString('utf8')) }
  } catch (error) {
    if (error instanceof BodyTooLarge)
      return {
        ok: false,
        problem: problem(413, {
          code: 'too-large',
          title: 'Too large',
          detail: `A bundle has at most ${max} bytes after unpacking.`,
          next: 'Send one patient a bundle.',
        }),
      }
    if (error instanceof BodyUnreadable)
      return {
        ok: false,
        problem: problem(400, {
          code: 'unreadable',
          title: 'Not readable',
          detail: `The body cannot be unpacked: ${error.message}.`,
          next: 'Send it again.',
        }),
      }
    // JSON's own message repeats the content, so it is not passed on.
    if (error instanceof SyntaxError)
      return {
        ok: false,
        problem: problem(400, {
          code: 'not-json',
          title: 'Not JSON',
          detail: 'The body is not JSON.',
          next: 'Send a FHIR R4 bundle as application/fhir+json.',
        }),
      }
    throw error
  }
}

/** As an OperationOutcome would say it: one finding an issue, with the place in the bundle. */
function refusedBundle(issues: BundleIssue[]): Problem {
  const first = issues[0] as BundleIssue
  return problem(422, {
    code: 'fhir-bundle',
    title: 'The bundle is refused; nothing of it was stored',
    detail: `${first.where}: ${first.reason}.${issues.length > 1 ? ` ${issues.length - 1} more.` : ''}`,
    next: 'Correct the bundle at the sender and send it whole.',
    findings: issues.slice(0, 50).map((issue) => ({
      rule: 'fhir/bundle',
      reason: `${issue.where}: ${issue.reason}`,
      citation: 'HL7 FHIR R4, Bundle and References',
      who: 'the sending system',
    })),
  })
}

class BrokenBundle extends Error {
  readonly issues: BundleIssue[]
  constructor(issues: BundleIssue[]) {
    super('broken bundle')
    this.issues = issues
  }
}

async function storeBundle(
  context: PartContext,
  bundle: Bundle,
  source: string,
  person: Person,
): Promise<{ ok: true; value: Received } | { ok: false; problem: Problem }> {
  try {
    return await context.transact(async (change) => {
      // One bundle at a time: two of one person at once would take the same version number.
      await sql`select pg_advisory_xact_lock(727101)`.execute(change.db)
      await checkOutside(change, bundle)
      const keys = await patientKeys(context, change, bundle)
      const counts = new Map<string, { stored: number; unchanged: number }>()
      const changed = new Set<string>()
      for (const entry of bundle.entries.filter((one) => isKept(one.resource))) {
        const key = keyOf(entry, keys)
        const fresh = await storeResource(context, change, entry, key, source)
        const count = counts.get(entry.resource.resourceType) ?? { stored: 0, unchanged: 0 }
        counts.set(entry.resource.resourceType, {
          stored: count.stored + (fresh ? 1 : 0),
          unchanged: count.unchanged + (fresh ? 0 : 1),
        })
        if (fresh) changed.add(key)
      }
      const resources = [...counts].map(([resourceType, count]) => ({ resourceType, ...count }))
      for (const patientKey of changed) {
        change.record({
          actor: person,
          action: 'health-record.received',
          subject: { kind: 'patient', id: patientKey },
          payload: { source, resources },
        })
        await change.emit('health-record.received', { patientKey })
      }
      const left = Map.groupBy(
        bundle.entries.filter((one) => !isKept(one.resource)),
        (one) => one.resource.resourceType,
      )
      return {
        ok: true as const,
        value: {
          patients: new Set(keys.values()).size,
          resources,
          leftOut: [...left].map(([resourceType, some]) => ({ resourceType, resources: some.length })),
        },
      }
    })
  } catch (error) {
    if (error instanceof BrokenBundle) return { ok: false, problem: refusedBundle(error.issues) }
    throw error
  }
}

/** References to what came earlier are fine; to what never came they are broken. */
async function checkOutside(change: Change, bundle: Bundle): Promise<void> {
  if (bundle.outside.length === 0) return
  const ids = [...new Set(bundle.outside.map((one) => one.reference.split('/')[1] as string))]
  const rows = await tables<AcquireTables>(change.db)
    .selectFrom('acquire.record')
    .select(['resource_type', 'resource_id'])
    .where('resource_id', 'in', ids)
    .execute()
  const known = new Set(rows.map((row) => `${row.resource_type}/${row.resource_id}`))
  const issues = bundle.outside
    .filter((one) => !known.has(one.reference))
    .map((one) => ({
      where: one.where,
      reason: `the reference “${one.reference.split('/')[0]}/…” leads to nothing in the bundle or in what was received before`,
    }))
  if (issues.length > 0) throw new BrokenBundle(issues)
}

/** Patient references of the bundle → opaque keys. Two numbers of one person that belong to two keys are a conflict. */
async function patientKeys(context: PartContext, change: Change, bundle: Bundle): Promise<Map<string, string>> {
  const db = tables<AcquireTables>(change.db)
  const keys = new Map<string, string>()
  for (const entry of bundle.entries.filter((one) => one.resource.resourceType === 'Patient')) {
    const where = `Bundle.entry[${entry.position}].resource.identifier`
    const identifiers = identifiersOf(entry.resource)
    const first = identifiers[0]
    if (!first)
      throw new BrokenBundle([{ where, reason: 'holds no identifier with a system, so nobody can say who it is' }])
    const known = await db
      .selectFrom('acquire.patient_id')
      .select('patient_key')
      .distinct()
      .where((eb) =>
        eb.or(identifiers.map((one) => eb.and([eb('issuer', '=', one.issuer), eb('value', '=', one.value)]))),
      )
      .execute()
    if (known.length > 1)
      throw new BrokenBundle([{ where, reason: 'names two patients that this zone knows as different persons' }])
    const key = known[0]?.patient_key ?? (await ensurePatient(context, change.db, first))
    await db
      .insertInto('acquire.patient_id')
      .values(identifiers.map((one) => ({ ...one, patient_key: key })))
      .onConflict((oc) => oc.doNothing())
      .execute()
    await addIdentity(change, key, identityOfPatient(entry.resource))
    for (const name of [entry.fullUrl, `Patient/${entry.resource.id ?? ''}`])
      if (name !== '' && !name.endsWith('/')) keys.set(name, key)
  }
  for (const entry of bundle.entries.filter(
    (one) => isKept(one.resource) && one.subject !== undefined && !keys.has(one.subject),
  )) {
    const id = entry.subject?.startsWith('Patient/') ? entry.subject.slice('Patient/'.length) : ''
    const row = await db
      .selectFrom('acquire.record')
      .select('patient_key')
      .where('resource_type', '=', 'Patient')
      .where('resource_id', '=', id)
      .executeTakeFirst()
    if (!row)
      throw new BrokenBundle([
        {
          where: `Bundle.entry[${entry.position}].resource.subject`,
          reason: 'leads to no patient in the bundle or in what was received before',
        },
      ])
    keys.set(entry.subject as string, row.patient_key)
  }
  return keys
}

function keyOf(entry: BundleEntry, keys: Map<string, string>): string {
  const key =
    entry.resource.resourceType === 'Patient'
      ? (keys.get(entry.fullUrl) ?? keys.get(`Patient/${entry.resource.id ?? ''}`))
      : keys.get(entry.subject ?? '')
  if (!key)
    throw new BrokenBundle([{ where: `Bundle.entry[${entry.position}]`, reason: 'has neither a fullUrl nor an id' }])
  return key
}

async function addIdentity(change: Change, key: string, items: IdentityItem[]): Promise<void> {
  if (items.length === 0) return
  await tables<AcquireTables>(change.db)
    .insertInto('acquire.identity')
    .values(items.map((item) => ({ patient_key: key, ...item })))
    .onConflict((oc) => oc.doNothing())
    .execute()
}

/** True when it is a new version; the same content again is none. */
async function storeResource(
  context: PartContext,
  change: Change,
  entry: BundleEntry,
  key: string,
  source: string,
): Promise<boolean> {
  const db = tables<AcquireTables>(change.db)
  const { resource } = entry
  const json = canonicalJson(resource)
  const sha256 = createHash('sha256').update(json).digest('hex')
  const id = resource.id ?? (entry.fullUrl.replace(/^urn:uuid:/, '').replace(/^.*\//, '') || sha256.slice(0, 32))
  const before = await db
    .selectFrom('acquire.record')
    .select(['version', 'sha256'])
    .where('patient_key', '=', key)
    .where('resource_type', '=', resource.resourceType)
    .where('resource_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before?.sha256 === sha256) return false
  await db
    .insertInto('acquire.record')
    .values({
      patient_key: key,
      resource_type: resource.resourceType,
      resource_id: id,
      version: (before?.version ?? 0) + 1,
      sha256,
      resource: json,
      source,
      received_at: context.clock.now(),
    })
    .execute()
  await addIdentity(change, key, staffOf(resource))
  return true
}
