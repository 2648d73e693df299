import { createHash } from 'node:crypto'
import { overrideProblem } from './check-override.ts'

/** What a rule does with an element; letters of PS3.15 E.1.1. `redact` keeps the text and takes the identifiers out of it. */
export type Action = 'keep' | 'remove' | 'empty' | 'dummy' | 'redact' | 'uid' | 'date'

/** The options of PS3.15 E.3, each a switch. */
export interface ProfileOptions {
  retainUids: boolean
  retainDeviceIdentity: boolean
  retainInstitutionIdentity: boolean
  retainPatientCharacteristics: boolean
  retainLongFullDates: boolean
  retainLongModifiedDates: boolean
  retainSafePrivate: boolean
  cleanDescriptors: boolean
  cleanStructuredContent: boolean
  cleanGraphics: boolean
  cleanPixelData: boolean
  cleanRecognizableVisualFeatures: boolean
}

/** A de-identification profile as plain JSON data. */
export interface Profile {
  name: string
  version: string
  description: string
  /** Edition of PS3.15 whose table E.1-1 is applied. */
  edition: string
  options: ProfileOptions
  /** By tag as eight hexadecimal digits (`00081030`); goes before the table. */
  overrides: Record<string, Action>
  /** Why an override is there, by its tag. Left out when there is none. */
  reasons?: Record<string, string>
}

/** The edition of the action table in `generated/annex-e.json`: basic codes of 2026c, options of 2025a (see `generate/annex-e.py`). */
export const annexEdition = 'PS3.15 2026c'

const none: ProfileOptions = {
  retainUids: false,
  retainDeviceIdentity: false,
  retainInstitutionIdentity: false,
  retainPatientCharacteristics: false,
  retainLongFullDates: false,
  retainLongModifiedDates: false,
  retainSafePrivate: false,
  cleanDescriptors: false,
  cleanStructuredContent: false,
  cleanGraphics: false,
  cleanPixelData: false,
  cleanRecognizableVisualFeatures: false,
}

/** The default: what research needs is kept, shifted or cleaned. */
export function researchProfile(): Profile {
  return {
    name: 'research',
    version: '1',
    description:
      'Basic profile; dates shifted by one constant a patient, patient characteristics, cleaned descriptors, structured content and graphics, and safe private elements are kept.',
    edition: annexEdition,
    options: {
      ...none,
      retainLongModifiedDates: true,
      retainPatientCharacteristics: true,
      retainSafePrivate: true,
      cleanDescriptors: true,
      cleanStructuredContent: true,
      cleanGraphics: true,
      cleanPixelData: true,
    },
    overrides: {},
  }
}

/** The strict one: PS3.15 Basic Application Level Confidentiality Profile without an option. */
export function basicProfile(): Profile {
  return {
    name: 'basic',
    version: '1',
    description: 'Basic Application Level Confidentiality Profile, no option.',
    edition: annexEdition,
    options: { ...none },
    overrides: {},
  }
}

export type ReadProfile =
  | { ok: true; profile: Profile }
  | { ok: false; problem: { code: string; message: string; next: string } }

const actions = new Set<string>(['keep', 'remove', 'empty', 'dummy', 'redact', 'uid', 'date'])

/** Checks a profile that came from outside; refuses unknown fields, so that a misspelt switch is not silently off. */
export function readProfile(json: unknown): ReadProfile {
  if (!isRecord(json)) return refuse('profile-unreadable', 'The profile is not a JSON object.')
  const known = ['name', 'version', 'description', 'edition', 'options', 'overrides', 'reasons']
  const strange = Object.keys(json).find((key) => !known.includes(key))
  if (strange !== undefined)
    return refuse('profile-unknown-field', `The profile has a field “${strange}” that is not known.`)
  const { name, version, description = '', edition = annexEdition, options = {}, overrides = {}, reasons = {} } = json
  if (typeof name !== 'string' || !/^[\w.-]{1,64}$/.test(name))
    return refuse('profile-name', 'The profile has no name of letters, digits, dots and hyphens.')
  if (typeof version !== 'string' || version === '') return refuse('profile-version', 'The profile has no version.')
  if (typeof description !== 'string') return refuse('profile-description', 'The description is not a text.')
  if (edition !== annexEdition)
    return refuse('profile-edition', `The profile asks for another edition than ${annexEdition}, the one applied here.`)
  if (!isRecord(options)) return refuse('profile-options', 'The options are not a JSON object.')
  for (const [key, value] of Object.entries(options)) {
    if (!Object.hasOwn(none, key)) return refuse('profile-unknown-option', `There is no option “${key}”.`)
    if (typeof value !== 'boolean') return refuse('profile-option', `The option “${key}” is neither true nor false.`)
  }
  const chosen = { ...none, ...(options as Partial<ProfileOptions>) }
  if (chosen.retainLongFullDates && chosen.retainLongModifiedDates)
    return refuse('profile-dates', 'Dates cannot be kept in full and shifted at once.')
  if (!isRecord(overrides)) return refuse('profile-overrides', 'The overrides are not a JSON object.')
  for (const [tag, action] of Object.entries(overrides)) {
    if (!/^[0-9A-F]{8}$/.test(tag))
      return refuse('profile-override', `The override “${tag}” is not a tag of eight hexadecimal digits in capitals.`)
    if (typeof action !== 'string' || !actions.has(action))
      return refuse('profile-override', `The override of ${tag} is none of ${[...actions].join(', ')}.`)
    const wrong = overrideProblem(tag, action as Action, chosen)
    if (wrong) return refuse('profile-override', wrong)
  }
  if (!isRecord(reasons)) return refuse('profile-reasons', 'The reasons are not a JSON object.')
  for (const [tag, reason] of Object.entries(reasons)) {
    if (!Object.hasOwn(overrides, tag))
      return refuse('profile-reasons', `A reason is given for ${tag}, which has no override.`)
    if (typeof reason !== 'string' || reason.trim() === '' || reason.length > 500)
      return refuse('profile-reasons', `The reason for ${tag} is not a text of 1 to 500 characters.`)
  }
  return {
    ok: true,
    profile: {
      name,
      version,
      description,
      edition,
      options: chosen,
      overrides: overrides as Record<string, Action>,
      // Left out when empty, so that the digest of a profile without any is what it was before there were reasons.
      ...(Object.keys(reasons).length > 0 ? { reasons: reasons as Record<string, string> } : {}),
    },
  }
}

/** SHA-256 in hexadecimal over the profile's canonical JSON (members sorted, no blanks). */
export function profileHash(profile: Profile): string {
  return createHash('sha256').update(canonical(profile)).digest('hex')
}

function canonical(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value)
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(code: string, message: string): ReadProfile {
  return { ok: false, problem: { code, message, next: 'Correct the profile and read it again.' } }
}
