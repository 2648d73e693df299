import type { FrameMask } from '@clic/pixels'
import type { CleaningTerms } from '../clean-text.ts'
import type { DeidentificationTerms } from '../deidentify-object.ts'
import type { Refusal } from '../object-checks.ts'
import type { ObjectProof } from '../object-result.ts'
import type { GivenReader } from '../pixels/reader-of.ts'
import type { Profile } from '../profile.ts'
import type { IdentitySweep } from '../sweep.ts'
import type { FileKind } from './file-kind.ts'

export interface FileTerms extends DeidentificationTerms {
  /** Reads text and faces in pictures; without it, what shows a picture that needs a look is quarantined. */
  pixels?: GivenReader | undefined
  /** How deep inside of other files this one lies. */
  depth?: number
}

/** What became of one file of any kind. A file that is no DICOM has a proof without SOP class, series and study. */
export type FileResult =
  | {
      status: 'released'
      kind: FileKind
      /** The new name, made from a keyed digest: nothing of the old one. With extension. */
      name: string
      parts: Uint8Array[]
      proof: ObjectProof
    }
  | {
      status: 'quarantined'
      kind: FileKind
      code: string
      reason: string
      next: string
      inputSha256: string
      modality: string
    }

/** What a kind's own step works with. */
export interface FileJob {
  terms: FileTerms
  profile: Profile
  /** Knows what the file says of its patient, too. */
  sweep: IdentitySweep
  cleaning: CleaningTerms
  rules: Map<string, number>
  /** Pictures that were looked at so far, and what of them is masked. */
  pictures: number
  masks: FrameMask[]
}

export type Handled =
  | {
      ok: true
      parts: Uint8Array[]
      /** Where text ends and compressed or raw picture begins; everything is text when undefined. */
      headerBytes?: number
      /** What is searched instead of the parts, where those are packed. */
      searched?: { parts: Uint8Array[]; headerBytes: number }
      pixelsChanged: boolean
      extension: string
      /** Where it is more than its kind says. */
      proven?: 'slide'
    }
  | { ok: false; refusal: Refusal }

export function fired(job: FileJob, rule: string, times = 1): void {
  if (times > 0) job.rules.set(rule, (job.rules.get(rule) ?? 0) + times)
}

export function refuse(code: string, reason: string, next: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, reason, next } }
}

export function broken(what: string): { ok: false; refusal: Refusal } {
  return refuse(
    'unreadable',
    `The file cannot be read: ${what}`,
    'Ask the sender for the file again; nothing of it was released.',
  )
}
