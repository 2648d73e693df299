import { createHash } from 'node:crypto'
import { rewriteCda } from './files/cda-document.ts'
import { rewriteFhir } from './files/fhir-document.ts'
import { identityInFile } from './files/file-identity.ts'
import { type FileKind, fileKind } from './files/file-kind.ts'
import { fileUid, jobOver, refusedFile, releasedFile } from './files/file-outcome.ts'
import { broken, type FileJob, type FileResult, type FileTerms, type Handled, refuse } from './files/file-result.ts'
import { rewriteJpeg } from './files/jpeg-photo.ts'
import { rewriteNifti, rewriteNiftiGz } from './files/nifti-volume.ts'
import { rewritePdf } from './files/pdf-document.ts'
import { rewritePng } from './files/png-photo.ts'
import { rewriteTiff } from './files/tiff-file.ts'
import { residualRefusal } from './object-checks.ts'
import { deidentifyDicom } from './pixels/deidentify-dicom.ts'
import { scanParts } from './scan-residual.ts'

const handlers: Partial<Record<FileKind, (input: Uint8Array, job: FileJob) => Promise<Handled> | Handled>> = {
  jpeg: rewriteJpeg,
  png: rewritePng,
  tiff: rewriteTiff,
  pdf: rewritePdf,
  nifti: rewriteNifti,
  'nifti-gz': rewriteNiftiGz,
  cda: rewriteCda,
  fhir: rewriteFhir,
}

/**
 * De-identifies one file of any kind, told by its content: DICOM, JPEG, PNG, TIFF and whole slides in it, PDF, NIfTI, CDA, FHIR JSON.
 * The same profile, subject, sweep and proof for all. Fails closed as `deidentifyObject` does: what is of another kind, cannot be read
 * to its end, or still holds something known of the patient comes back as quarantined. Never throws for a broken file.
 */
export async function deidentifyFile(input: Uint8Array, terms: FileTerms): Promise<FileResult> {
  const kind = fileKind(input)
  if (kind === 'dicom') return dicom(input, terms)
  const inputSha256 = sha256([input])
  const handler = handlers[kind]
  const job = jobOver(terms, await identityInFile(kind, input))
  const handled = handler ? await guarded(handler, input, job) : unknownKind
  if (!handled.ok) return refusedFile(kind, handled.refusal, inputSha256)
  const { parts, extension, pixelsChanged, proven } = handled
  const total = parts.reduce((sum, part) => sum + part.length, 0)
  const searched = handled.searched ?? { parts, headerBytes: handled.headerBytes ?? total }
  const residual = scanParts(searched.parts, searched.headerBytes, job.sweep)
  if (residual.certain > 0) return refusedFile(kind, residualRefusal(residual.certain), inputSha256)
  const uid = fileUid(terms, inputSha256)
  const outputSha256 = sha256(parts)
  const made = { kind, proven, uid, extension, parts, inputSha256, outputSha256, residual, pixelsChanged }
  return releasedFile(job, made)
}

const unknownKind = refuse(
  'unknown-kind',
  'The file is none of DICOM, JPEG, PNG, TIFF, PDF, NIfTI, CDA and FHIR JSON, so nothing says how to clean it.',
  'Leave it out, or send its content in one of these forms.',
)

async function dicom(input: Uint8Array, terms: FileTerms): Promise<FileResult> {
  const result = await deidentifyDicom(input, terms)
  if (result.status === 'quarantined') return { kind: 'dicom', ...result }
  const name = `${result.proof.sopInstanceUid}.dcm`
  return { status: 'released', kind: 'dicom', name, parts: result.parts, proof: result.proof }
}

/** A parser that runs over the end of a hostile file has met a broken file. */
async function guarded(handler: NonNullable<(typeof handlers)[FileKind]>, input: Uint8Array, job: FileJob) {
  try {
    return await handler(input, job)
  } catch (error) {
    if (error instanceof RangeError) return broken('its structure points outside of it.')
    throw error
  }
}

function sha256(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
