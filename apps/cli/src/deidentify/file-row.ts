import type { ObjectProof } from '@clic/deidentification'

/** What became of one file. */
export type FileRow = { number: number } & (
  | { status: 'released'; output: string; proof: ObjectProof }
  | { status: 'quarantined'; code: string; reason: string; next: string; inputSha256: string; modality: string }
  | { status: 'failed'; code: string; reason: string; next: string }
)
