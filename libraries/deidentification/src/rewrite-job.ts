import type { TextDecoding } from '@clic/dicom'
import type { PreparedProfile } from './annex-e.ts'
import type { ByteSink } from './byte-sink.ts'
import type { CleaningTerms } from './clean-text.ts'
import type { HeaderRecall } from './header-memory.ts'
import type { PixelBits } from './overlay-bits.ts'
import { replaceUid } from './replace-uid.ts'
import type { Subject } from './subject.ts'

/** What one rewriting carries along. */
export interface RewriteJob {
  body: Uint8Array
  sink: ByteSink
  prepared: PreparedProfile
  subject: Subject
  terms: CleaningTerms
  /** Dates of this object as they were, YYYYMMDD. */
  ownDates: readonly string[]
  /** The most bytes that native pixel data can have by what the header says. */
  pixelBytes?: number | undefined
  /** One byte of each pixel of a frame. */
  planeBytes?: number | undefined
  /** What to keep of each pixel where an overlay is drawn into its bits. */
  pixelBits?: PixelBits | undefined
  /** Length of the new data set where its pixel data begin. */
  pixelsAt?: number
  rules: Map<string, number>
  /** First byte of the element at work, -1 between them: which element a rule acted on. */
  at: number
  trace?: RuleTrace
  /** Words by which who is named in free texts of this object can be told in others. */
  named: string[]
  /** What became of its free texts. */
  texts: string[]
  /** What is counted while an element's outcome is noted. */
  noted?: [string, number][] | undefined
  /** Of headers like this one. */
  recall?: HeaderRecall
  /** Old to new; shared by the objects of a project when the caller keeps it. */
  uids: Map<string, string>
}

/** Told of every rule that acts: on the element that begins at byte `at` of the data set, -1 for the file as a whole. */
export type RuleTrace = (at: number, rule: string, times: number) => void

/** Where the walk is. */
export interface Place {
  depth: number
  /** Inside a sequence that is replaced by a dummy: nothing said in words stays. */
  dummy: boolean
  text: TextDecoding
  /** The value of this item's code, and whether it is one of a public scheme: the meaning of any other may name anything. */
  codeValue?: string
  publicCode?: boolean
  /** The code of this item is somebody's. */
  codeOfPerson?: boolean
  /** What this item measures is measured in years. */
  years?: boolean
  /** What this item says is the name, number or place of one, or the day of birth; of a doer where it is a short word. */
  identifies?: 'person' | 'device' | 'doer' | 'born' | undefined
}

export function count(job: RewriteJob, rule: string, times = 1): void {
  job.rules.set(rule, (job.rules.get(rule) ?? 0) + times)
  job.noted?.push([rule, times])
  job.trace?.(job.at, rule, times)
}

/** Memory, not meaning: forgotten UIDs are worked out again. */
const maxRemembered = 20_000

/** The new UID, the same for the same old one. */
export function newUidOf(job: RewriteJob, uid: string): string {
  const known = job.uids.get(uid)
  if (known !== undefined) return known
  const made = replaceUid(job.subject.uidKey, uid)
  if (job.uids.size >= maxRemembered) job.uids.clear()
  job.uids.set(uid, made)
  return made
}
