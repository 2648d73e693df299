import {
  ok,
  type Problem,
  type profileDetailSchema,
  type profileSchema,
  type Result,
  refuse,
  servicePerson,
} from '@clic/contracts'
import { basicProfile, type Profile, profileHash, readProfile, researchProfile } from '@clic/deidentification'
import { type AnyDatabase, tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { DeidentifyTables } from './tables.ts'

export type ProfileRow = Selectable<DeidentifyTables['deidentify.profile']>

/** The profiles that the library ships, as released versions. A released version never changes: other rules are another version. */
export async function seedProfiles(context: PartContext): Promise<void> {
  await context.transact(async (change) => {
    const db = tables<DeidentifyTables>(change.db)
    for (const shipped of [researchProfile(), basicProfile()]) {
      const known = await db.selectFrom('deidentify.profile').selectAll().where('name', '=', shipped.name).execute()
      const hash = profileHash(shipped)
      const taken = known.some((row) => row.version === shipped.version && row.hash !== hash)
      const profile = taken ? { ...shipped, version: `${shipped.version}+${hash.slice(0, 8)}` } : shipped
      if (known.some((row) => row.version === profile.version)) continue
      const id = newId('profile', context.clock)
      const row = await db
        .insertInto('deidentify.profile')
        .values({
          id,
          name: profile.name,
          version: profile.version,
          state: 'released',
          hash: profileHash(profile),
          released_at: context.clock.now(),
          description: profile.description,
          document: JSON.stringify(profile),
        })
        .onConflict((oc) => oc.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (row)
        change.record({
          actor: servicePerson('deidentify'),
          action: 'profile.released',
          subject: { kind: 'profile', id },
          payload: { name: profile.name, version: profile.version, hash: profileHash(profile) },
        })
    }
  })
}

type Detail = z.infer<typeof profileDetailSchema>
type Shown = z.infer<typeof profileSchema>

/** Newest first; what is still being written stands before what is used, and that before what is not any more. */
export async function listProfiles(context: PartContext): Promise<Shown[]> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.profile')
    .selectAll()
    .orderBy('name')
    .orderBy('changed_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const used = await usedBy(context)
  return rows.map((row) => shown(row, used.get(row.id) ?? 0))
}

export async function readProfilePage(context: PartContext, id: string): Promise<Result<Detail>> {
  const row = await profileRow(context.db, id)
  if (!row) return unknownProfile(id)
  return ok(detailed(row, (await usedBy(context)).get(row.id) ?? 0))
}

export async function profileRow(db: AnyDatabase, id: string): Promise<ProfileRow | undefined> {
  return tables<DeidentifyTables>(db)
    .selectFrom('deidentify.profile')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

export function unknownProfile(id: string): { ok: false; problem: Problem } {
  return refuse(404, {
    code: 'profile-unknown',
    title: 'No such profile',
    detail: `There is no profile ${id}.`,
    next: 'See the list of profiles.',
  })
}

async function usedBy(context: PartContext): Promise<Map<string, number>> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.assignment')
    .select('profile_id')
    .select((eb) => eb.fn.countAll<number>().as('assignments'))
    .groupBy('profile_id')
    .execute()
  return new Map(rows.map((row) => [row.profile_id, Number(row.assignments)]))
}

/** The newest released version of a profile. */
export async function newestProfile(context: PartContext, name: string): Promise<ProfileRow | undefined> {
  return tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.profile')
    .selectAll()
    .where('name', '=', name)
    .where('state', '=', 'released')
    .orderBy('released_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface UsedProfile {
  id: string
  hash: string
  /** For the gate: `released`, or what is wrong with it. */
  state: string
  /** Undefined when the stored rules are not those that were released. */
  profile: Profile | undefined
}

/** The profile as it was released: its stored rules must still have the released hash. */
export function usedProfile(row: Pick<ProfileRow, 'id' | 'hash' | 'state' | 'document'>): UsedProfile {
  const read = readProfile(row.document)
  if (!read.ok) return { id: row.id, hash: row.hash, state: 'not readable by this version', profile: undefined }
  if (profileHash(read.profile) !== row.hash)
    return { id: row.id, hash: row.hash, state: 'changed after its release', profile: undefined }
  return { id: row.id, hash: row.hash, state: row.state, profile: read.profile }
}

function shown(row: ProfileRow, assignments: number): Shown {
  const last = row.retired ?? row.decided ?? row.submitted ?? row.drafted
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    state: row.state,
    hash: row.hash,
    releasedAt: row.released_at?.toISOString() ?? null,
    description: row.description,
    by: last?.by ?? null,
    at: last?.at ?? (row.released_at ?? row.changed_at).toISOString(),
    assignments,
  }
}

export function detailed(row: ProfileRow, assignments: number): Detail {
  return {
    ...shown(row, assignments),
    document: row.document as unknown as Record<string, unknown>,
    authors: row.authors,
    basedOn: row.based_on,
    drafted: row.drafted,
    submitted: row.submitted,
    decided: row.decided,
    retired: row.retired,
  }
}
