import type { Answer, FileAnswers, MidiAction } from './answer-key.ts'
import type { FileValues } from './file-values.ts'
import { textCheck } from './text-check.ts'

export interface Check extends Answer {
  file: FileAnswers
  passed: boolean
  score: number
  /** Why not, without a value of the file. */
  reason: string
}

export interface Mappings {
  /** Old to new. */
  uids: ReadonlyMap<string, string>
  patientIds: ReadonlyMap<string, string>
}

/** Whether the box of a file shows the text; the way to look is the caller's. */
export type ShowsText = (
  file: FileAnswers,
  box: { topLeft: [number, number]; bottomRight: [number, number]; text: string },
) => boolean

/** Whether a file whose pixel bytes changed still decodes to the picture that went in; the way to decode is the caller's. */
export type SamePicture = (file: FileAnswers) => boolean

/**
 * The ten actions of MIDI-B over de-identified files, by their new SOP Instance UID. Two things are stricter than the official validator:
 * a file that is missing fails every check, and dates of one patient must all have moved by the same number of days.
 */
export function scoreFiles(
  key: readonly FileAnswers[],
  outputs: ReadonlyMap<string, FileValues>,
  mappings: Mappings,
  showsText: ShowsText,
  samePicture: SamePicture = () => false,
): Check[] {
  const checks = key.flatMap((file) => {
    const output = outputs.get(mappings.uids.get(file.sopInstanceUid) ?? '')
    return file.answers.map((answer): Check => {
      const fault = output
        ? faultOf(answer, output, mappings, file, { showsText, samePicture })
        : { score: 0, reason: 'the file is missing' }
      return { ...answer, file, passed: fault === undefined, score: fault?.score ?? 1, reason: fault?.reason ?? '' }
    })
  })
  return unevenDates(checks, outputs, mappings)
}

interface Fault {
  score: number
  reason: string
}

function faultOf(
  answer: Answer,
  output: FileValues,
  mappings: Mappings,
  file: FileAnswers,
  { showsText, samePicture }: { showsText: ShowsText; samePicture: SamePicture },
): Fault | undefined {
  const found = output.values.get(answer.path)
  const bare = (found ?? '').replace(/^<|>$/g, '')
  const no = (reason: string): Fault => ({ score: 0, reason })
  switch (answer.action) {
    case 'tag_retained':
      return found === undefined ? no('the element is gone') : undefined
    case 'text_notnull':
      return bare === '' ? no('empty or gone') : undefined
    case 'text_retained': {
      if (bare === '') return no('empty or gone')
      const { passed, score } = textCheck(bare, answer.actionText, 'retain')
      return passed ? undefined : { score, reason: 'words were lost' }
    }
    case 'text_removed': {
      if (bare === '' || found === '<REMOVED>') return undefined
      const { passed, score } = textCheck(bare, answer.actionText, 'remove')
      return passed ? undefined : { score, reason: 'words are still there' }
    }
    case 'date_shifted':
      return stillThere(bare, answer.value) ? no('the old date is still there') : undefined
    case 'uid_changed':
      return stillThere(bare, answer.value) ? no('the old UID is still there') : undefined
    case 'uid_consistent':
      return found !== undefined && bare !== (mappings.uids.get(answer.value) ?? '')
        ? no('not the mapped UID')
        : undefined
    case 'patid_consistent':
      return found !== undefined && bare !== (mappings.patientIds.get(answer.value) ?? '')
        ? no('not the mapped patient')
        : undefined
    case 'pixels_retained':
      return output.pixelDigest === answer.actionText || samePicture(file) ? undefined : no('the pixels changed')
    case 'pixels_hidden':
      return hiddenFault(answer, file, showsText)
  }
}

function stillThere(value: string, old: string): boolean {
  return old !== '' && value.replaceAll('\\', '').includes(old.replaceAll('\\', ''))
}

function hiddenFault(answer: Answer, file: FileAnswers, showsText: ShowsText): Fault | undefined {
  const {
    text,
    top_left: topLeft,
    bottom_right: bottomRight,
  } = JSON.parse(answer.actionText) as {
    text: string
    top_left: [number, number]
    bottom_right: [number, number]
  }
  return showsText(file, { text, topLeft, bottomRight }) ? { score: 0, reason: 'the text can be read' } : undefined
}

/** Days from the old date to the new one; undefined when either is none. */
function daysMoved(old: string, now: string): number | undefined {
  const at = (text: string) => {
    const found = /^(\d{4})(\d{2})(\d{2})/.exec(text)
    return found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : Number.NaN
  }
  const days = (at(now) - at(old)) / 86_400_000
  return Number.isInteger(days) ? days : undefined
}

/** Dates that were moved, but not as most of the same patient’s were. */
function unevenDates(checks: Check[], outputs: ReadonlyMap<string, FileValues>, mappings: Mappings): Check[] {
  const moved = new Map<Check, number | undefined>()
  const byPatient = new Map<string, Map<number, number>>()
  for (const check of checks) {
    if (check.action !== 'date_shifted' || !check.passed) continue
    const output = outputs.get(mappings.uids.get(check.file.sopInstanceUid) ?? '')
    const now = output?.values.get(check.path)?.replace(/^<|>$/g, '') ?? ''
    const days = daysMoved(check.value, now)
    moved.set(check, days)
    if (days === undefined) continue
    const counts = byPatient.get(check.file.patientId) ?? new Map<number, number>()
    byPatient.set(check.file.patientId, counts.set(days, (counts.get(days) ?? 0) + 1))
  }
  const usual = (patientId: string) => [...(byPatient.get(patientId) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0]
  return checks.map((check) =>
    !moved.has(check) || moved.get(check) === usual(check.file.patientId)
      ? check
      : { ...check, passed: false, score: 0, reason: 'moved by other days than the patient’s other dates, or removed' },
  )
}

export type ActionScore = { action: MidiAction; passed: number; all: number }

/** Passed and asked for, by action. */
export function byAction(checks: readonly Check[]): ActionScore[] {
  const scores = new Map<MidiAction, ActionScore>()
  for (const { action, passed } of checks) {
    const one = scores.get(action) ?? { action, passed: 0, all: 0 }
    scores.set(action, { action, passed: one.passed + Number(passed), all: one.all + 1 })
  }
  return [...scores.values()].sort((a, b) => (a.action < b.action ? -1 : 1))
}
