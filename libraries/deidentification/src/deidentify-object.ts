import { createHash } from 'node:crypto'
import { BrokenDicom } from '@clic/dicom'
import type { PreparedProfile } from './annex-e.ts'
import type { FactsMemory } from './facts-memory.ts'
import type { HeaderMemory } from './header-memory.ts'
import { admit, proofOf, refused, residualRefusal, unreadable } from './object-checks.ts'
import { readFacts } from './object-facts.ts'
import type { ObjectProof, ObjectResult } from './object-result.ts'
import type { Profile } from './profile.ts'
import type { RuleTrace } from './rewrite-job.ts'
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
  /** What became of headers of the same series; pass the same for many objects to save time. */
  headers?: HeaderMemory
  /** What was read of a header before; likewise. */
  facts?: FactsMemory
  /**
   * For measuring alone: no digests, no scan of the output. The proof then says that nothing was scanned, and no gate lets such an object
   * leave.
   */
  unchecked?: boolean
  /** Told of every rule as it acts; for showing a person what a profile does. */
  trace?: RuleTrace
  /** The pixels were looked at and masked already: what for. */
  looked?: 'text' | 'text-and-faces'
  /** The face was removed from the object's series already (`removeFace` of the pixels). */
  faceRemoved?: boolean
  /** The document that the object holds was cleaned already. */
  documentCleaned?: boolean
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
  const inputSha256 = given.unchecked ? '' : sha256([input])
  const read = readFacts(input, given.facts ? { memory: given.facts } : {})
  if (!read.ok) return refused(unreadable(read.problem.message), inputSha256, '')
  const { facts } = read
  const admitted = admit(facts, given)
  if ('refusal' in admitted) return refused(admitted.refusal, inputSha256, facts.modality)
  const rewritten = guardedRewrite(() => rewriteObject(input, facts, admitted))
  if (typeof rewritten === 'string') return refused(unreadable(rewritten), inputSha256, facts.modality)
  if (given.unchecked) {
    const proof = proofOf(facts, rewritten, admitted, { input: '', output: '', residual: unscanned })
    return { status: 'released', parts: rewritten.parts, proof }
  }
  const residual = scanParts(rewritten.parts, rewritten.headerBytes, admitted.sweep)
  if (residual.certain > 0) return refused(residualRefusal(residual.certain), inputSha256, facts.modality)
  const proof = proofOf(facts, rewritten, admitted, { input: inputSha256, output: sha256(rewritten.parts), residual })
  return { status: 'released', parts: rewritten.parts, proof }
}

const unscanned = { scannedBytes: 0, certain: 0, possible: 0 }

function guardedRewrite(rewrite: () => Rewritten): Rewritten | string {
  try {
    return rewrite()
  } catch (error) {
    if (error instanceof BrokenDicom || error instanceof RangeError) return error.message
    throw error
  }
}

function sha256(parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
