import { ok, type profileDetailSchema, type profileSchema, type Result, refuse, servicePerson } from '@clic/contracts'
import { basicProfile, type Profile, profileHash, readProfile, researchProfile } from '@clic/deidentification'
import { tables } from '@clic/platform/db'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import type { Selectable } from 'kysely'
import type { z } from 'zod'
import type { DeidentifyTables } from './tables.ts'

type Row = Selectable<DeidentifyTables['deidentify.profile']>

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

export async function listProfiles(context: PartContext): Promise<z.infer<typeof profileSchema>[]> {
  const rows = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.profile')
    .selectAll()
    .orderBy('name')
    .orderBy('released_at')
    .execute()
  return rows.map(shown)
}

export async function readProfilePage(
  context: PartContext,
  id: string,
): Promise<Result<z.infer<typeof profileDetailSchema>>> {
  const row = await tables<DeidentifyTables>(context.db)
    .selectFrom('deidentify.profile')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row)
    return refuse(404, {
      code: 'profile-unknown',
      title: 'No such profile',
      detail: `There is no profile ${id}.`,
      next: 'See the list of profiles.',
    })
  return ok({ ...shown(row), document: row.document as unknown as Record<string, unknown> })
}

/** The newest released version of a profile. */
export async function newestProfile(context: PartContext, name: string): Promise<Row | undefined> {
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
export function usedProfile(row: Pick<Row, 'id' | 'hash' | 'state' | 'document'>): UsedProfile {
  const read = readProfile(row.document)
  if (!read.ok) return { id: row.id, hash: row.hash, state: 'not readable by this version', profile: undefined }
  if (profileHash(read.profile) !== row.hash)
    return { id: row.id, hash: row.hash, state: 'changed after its release', profile: undefined }
  return { id: row.id, hash: row.hash, state: row.state, profile: read.profile }
}

function shown(row: Row): z.infer<typeof profileSchema> {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    state: row.state,
    hash: row.hash,
    releasedAt: row.released_at?.toISOString() ?? null,
    description: row.description,
  }
}
