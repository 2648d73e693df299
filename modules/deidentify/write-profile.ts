import { ok, type Person, type Problem, type profileDetailSchema, type Result, refuse } from '@clic/contracts'
import { type Profile, profileHash, readProfile } from '@clic/deidentification'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { detailed, type ProfileRow, profileRow, readProfilePage, unknownProfile } from './profiles.ts'
import type { DeidentifyTables, ProfileStep } from './tables.ts'

type Detail = z.infer<typeof profileDetailSchema>
type Refused = { ok: false; problem: Problem }

/** A profile as it was sent, as a new draft; also what was exported elsewhere. */
export async function draftProfile(
  context: PartContext,
  ask: { document: Record<string, unknown>; basedOn?: string | undefined },
  person: Person,
): Promise<Result<Detail>> {
  const read = fitting(ask.document)
  if (!read.ok) return read
  if (ask.basedOn && !(await profileRow(context.db, ask.basedOn))) return unknownProfile(ask.basedOn)
  const id = newId('profile', context.clock)
  const hash = profileHash(read.value)
  return context.transact(async (change) => {
    const row = await tables<DeidentifyTables>(change.db)
      .insertInto('deidentify.profile')
      .values({
        id,
        ...columns(read.value),
        state: 'draft',
        released_at: null,
        authors: JSON.stringify([who(person)]),
        based_on: ask.basedOn ?? null,
        drafted: JSON.stringify(step(context, person, null)),
        changed_at: context.clock.now(),
      })
      .onConflict((oc) => oc.columns(['name', 'version']).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) return versionTaken(read.value)
    change.record({
      actor: person,
      action: 'profile.drafted',
      subject: { kind: 'profile', id },
      payload: { name: row.name, version: row.version, hash, basedOn: ask.basedOn ?? null },
    })
    return ok(detailed(row, 0))
  })
}

/** Another content of a draft. Who read another one than is there now is told so. */
export async function saveProfile(
  context: PartContext,
  ask: { id: string; document: Record<string, unknown>; was: string },
  person: Person,
): Promise<Result<Detail>> {
  const read = fitting(ask.document)
  if (!read.ok) return read
  const row = await profileRow(context.db, ask.id)
  if (!row) return unknownProfile(ask.id)
  const refused = notThisDraft(row, ask.was)
  if (refused) return refused
  const taken = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.profile')
    .select('id')
    .where('name', '=', read.value.name)
    .where('version', '=', read.value.version)
    .where('id', '<>', ask.id)
    .executeTakeFirst()
  if (taken) return versionTaken(read.value)
  const authors = row.authors.some((one) => one.id === person.id) ? row.authors : [...row.authors, who(person)]
  return context.transact(async (change) => {
    const saved = await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.profile')
      .set({
        ...columns(read.value),
        authors: JSON.stringify(authors),
        drafted: JSON.stringify(step(context, person, null)),
        changed_at: context.clock.now(),
      })
      .where('id', '=', ask.id)
      .where('state', '=', 'draft')
      .where('hash', '=', ask.was)
      .returningAll()
      .executeTakeFirst()
    if (!saved) return changedMeanwhile
    change.record({
      actor: person,
      action: 'profile.saved',
      subject: { kind: 'profile', id: ask.id },
      payload: { name: saved.name, version: saved.version, hash: saved.hash, was: ask.was },
    })
    return ok(detailed(saved, 0))
  })
}

export async function discardProfile(
  context: PartContext,
  id: string,
  person: Person,
): Promise<Result<{ discarded: boolean }>> {
  const row = await profileRow(context.db, id)
  if (!row) return unknownProfile(id)
  if (row.state !== 'draft') return fixed(row)
  return context.transact(async (change) => {
    const gone = await tables<DeidentifyTables>(change.db)
      .deleteFrom('deidentify.profile')
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    if (!gone) return changedMeanwhile
    change.record({
      actor: person,
      action: 'profile.discarded',
      subject: { kind: 'profile', id },
      payload: { name: row.name, version: row.version, hash: row.hash },
    })
    return ok({ discarded: true })
  })
}

/** From here on the version is what it is: another person releases it, or refuses it. */
export async function submitProfile(
  context: PartContext,
  ask: { id: string; reason: string; was: string },
  person: Person,
): Promise<Result<Detail>> {
  const row = await profileRow(context.db, ask.id)
  if (!row) return unknownProfile(ask.id)
  const refused = notThisDraft(row, ask.was)
  if (refused) return refused
  const done = await context.transact(async (change) => {
    const submitted = await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.profile')
      .set({
        state: 'submitted',
        submitted: JSON.stringify(step(context, person, ask.reason)),
        changed_at: context.clock.now(),
      })
      .where('id', '=', ask.id)
      .where('state', '=', 'draft')
      .where('hash', '=', ask.was)
      .returning('id')
      .executeTakeFirst()
    if (!submitted) return changedMeanwhile
    change.record({
      actor: person,
      action: 'profile.submitted',
      subject: { kind: 'profile', id: ask.id },
      payload: { name: row.name, version: row.version, hash: row.hash },
    })
    return ok(true)
  })
  return done.ok ? readProfilePage(context, ask.id) : done
}

export function step(context: PartContext, person: Person, reason: string | null): ProfileStep {
  return { by: who(person), at: context.clock.now().toISOString(), reason }
}

/** What the library takes, with a version that fits a table and an address. */
export function fitting(document: Record<string, unknown>): Result<Profile> {
  const read = readProfile(document)
  if (!read.ok)
    return refuse(400, {
      code: 'profile-unfit',
      title: 'The profile cannot be used',
      detail: read.problem.message,
      next: 'Correct it and save again.',
    })
  if (!/^[\w.+-]{1,32}$/.test(read.profile.version) || read.profile.description.length > 500)
    return refuse(400, {
      code: 'profile-unfit',
      title: 'The profile cannot be used',
      detail: 'A version has 1 to 32 letters, digits, dots and hyphens, a description at most 500 characters.',
      next: 'Correct it and save again.',
    })
  return ok(read.profile)
}

function columns(profile: Profile) {
  return {
    name: profile.name,
    version: profile.version,
    hash: profileHash(profile),
    description: profile.description,
    document: JSON.stringify(profile),
  }
}

function who(person: Person): { id: string; name: string } {
  return { id: person.id, name: person.name }
}

function notThisDraft(row: ProfileRow, was: string): Refused | undefined {
  if (row.state !== 'draft') return fixed(row)
  return row.hash === was ? undefined : changedMeanwhile
}

function fixed(row: ProfileRow): Refused {
  return refuse(409, {
    code: 'profile-fixed',
    title: 'The version is fixed',
    detail: `Version ${row.version} is ${row.state} and cannot be changed any more.`,
    next: 'Make a new version from it.',
  })
}

const changedMeanwhile: Refused = refuse(409, {
  code: 'profile-changed',
  title: 'Somebody was faster',
  detail: 'The draft was changed after you read it.',
  next: 'Read it again.',
})

function versionTaken(profile: Profile): Refused {
  return refuse(409, {
    code: 'profile-version',
    title: 'The version is taken',
    detail: `There is a version ${profile.version} of “${profile.name}” already.`,
    next: 'Give it another version.',
  })
}
