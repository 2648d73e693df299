import { ok, type profileComparisonSchema, type Result } from '@clic/contracts'
import {
  type Action,
  annexRows,
  type Profile,
  type ProfileOptions,
  prepareProfile,
  readProfile,
} from '@clic/deidentification'
import { keyword } from '@clic/dicom'
import type { PartContext } from '@clic/platform/parts'
import type { z } from 'zod'
import { profileRow, unknownProfile } from './profiles.ts'

type Comparison = z.infer<typeof profileComparisonSchema>

/** What one version does in another way than the other: what was chosen, and what follows from it for each element of the table. */
export async function compareProfiles(
  context: PartContext,
  ask: { profileId: string; otherId: string },
): Promise<Result<Comparison>> {
  const [to, from] = [await profileRow(context.db, ask.profileId), await profileRow(context.db, ask.otherId)]
  if (!to) return unknownProfile(ask.profileId)
  if (!from) return unknownProfile(ask.otherId)
  const [newer, older] = [readProfile(to.document), readProfile(from.document)]
  if (!newer.ok || !older.ok) throw new Error('a stored profile is not readable')
  return ok(comparison(older.profile, newer.profile))
}

function comparison(from: Profile, to: Profile): Comparison {
  const options = Object.keys(to.options) as (keyof ProfileOptions)[]
  return {
    description: from.description !== to.description,
    options: options
      .filter((option) => from.options[option] !== to.options[option])
      .map((option) => ({ option, from: from.options[option], to: to.options[option] })),
    overrides: [...new Set([...Object.keys(from.overrides), ...Object.keys(to.overrides)])]
      .sort()
      .filter(
        (tag) => from.overrides[tag] !== to.overrides[tag] || (from.reasons?.[tag] ?? '') !== (to.reasons?.[tag] ?? ''),
      )
      .map((tag) => ({
        tag,
        keyword: keyword(Number.parseInt(tag, 16)) ?? '',
        from: from.overrides[tag] ?? null,
        to: to.overrides[tag] ?? null,
        reason: to.reasons?.[tag] ?? from.reasons?.[tag] ?? null,
      })),
    tags: differingTags(prepareProfile(from).actions, prepareProfile(to).actions),
  }
}

function differingTags(from: ReadonlyMap<number, Action>, to: ReadonlyMap<number, Action>): Comparison['tags'] {
  const listed = annexRows()
    .filter((row) => row.tag !== 'ODD' && !row.tag.includes('X'))
    .map((row) => Number.parseInt(row.tag, 16))
  const numbers = [...new Set([...listed, ...from.keys(), ...to.keys()])].sort((a, b) => a - b)
  return numbers
    .map((number) => ({
      tag: number.toString(16).toUpperCase().padStart(8, '0'),
      keyword: keyword(number) ?? '',
      from: from.get(number) ?? 'by-kind',
      to: to.get(number) ?? 'by-kind',
    }))
    .filter((one) => one.from !== one.to)
}
