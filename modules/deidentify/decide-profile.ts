import { ok, type Person, type profileDetailSchema, type Result, refuse } from '@clic/contracts'
import { identifying, profileHash, readProfile } from '@clic/deidentification'
import { dictionaryEntry } from '@clic/dicom'
import { tables } from '@clic/platform/db'
import { refusal } from '@clic/platform/gates'
import type { z } from 'zod'
import { type ProfileRow, profileRow, readProfilePage, unknownProfile } from './profiles.ts'
import type { Station } from './station.ts'
import type { DeidentifyTables, ProfileState } from './tables.ts'
import { step } from './write-profile.ts'

type Detail = z.infer<typeof profileDetailSchema>

/** The second person: the gate `profile.release` decides, and from then on assignments may use the version. */
export async function releaseProfile(station: Station, id: string, person: Person): Promise<Result<Detail>> {
  const row = await profileRow(station.context.db, id)
  if (!row) return unknownProfile(id)
  const decision = await station.gates.decide({
    gate: 'profile.release',
    facts: releaseFacts(row, person),
    subject: { kind: 'profile', id },
    actor: person,
  })
  if (!decision.open) return { ok: false, problem: refusal(decision) }
  return decided(station, row, person, { from: 'submitted', to: 'released', reason: null })
}

export async function refuseProfile(
  station: Station,
  ask: { id: string; reason: string },
  person: Person,
): Promise<Result<Detail>> {
  const row = await profileRow(station.context.db, ask.id)
  if (!row) return unknownProfile(ask.id)
  return decided(station, row, person, { from: 'submitted', to: 'refused', reason: ask.reason })
}

/** No study leaves by it any more: the gate `study.deidentify` finds it retired. What left by it stays proven by it. */
export async function retireProfile(
  station: Station,
  ask: { id: string; reason: string },
  person: Person,
): Promise<Result<Detail>> {
  const row = await profileRow(station.context.db, ask.id)
  if (!row) return unknownProfile(ask.id)
  return decided(station, row, person, { from: 'released', to: 'retired', reason: ask.reason })
}

/** An unreadable profile has no digest, which closes the gate. */
function releaseFacts(row: ProfileRow, person: Person) {
  const read = readProfile(row.document)
  const overrides = Object.entries(read.ok ? read.profile.overrides : {})
  const named = (tag: string) => dictionaryEntry(Number.parseInt(tag, 16))?.keyword ?? tag
  return {
    profileState: row.state,
    proposers: [...new Set([...row.authors.map((one) => one.id), ...(row.submitted ? [row.submitted.by.id] : [])])],
    approverId: person.id,
    hashSubmitted: row.hash,
    hashNow: read.ok ? profileHash(read.profile) : '',
    identifiersKept: overrides
      .filter(([tag, action]) => action === 'keep' && namesSomebody(Number.parseInt(tag, 16)))
      .map(([tag]) => named(tag)),
    overridesWithoutReason: overrides
      .filter(([tag]) => !read.ok || !read.profile.reasons?.[tag])
      .map(([tag]) => named(tag)),
  }
}

function namesSomebody(tag: number): boolean {
  return identifying.has(tag) || dictionaryEntry(tag)?.vr === 'PN'
}

async function decided(
  station: Station,
  row: ProfileRow,
  person: Person,
  way: { from: ProfileState; to: 'released' | 'refused' | 'retired'; reason: string | null },
): Promise<Result<Detail>> {
  const { context } = station
  const now = context.clock.now()
  const said = JSON.stringify(step(context, person, way.reason))
  const done = await context.transact(async (change) => {
    const changed = await tables<DeidentifyTables>(change.db)
      .updateTable('deidentify.profile')
      .set({
        state: way.to,
        changed_at: now,
        ...(way.to === 'retired' ? { retired: said } : { decided: said }),
        ...(way.to === 'released' ? { released_at: now } : {}),
      })
      .where('id', '=', row.id)
      .where('state', '=', way.from)
      .where('hash', '=', row.hash)
      .returning('id')
      .executeTakeFirst()
    if (!changed)
      return refuse(409, {
        code: 'profile-state',
        title: 'Not now',
        detail: `Version ${row.version} is ${row.state}; this needs: ${way.from}.`,
        next: 'Read it again.',
      })
    change.record({
      actor: person,
      action: `profile.${way.to}`,
      subject: { kind: 'profile', id: row.id },
      payload: { name: row.name, version: row.version, hash: row.hash },
    })
    return ok(true)
  })
  return done.ok ? readProfilePage(context, row.id) : done
}
