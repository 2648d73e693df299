import { isPrivate } from '@clic/dicom'
import { type AnnexRow, annexRows, columnSwitch, rowAction } from './annex-e.ts'
import { type Action, basicProfile, type Profile, type ProfileOptions } from './profile.ts'

/** Which rule of a profile decides about a tag. */
export interface TagRule {
  /** `engine`: the same in every profile. `unlisted`: neither table nor profile name it; its kind of value decides. */
  by: 'override' | 'option' | 'row' | 'unlisted' | 'engine'
  /** Absent where the kind of value decides. */
  action?: Action
  /** Basic code of its row in table E.1-1. */
  code?: string
  /** Options that the row names and that are on. */
  options: (keyof ProfileOptions)[]
}

/** Looks up, for any tag, which rule of this profile decides. */
export function rulesOf(profile: Profile): (tag: number) => TagRule {
  const rows = new Map(annexRows().map((row) => [row.tag, row]))
  const basic = basicProfile().options
  return (tag) => {
    const group = tag >>> 16
    const high = group >>> 8
    if (group < 8 || (tag & 0xffff) === 0) return { by: 'engine', action: 'remove', options: [] }
    if (isPrivate(tag)) {
      return profile.options.retainSafePrivate
        ? { by: 'option', code: 'X', options: ['retainSafePrivate'] }
        : { by: 'row', action: 'remove', code: 'X', options: [] }
    }
    const key = tag.toString(16).toUpperCase().padStart(8, '0')
    const override = profile.overrides[key]
    if (override) return { by: 'override', action: override, options: [] }
    const row = rows.get(high === 0x50 ? '50XXXXXX' : high === 0x60 ? `60XX${key.slice(4)}` : key)
    if (row) return ruleOfRow(row, profile.options, basic)
    return high === 0x60 ? { by: 'engine', action: 'remove', options: [] } : { by: 'unlisted', options: [] }
  }
}

function ruleOfRow(row: AnnexRow, options: ProfileOptions, basic: ProfileOptions): TagRule {
  const action = rowAction(row, options)
  const on = Object.keys(row.options)
    .map((column) => columnSwitch[column as keyof typeof columnSwitch])
    .filter((option) => options[option])
  return action === rowAction(row, basic)
    ? { by: 'row', action, code: row.basic, options: [] }
    : { by: 'option', action, code: row.basic, options: on }
}
