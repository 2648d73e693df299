import { endpoint } from '@clic/contracts'
import { z } from 'zod'
import { type AnyDatabase, sql, tables } from '../db/index.ts'

/** How the sign-ins of a person stand: those given under a smaller number are over; who is disabled has none. */
export interface Standing {
  personId: string
  generation: number
  disabled: boolean
}

interface StandingTables {
  'session.standing': { person_id: string; generation: number; disabled: boolean }
  'session.heard': { one: boolean; at: Date }
}

/** Undefined for a person whose sign-ins were never ended. */
export async function standingOf(db: AnyDatabase, personId: string): Promise<Standing | undefined> {
  return (await read(db, personId))[0]
}

export function listStandings(db: AnyDatabase): Promise<Standing[]> {
  return read(db)
}

async function read(db: AnyDatabase, only?: string): Promise<Standing[]> {
  let query = tables<StandingTables>(db).selectFrom('session.standing').selectAll().orderBy('person_id')
  if (only !== undefined) query = query.where('person_id', '=', only)
  return (await query.execute()).map((row) => ({
    personId: row.person_id,
    generation: row.generation,
    disabled: row.disabled,
  }))
}

/** Ends every sign-in that the person has now; `disabled` says whether new ones are given, unchanged when left out. */
export async function endSessions(db: AnyDatabase, personId: string, disabled?: boolean): Promise<void> {
  await sql`
    insert into session.standing (person_id, generation, disabled) values (${personId}, 1, ${disabled ?? false})
    on conflict (person_id) do update set generation = standing.generation + 1,
      disabled = coalesce(${disabled ?? null}::boolean, standing.disabled)`.execute(db)
}

/** Takes over what the zone with the accounts tells. An older word never undoes a newer one. */
export async function takeStandings(db: AnyDatabase, told: readonly Standing[]): Promise<void> {
  for (const one of told)
    await sql`
      insert into session.standing (person_id, generation, disabled) values (${one.personId}, ${one.generation}, ${one.disabled})
      on conflict (person_id) do update set generation = excluded.generation, disabled = excluded.disabled
        where excluded.generation > standing.generation`.execute(db)
}

/** The moment of the newest word of the zone with the accounts; undefined before the first. */
export async function heardAt(db: AnyDatabase): Promise<Date | undefined> {
  return (await tables<StandingTables>(db).selectFrom('session.heard').select('at').executeTakeFirst())?.at
}

/** `toldAt` is the teller's own time, which its signature covers: a word that is sent again is as old as it was. */
export async function noteHeard(db: AnyDatabase, toldAt: Date): Promise<void> {
  await sql`
    insert into session.heard (at) values (${toldAt})
    on conflict (one) do update set at = greatest(heard.at, excluded.at)`.execute(db)
}

const standingsSchema = z.object({
  toldAt: z.iso.datetime(),
  standings: z.array(
    z.object({ personId: z.string().max(200), generation: z.number().int().min(1), disabled: z.boolean() }),
  ),
})

/** At the door of the zone without the accounts. */
export const standingsEndpoint = endpoint({
  id: 'door.sessions',
  zones: ['research'],
  method: 'POST',
  path: '/door/sessions',
  summary: 'Whose sign-ins are over, told by the zone that keeps the accounts',
  // Carries the zone's own signature instead of a person's sign-in, like everything at the door.
  action: 'public',
  body: standingsSchema,
  reply: z.object({ taken: z.number() }),
})
