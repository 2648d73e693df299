import table from './generated/annex-e.json' with { type: 'json' }
import type { Action, Profile, ProfileOptions } from './profile.ts'

/** One row of PS3.15 table E.1-1: the basic code, and K (keep) or C (clean) by option. */
export interface AnnexRow {
  /** Eight hexadecimal digits; X stands for any (repeating groups); ODD is the row of all private attributes. */
  tag: string
  basic: string
  options: Partial<Record<OptionColumn, 'K' | 'C'>>
}

type OptionColumn =
  | 'uids'
  | 'device'
  | 'institution'
  | 'patient'
  | 'full'
  | 'modified'
  | 'descriptors'
  | 'structured'
  | 'graphics'
  | 'private'

/** Which switch of a profile turns a column of the table on. */
export const columnSwitch: Record<OptionColumn, keyof ProfileOptions> = {
  uids: 'retainUids',
  device: 'retainDeviceIdentity',
  institution: 'retainInstitutionIdentity',
  patient: 'retainPatientCharacteristics',
  full: 'retainLongFullDates',
  modified: 'retainLongModifiedDates',
  descriptors: 'cleanDescriptors',
  structured: 'cleanStructuredContent',
  graphics: 'cleanGraphics',
  private: 'retainSafePrivate',
}

/** All rows of the table. */
export function annexRows(): AnnexRow[] {
  return Object.entries(table.rows).map(([tag, text]) => {
    const [basic = 'X', ...said] = text.split(' ')
    return { tag, basic, options: Object.fromEntries(said.map((one) => one.split(':'))) }
  })
}

/**
 * Where the table leaves a choice (X/Z, X/D …) the value that is valid whatever the type of the attribute is taken: empty before
 * removed, a dummy before empty.
 */
const basicActions: Record<string, Action> = {
  X: 'remove',
  Z: 'empty',
  D: 'dummy',
  U: 'uid',
  'X/Z': 'empty',
  'X/D': 'dummy',
  'Z/D': 'dummy',
  'X/Z/D': 'dummy',
  'X/Z/U*': 'uid',
}

/** What a profile does with a row. K of one option wins over C of another, and either over the basic code. */
export function rowAction(row: AnnexRow, options: ProfileOptions): Action {
  const basic = basicActions[row.basic] ?? 'remove'
  // Bitmaps and curves may be drawn text, and no look at them is built: removed, cleaned or not.
  if (row.tag.startsWith('50X') || row.tag === '60XX3000') return 'remove'
  // What a camera notes is in a form that only its maker knows, with its owner and number: nothing to clean it by.
  if (row.tag === '0016002B' || row.tag === '0016004B') return options.cleanDescriptors ? 'dummy' : 'remove'
  // What a laboratory prints on a slide is its case number in a form of its own: nothing to clean it by.
  if (row.tag === '22000002') return 'empty'
  // Type 3 wherever it stands today, and invalid without items.
  if (row.tag === '00081110' && !options.retainUids) return 'remove'
  const said = Object.entries(row.options) as [OptionColumn, 'K' | 'C'][]
  const on = said.filter(([column]) => options[columnSwitch[column]])
  if (on.some(([, code]) => code === 'K')) return 'keep'
  if (on.some(([column]) => column === 'modified')) return 'date'
  return on.length > 0 ? 'redact' : basic
}

/** The actions of a profile by tag, compiled for one lookup an element. */
export interface PreparedProfile {
  profile: Profile
  actions: ReadonlyMap<number, Action>
  /** What the pixel step looked for in the object at hand. */
  looked?: 'text' | 'text-and-faces' | undefined
  /** The face was removed from the series of the object at hand. */
  faceRemoved?: boolean | undefined
}

/** Compiles a profile. Repeating groups are filed under their first group, as the dictionary does. */
export function prepareProfile(profile: Profile): PreparedProfile {
  const actions = new Map<number, Action>()
  for (const row of annexRows()) {
    if (row.tag === 'ODD' || row.tag.startsWith('50X')) continue
    actions.set(Number.parseInt(row.tag.replace('60XX', '6000'), 16), rowAction(row, profile.options))
  }
  for (const [tag, action] of Object.entries(profile.overrides)) actions.set(Number.parseInt(tag, 16), action)
  return { profile, actions }
}
