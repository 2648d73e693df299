import type { PlainKey } from '../../words/index.tsx'

/** A profile as it is being written: the document, with everything spelled out. */
export interface ProfileDraft {
  name: string
  version: string
  description: string
  edition: string
  options: Record<OptionName, boolean>
  overrides: Record<string, string>
  reasons: Record<string, string>
}

export const optionNames = [
  'retainUids',
  'retainDeviceIdentity',
  'retainInstitutionIdentity',
  'retainPatientCharacteristics',
  'retainLongFullDates',
  'retainLongModifiedDates',
  'retainSafePrivate',
  'cleanDescriptors',
  'cleanStructuredContent',
  'cleanGraphics',
  'cleanPixelData',
  'cleanRecognizableVisualFeatures',
] as const
export type OptionName = (typeof optionNames)[number]

/** Dates are kept or moved, not both. */
const excludes: Partial<Record<OptionName, OptionName>> = {
  retainLongFullDates: 'retainLongModifiedDates',
  retainLongModifiedDates: 'retainLongFullDates',
}

export const optionTitle = (option: OptionName): PlainKey => `opt.${option}`

export function draftOf(document: Record<string, unknown>): ProfileDraft {
  const options = (document['options'] ?? {}) as Partial<Record<OptionName, boolean>>
  return {
    name: String(document['name'] ?? ''),
    version: String(document['version'] ?? ''),
    description: String(document['description'] ?? ''),
    edition: String(document['edition'] ?? ''),
    options: Object.fromEntries(optionNames.map((name) => [name, options[name] === true])) as ProfileDraft['options'],
    overrides: { ...(document['overrides'] as Record<string, string> | undefined) },
    reasons: { ...(document['reasons'] as Record<string, string> | undefined) },
  }
}

/** As the library takes it: a reason that is not written yet is left out. */
export function documentOf(draft: ProfileDraft): Record<string, unknown> {
  const { reasons, ...rest } = draft
  const given = Object.entries(reasons).filter(([tag, text]) => text.trim() !== '' && tag in draft.overrides)
  return { ...rest, ...(given.length > 0 ? { reasons: Object.fromEntries(given) } : {}) }
}

export function sameDraft(a: ProfileDraft, b: ProfileDraft): boolean {
  return JSON.stringify(sorted(documentOf(a))) === JSON.stringify(sorted(documentOf(b)))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

/** Turns an option on or off; what cannot be on with it goes off, and is named. */
export function switched(
  draft: ProfileDraft,
  option: OptionName,
  on: boolean,
): { draft: ProfileDraft; off: OptionName | undefined } {
  const other = excludes[option]
  const off = on && other && draft.options[other] ? other : undefined
  return { draft: { ...draft, options: { ...draft.options, [option]: on, ...(off ? { [off]: false } : {}) } }, off }
}

/** The next free version: its last number plus one, until nobody has it. */
export function nextVersion(version: string, taken: readonly string[]): string {
  const found = /^(.*?)(\d+)$/.exec(version)
  const [stem, from] = found ? [found[1] ?? '', Number(found[2])] : [`${version}.`, 0]
  for (let n = from + 1; ; n++) if (!taken.includes(`${stem}${n}`)) return `${stem}${n}`
}

/** `00081030` → `(0008,1030)` */
export function tagText(tag: string): string {
  return `(${tag.slice(0, 4)},${tag.slice(4)})`
}

/** `StudyDescription` → `Study Description`; abbreviations stay whole: `SOP Instance UID`. */
export function elementName(keyword: string): string {
  return keyword.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
}
