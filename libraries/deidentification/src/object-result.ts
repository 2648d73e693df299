import type { FrameMask } from '@clic/pixels'

/** What was done with one object; no original value. */
export interface ObjectProof {
  /** SHA-256, hexadecimal. */
  inputSha256: string
  outputSha256: string
  /** The new one. */
  sopInstanceUid: string
  sopClassUid: string
  /** The new one. */
  seriesInstanceUid: string
  /** The new one. */
  studyInstanceUid: string
  modality: string
  /** How often each rule fired. */
  rules: Record<string, number>
  /** The scan of the output's bytes: `certain` hits are identifiers of this patient. */
  residual: { scannedBytes: number; certain: number; possible: number }
  pixelsChanged: boolean
  /** Where pixels were blackened, when they were looked at: boxes by frame, never what stood there. */
  masks?: FrameMask[]
}

export type ObjectResult =
  | { status: 'released'; output: Uint8Array; proof: ObjectProof }
  | { status: 'quarantined'; code: string; reason: string; next: string; inputSha256: string; modality: string }
