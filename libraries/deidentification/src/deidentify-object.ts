import { createHash } from 'node:crypto'
import { BrokenDicom, STORABLE_TRANSFER_SYNTAXES, sopClassName } from '@clic/dicom'
import { type PreparedProfile, prepareProfile } from './annex-e.ts'
import { lookNeeded } from './look-rules.ts'
import { type ObjectFacts, readFacts } from './object-facts.ts'
import type { ObjectProof, ObjectResult } from './object-result.ts'
import type { Profile } from './profile.ts'
import { type Rewritten, rewriteObject } from './rewrite-object.ts'
import { scanParts } from './scan-residual.ts'
import type { Subject } from './subject.ts'
import type { IdentitySweep } from './sweep.ts'

export interface DeidentificationTerms {
  /** Prepared once for many objects, or as it is. */
  profile: Profile | PreparedProfile
  subject: Subject
  sweep: IdentitySweep
  /** UIDs worked out already under this subject's key; pass the same map for many objects to save time. */
  uids?: Map<string, string>
}

/** A result whose output is still in parts, so that long pixel data need not be copied. */
export type PartsResult =
  | { status: 'released'; parts: Uint8Array[]; proof: ObjectProof }
  | Extract<ObjectResult, { status: 'quarantined' }>

/**
 * De-identifies one DICOM file. Fails closed: what cannot be read, is not known, needs a look at its pixels, or still holds something
 * known of the patient afterwards comes back as quarantined, with the reason and what to do. Never throws for a broken file.
 */
export async function deidentifyObject(input: Uint8Array, given: DeidentificationTerms): Promise<ObjectResult> {
  const result = deidentifyParts(input, given)
  if (result.status === 'quarantined') return result
  return { status: 'released', output: Buffer.concat(result.parts), proof: result.proof }
}

/** As `deidentifyObject`, the output in parts. */
export function deidentifyParts(input: Uint8Array, given: DeidentificationTerms): PartsResult {
  const inputSha256 = sha256([input])
  const refuse = (code: string, reason: string, next: string, modality = ''): PartsResult => ({
    status: 'quarantined',
    code,
    reason,
    next,
    inputSha256,
    modality,
  })
  const read = readFacts(input)
  if (!read.ok)
    return refuse(
      'unreadable',
      `The file cannot be read as DICOM: ${read.problem.message}`,
      'Ask the sender for the object again; nothing of it was released.',
    )
  const { facts } = read
  const prepared = 'actions' in given.profile ? given.profile : prepareProfile(given.profile)
  const problem = objectProblem(facts) ?? lookNeeded(facts)
  if (problem) return refuse(problem.code, problem.reason, problem.next, facts.modality)
  const sweep = given.sweep.including(facts.identity)
  const rewritten = guardedRewrite(() =>
    rewriteObject(input, facts, { prepared, subject: given.subject, sweep, uids: given.uids ?? new Map() }),
  )
  if (typeof rewritten === 'string')
    return refuse(
      'unreadable',
      `The file cannot be rewritten: ${rewritten}`,
      'Ask the sender for the object again; nothing of it was released.',
      facts.modality,
    )
  const residual = scanParts(rewritten.parts, rewritten.headerBytes, sweep)
  if (residual.certain > 0)
    return refuse(
      'residual-identifier',
      `After the rewriting ${residual.certain} place(s) still hold something known of the patient, most likely in the pixel data or a binary value.`,
      'Show the object to the data engineer; it needs a rule of its own.',
      facts.modality,
    )
  const rules = { ...rewritten.rules }
  if (mayShowFace(facts)) rules['faces-not-removed'] = 1
  return {
    status: 'released',
    parts: rewritten.parts,
    proof: {
      inputSha256,
      outputSha256: sha256(rewritten.parts),
      sopInstanceUid: rewritten.sopInstanceUid,
      sopClassUid: facts.sopClassUid,
      seriesInstanceUid: rewritten.seriesInstanceUid,
      studyInstanceUid: rewritten.studyInstanceUid,
      modality: facts.modality,
      rules,
      residual,
      pixelsChanged: (rules['pixel-text-masked'] ?? 0) > 0,
    },
  }
}

/** Label Map and Height Map Segmentation, of editions after the dictionary's. */
const newerClasses = new Set(['1.2.840.10008.5.1.4.1.1.66.7', '1.2.840.10008.5.1.4.1.1.66.8'])
const syntaxes = new Set(STORABLE_TRANSFER_SYNTAXES)

/** What makes an object unfit whatever its content. */
function objectProblem(facts: ObjectFacts): { code: string; reason: string; next: string } | undefined {
  if (facts.sopClassUid === '1.2.840.10008.1.3.10')
    return {
      code: 'media-directory',
      reason: 'A media directory (DICOMDIR) lists the patients of the whole medium.',
      next: 'Leave it out; a new directory is made over the released objects.',
    }
  if (facts.sopClassUid === '' || facts.sopInstanceUid === '')
    return {
      code: 'no-sop-class',
      reason: 'The object has no SOP Class UID or no SOP Instance UID, so nobody knows what it is.',
      next: 'Ask the sender for a complete object.',
    }
  if (sopClassName(facts.sopClassUid) === undefined && !newerClasses.has(facts.sopClassUid))
    return {
      code: 'unknown-sop-class',
      reason: `The SOP class ${/^[\d.]{1,64}$/.test(facts.sopClassUid) ? facts.sopClassUid : '(unreadable)'} is not one of the standard: where it holds identifiers is not known.`,
      next: 'Leave it out, or have a data engineer describe the class first.',
    }
  if (!syntaxes.has(facts.transferSyntax))
    return {
      code: 'unknown-transfer-syntax',
      reason: 'The transfer syntax is not known here, or keeps the pixels on another server.',
      next: 'Have the archive send it in another transfer syntax.',
    }
  if (/^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/.test(facts.transferSyntax))
    return {
      code: 'look-video',
      reason: 'Video: its frames may show burned-in text or faces.',
      next: 'An authorised person looks at it, or it is left out.',
    }
  return undefined
}

function guardedRewrite(rewrite: () => Rewritten): Rewritten | string {
  try {
    return rewrite()
  } catch (error) {
    if (error instanceof BrokenDicom || error instanceof RangeError) return error.message
    throw error
  }
}

function mayShowFace(facts: ObjectFacts): boolean {
  return (
    ['CT', 'MR', 'PT'].includes(facts.modality) &&
    (facts.bodyPart === '' || /HEAD|BRAIN|SKULL|FACE|NECK|ORBIT|SINUS|HIPPOCAMPUS|WHOLE|CEREB/.test(facts.bodyPart))
  )
}

function sha256(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
