import type { FrameMask } from '@clic/pixels'
import type { FileKind } from './files/file-kind.ts'

export type ProvenKind = FileKind | 'slide'

/** What was done with one object; no original value. */
export interface ObjectProof {
  /** What the file is, told by its content; `slide`: a TIFF file with the levels of a whole slide. */
  kind: ProvenKind
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
  /**
   * Where pixels were blackened, when they were looked at: boxes by frame, never what stood there. Frames are those of a DICOM object, the
   * pages of a TIFF file, and otherwise the pictures of the file in their order.
   */
  masks?: FrameMask[]
}

export type ObjectResult =
  | { status: 'released'; output: Uint8Array; proof: ObjectProof }
  | { status: 'quarantined'; code: string; reason: string; next: string; inputSha256: string; modality: string }
