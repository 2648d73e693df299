import type { ZoneName } from './zones.ts'

/**
 * What may cross a wall. A parcel of a kind that is not listed here, or that travels the other way, is refused at both doors.
 */
export const parcelKinds = {
  'deidentified-study': {
    from: 'clinic',
    to: 'research',
    what: 'de-identified DICOM objects of one study, with their proofs',
  },
  facts: { from: 'clinic', to: 'research', what: 'pseudonymised health-record facts of one person' },
  erasure: { from: 'clinic', to: 'research', what: 'that a pseudonymous person has to be erased' },
  'erasure-done': {
    from: 'research',
    to: 'clinic',
    what: 'that a person was erased, and how many of what; names nobody',
  },
  permit: { from: 'clinic', to: 'research', what: 'a signed permit, or a change of its state' },
  'tree-head': { from: 'clinic', to: 'research', what: 'a signed ledger head, to be witnessed' },
  'release-recalled': {
    from: 'clinic',
    to: 'research',
    what: 'that a release was taken back for good, and when; names nobody',
  },
  release: { from: 'research', to: 'clinic', what: 'an approved model release as a MAP, with its approvals' },
  'tree-head-research': { from: 'research', to: 'clinic', what: 'a signed ledger head, to be witnessed' },
} as const satisfies Record<string, { from: ZoneName; to: ZoneName; what: string }>

export type ParcelKind = keyof typeof parcelKinds

export function isParcelKind(kind: string): kind is ParcelKind {
  return Object.hasOwn(parcelKinds, kind)
}
