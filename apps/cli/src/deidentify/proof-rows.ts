import { type Profile, profileHash } from '@clic/deidentification'
import type { FileRow } from './file-row.ts'

/**
 * A row of the proof. `input` is the file's number in the sorted list of paths, never its path: a path may name the patient. The
 * digest finds the file again.
 */
export function proofRow(row: FileRow, profile: Profile): Record<string, unknown> {
  const common = {
    input: row.number + 1,
    status: row.status,
    profile: `${profile.name} ${profile.version}`,
    profile_sha256: profileHash(profile),
  }
  if (row.status !== 'released') {
    const { code, reason, next } = row
    return {
      ...common,
      output: null,
      code,
      reason,
      next,
      ...(row.status === 'quarantined' ? { modality: row.modality, input_sha256: row.inputSha256 } : {}),
    }
  }
  const { proof } = row
  return {
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
    input_sha256: proof.inputSha256,
    output_sha256: proof.outputSha256,
  }
}

/** What a person wants to know at the end. */
export function summary(rows: readonly FileRow[], seconds: number, dry: boolean): string {
  const of = (status: FileRow['status']) => rows.filter((row) => row.status === status)
  const lines = [
    `${of('released').length} released, ${of('quarantined').length} quarantined, ${of('failed').length} failed; ${seconds.toFixed(1)} s, ${Math.round(rows.length / Math.max(seconds, 0.001))} files a second.`,
  ]
  if (dry) lines[0] += ' Dry run: nothing was written.'
  const reasons = new Map<string, { count: number; reason: string; next: string; first: number }>()
  for (const row of rows) {
    if (row.status === 'released') continue
    const found = reasons.get(row.code)
    if (found) found.count++
    else reasons.set(row.code, { count: 1, reason: row.reason, next: row.next, first: row.number + 1 })
  }
  for (const [code, one] of reasons)
    lines.push(`  ${one.count} × ${code} (first: file ${one.first} in sorted order): ${one.reason} ${one.next}`)
  const faces = rows.filter((row) => row.status === 'released' && row.proof.rules['faces-not-removed']).length
  if (faces > 0)
    lines.push(`  ${faces} released object(s) may show a head: faces are not removed from CT, MR and PET volumes.`)
  return `${lines.join('\n')}\n`
}
