import type { FileKind, ObjectProof } from '@clic/deidentification'

/** What became of one file. `kept`: an earlier run finished it, and input and output still have the digests of its row. */
export type FileRow = { number: number } & (
  | { status: 'released'; output: string; proof: ObjectProof }
  | {
      status: 'quarantined'
      code: string
      reason: string
      next: string
      inputSha256: string
      modality: string
      kind: FileKind
    }
  | { status: 'failed'; code: string; reason: string; next: string }
  | { status: 'kept' }
)
