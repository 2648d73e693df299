import type { Refusal } from '../object-checks.ts'
import type { ObjectProof } from '../object-result.ts'
import { replaceUid } from '../replace-uid.ts'
import type { KnownIdentity } from '../subject.ts'
import type { FileKind } from './file-kind.ts'
import type { FileJob, FileResult, FileTerms } from './file-result.ts'

/** What a file is worked on with; `identity`: what it says itself of its patient. */
export function jobOver(terms: FileTerms, identity: KnownIdentity): FileJob {
  const profile = 'actions' in terms.profile ? terms.profile.profile : terms.profile
  const sweep = terms.sweep.including(identity)
  const { retainLongFullDates, retainLongModifiedDates } = profile.options
  const dates = retainLongFullDates ? 'keep' : retainLongModifiedDates ? terms.subject.dateShiftDays : 'remove'
  return {
    terms,
    profile,
    sweep,
    cleaning: {
      sweep,
      dates,
      mark: '***',
      keepPlaces: profile.options.retainInstitutionIdentity,
      keepDevices: profile.options.retainDeviceIdentity,
    },
    rules: new Map(),
    pictures: 0,
    masks: [],
  }
}

/** The name of a file that has no UID of its own: the same file always the same, and not to be found again without the key. */
export function fileUid(terms: FileTerms, inputSha256: string): string {
  return replaceUid(terms.subject.uidKey, `file ${inputSha256}`)
}

export function refusedFile(kind: FileKind, refusal: Refusal, inputSha256: string): FileResult {
  return { status: 'quarantined', kind, ...refusal, inputSha256, modality: '' }
}

export function releasedFile(
  job: FileJob,
  made: {
    kind: FileKind
    proven?: 'slide' | undefined
    uid: string
    extension: string
    parts: Uint8Array[]
    inputSha256: string
    outputSha256: string
    residual: ObjectProof['residual']
    pixelsChanged: boolean
  },
): FileResult {
  const { kind, proven, uid, extension, parts, ...seen } = made
  return {
    status: 'released',
    kind,
    name: `${uid}.${extension}`,
    parts,
    proof: {
      kind: proven ?? kind,
      ...seen,
      ...(job.pictures > 0 ? { masks: job.masks } : {}),
      sopInstanceUid: uid,
      sopClassUid: '',
      seriesInstanceUid: '',
      studyInstanceUid: '',
      modality: '',
      rules: Object.fromEntries([...job.rules].sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  }
}
