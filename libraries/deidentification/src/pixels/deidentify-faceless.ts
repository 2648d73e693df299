import { createHash } from 'node:crypto'
import { type FacePlan, type FacePlanRefusal, removeFace } from '@clic/pixels'
import type { PartsResult } from '../deidentify-object.ts'
import { refused } from '../object-checks.ts'
import { readFacts } from '../object-facts.ts'
import { type DicomTerms, deidentifyDicom } from './deidentify-dicom.ts'

/** Where the face of a series lies, or why it cannot be removed: found once from all its objects (`gatherHead` of the pixels). */
export type SeriesFace = { ok: true; plan: FacePlan } | FacePlanRefusal

/**
 * As `deidentifyDicom`, for one object of a series of a head whose profile wants the face removed: first the face goes, then all else. Fails
 * closed: what has no plan is quarantined with the reason, unchanged.
 */
export async function deidentifyFaceless(input: Uint8Array, face: SeriesFace, terms: DicomTerms): Promise<PartsResult> {
  const inputSha256 = createHash('sha256').update(input).digest('hex')
  const removed = face.ok ? await removeFace(input, face.plan) : face
  if (!removed.ok) {
    const read = readFacts(input)
    const modality = read.ok ? read.facts.modality : ''
    return refused({ code: removed.code, reason: removed.reason, next: removed.next }, inputSha256, modality)
  }
  const result = await deidentifyDicom(removed.bytes, { ...terms, faceRemoved: true })
  if (result.status === 'quarantined') return { ...result, inputSha256 }
  const pixelsChanged = result.proof.pixelsChanged || removed.changed
  return { ...result, proof: { ...result.proof, inputSha256, pixelsChanged } }
}
