import type { Refusal } from '../object-checks.ts'
import { type FileJob, fired } from './file-result.ts'

/** A file inside of a file, by the same way as a file of its own. Refused when it may not leave. */
export async function embeddedFile(
  bytes: Uint8Array,
  job: FileJob,
): Promise<{ ok: true; bytes: Buffer } | { ok: false; refusal: Refusal }> {
  // Known only here, since this and that need each other.
  const { deidentifyFile } = await import('../deidentify-file.ts')
  const depth = (job.terms.depth ?? 0) + 1
  if (depth > 3)
    return {
      ok: false,
      refusal: { code: 'too-deep', reason: 'Files lie inside of files without end.', next: 'Leave it out.' },
    }
  const result = await deidentifyFile(bytes, { ...job.terms, sweep: job.sweep, depth })
  if (result.status === 'quarantined') {
    const { code, reason, next } = result
    return { ok: false, refusal: { code, reason, next } }
  }
  for (const [rule, times] of Object.entries(result.proof.rules)) fired(job, rule, times)
  const before = job.pictures
  for (const mask of result.proof.masks ?? []) {
    job.masks.push({ ...mask, from: before + mask.from, to: before + mask.to })
    job.pictures = Math.max(job.pictures, before + mask.to)
  }
  return { ok: true, bytes: Buffer.concat(result.parts) }
}
