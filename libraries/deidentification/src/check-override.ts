import { dictionaryEntry, isPrivate, tagText } from '@clic/dicom'
import type { Action, ProfileOptions } from './profile.ts'

/** What identifies the object or says how its pixels are to be read. The options decide about UIDs; the rest would be unreadable. */
const structural = new Set([
  0x00080005, 0x00080016, 0x00080018, 0x0020000d, 0x0020000e, 0x00280002, 0x00280004, 0x00280006, 0x00280008,
  0x00280010, 0x00280011, 0x00280100, 0x00280101, 0x00280102, 0x00280103, 0x7fe00008, 0x7fe00009, 0x7fe00010,
])
/** Written anew in every object: that and how it was de-identified. */
const written = new Set([0x00120062, 0x00120063, 0x00120064, 0x00280303])
const dated = new Set(['DA', 'DT', 'TM'])

/**
 * Why a rule of one element's own is not possible; undefined when it is. What the rewriter would not follow is refused, so that nobody
 * believes in a rule that does nothing.
 */
export function overrideProblem(
  tag: string,
  action: Action,
  options: Pick<ProfileOptions, 'retainLongModifiedDates'>,
): string | undefined {
  const number = Number.parseInt(tag, 16)
  const shown = tagText(number)
  const group = number >>> 16
  if (isPrivate(number)) return `${shown} is private; the option for safe private elements decides about those.`
  const entry = dictionaryEntry(number)
  if (!entry || (number & 0xffff) === 0) return `${shown} is no element that the standard knows.`
  if (group < 8) return `${shown} is written anew in every object.`
  if (written.has(number)) return `${shown} says how the object was de-identified and is always written.`
  if (structural.has(number)) return `${shown} is needed to read the object; it has no rule of its own.`
  if (group >>> 8 === 0x50 || group >>> 8 === 0x60)
    return `${shown} is part of an overlay or a curve, which may be drawn text; those always go.`
  if (action === 'uid' && entry.vr !== 'UI') return `${shown} is no UID.`
  if (action === 'date' && !dated.has(entry.vr)) return `${shown} is neither a date nor a time.`
  if (action === 'date' && !options.retainLongModifiedDates)
    return `${shown} cannot be moved: this profile moves no dates.`
  return undefined
}
