import type { FileKind, ObjectProof, Profile, ProvenKind } from '@clic/deidentification'
import type { FileRow } from './file-row.ts'

/**
 * A row of the proof. `input` is the file's number in the sorted list of paths, never its path: a path may name the patient. The
 * digest finds the file again. `kind`: what the file is, told by its content. `masked`: boxes that were blackened, in pixels, on the frames (or
 * pages, or pictures of the file) from `from` to `to`, counted from 1, and why; never what stood there. `terms`: keyed digest of all else that decided on the output, see `termsOfPatients`.
 */
export type ProofRow = {
  input: number
  profile: string
  profile_sha256: string
  terms: string
  input_sha256?: string
} & (
  | {
      status: 'released'
      kind: ProvenKind
      output: string
      reason: null
      modality: string
      rules: ObjectProof['rules']
      residual: { scanned_bytes: number; certain: number; possible: number }
      pixels_changed: boolean
      masked: MaskedBox[]
      input_sha256: string
      output_sha256: string
    }
  | {
      status: 'quarantined' | 'failed'
      output: null
      code: string
      reason: string
      next: string
      modality?: string
      kind?: FileKind
    }
)

interface MaskedBox {
  from: number
  to: number
  found: 'text' | 'face' | 'person'
  x: number
  y: number
  width: number
  height: number
}

export function isReleasedRow(row: ProofRow): row is Extract<ProofRow, { status: 'released' }> {
  return row.status === 'released'
}

export function proofRow(
  row: Exclude<FileRow, { status: 'kept' }>,
  under: { profile: Profile; profileSha256: string; terms: string },
): ProofRow {
  const { profile, profileSha256, terms } = under
  const input = row.number + 1
  const common = { profile: `${profile.name} ${profile.version}`, profile_sha256: profileSha256, terms }
  if (row.status !== 'released') {
    const { code, reason, next } = row
    const seen =
      row.status === 'quarantined' ? { kind: row.kind, modality: row.modality, input_sha256: row.inputSha256 } : {}
    return { input, status: row.status, ...common, output: null, code, reason, next, ...seen }
  }
  const { proof } = row
  return {
    input,
    status: row.status,
    kind: proof.kind,
    ...common,
    output: row.output,
    reason: null,
    modality: proof.modality,
    rules: proof.rules,
    residual: {
      scanned_bytes: proof.residual.scannedBytes,
      certain: proof.residual.certain,
      possible: proof.residual.possible,
    },
    pixels_changed: proof.pixelsChanged,
    masked: maskedBoxes(proof),
    input_sha256: proof.inputSha256,
    output_sha256: proof.outputSha256,
  }
}

function maskedBoxes(proof: ObjectProof): MaskedBox[] {
  return (proof.masks ?? []).flatMap(({ from, to, boxes }) =>
    boxes.map(({ kind, x, y, width, height }) => ({ from, to, found: kind, x, y, width, height })),
  )
}
