import { createHash } from 'node:crypto'
import { BrokenDicom, tokenise } from '@clic/dicom'
import type { PreparedProfile } from './annex-e.ts'
import { isCompressedSlice, isDrawnInto, nativeSlice, type Slice } from './drawn-slice.ts'
import type { FactsMemory } from './facts-memory.ts'
import type { HeaderMemory } from './header-memory.ts'
import { drawnSlice, nameless } from './look-rules.ts'
import { admit, proofOf, type Refusal, refused, residualRefusal, unreadable } from './object-checks.ts'
import { type ObjectFacts, readFacts } from './object-facts.ts'
import type { ObjectProof, ObjectResult } from './object-result.ts'
import type { Profile } from './profile.ts'
import type { RuleTrace } from './rewrite-job.ts'
import { type Rewritten, rewriteObject } from './rewrite-object.ts'
import { type Residual, scanParts } from './scan-residual.ts'
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

/** An object rewritten, whose output nobody has searched yet. */
export interface RewrittenObject {
  status: 'rewritten'
  parts: Uint8Array[]
  /** Where its pixel data begin. */
  headerBytes: number
  /** What the output has to be searched for. */
  sweep: IdentitySweep
  /** Whether letters are drawn into its pixels has to be asked of these; undefined where it need not be, or a rule asked for a look. */
  slice: Slice | undefined
  /** It is a slice that has to be decoded to be asked for letters (`drawnWhenDecoded`). */
  compressed: boolean
  /** New UIDs, for the name of the file. */
  sopInstanceUid: string
  seriesInstanceUid: string
  /**
   * What becomes of it by what was seen: released, or quarantined when something known of the patient is left. Without `seen` it is searched
   * and digested here; its input must still be there.
   */
  judged(seen?: SeenOutput): PartsResult
}

/** What was seen in the bytes of input and output. SHA-256, lower-case hexadecimal. */
export interface SeenOutput {
  inputSha256: string
  outputSha256: string
  residual: Residual
  /** Letters may be drawn into its slice (`isDrawnInto`). */
  drawn: boolean
}

/** As `deidentifyObject`, the output in parts. */
export function deidentifyParts(input: Uint8Array, given: DeidentificationTerms): PartsResult {
  const rewritten = rewriteParts(input, given)
  return rewritten.status === 'quarantined' ? rewritten : rewritten.judged()
}

/** The first half of `deidentifyParts`: whoever searches and digests the output, in another thread perhaps, asks for the judgement then. */
export function rewriteParts(
  input: Uint8Array,
  given: DeidentificationTerms,
): RewrittenObject | Extract<ObjectResult, { status: 'quarantined' }> {
  const refusing = (refusal: Refusal, modality: string) =>
    refused(refusal, given.unchecked ? '' : sha256([input]), modality)
  const read = readFacts(input, given.facts ? { memory: given.facts } : {})
  if (!read.ok) return refusing(unreadable(read.problem.message), '')
  const facts = withUid(read.facts, input)
  if (facts.sopClassUid === '' && holdsUnseen(input)) return refusing(nameless, facts.modality)
  const admitted = admit(facts, given)
  if ('refusal' in admitted) return refusing(admitted.refusal, facts.modality)
  const rewritten = guardedRewrite(() => rewriteObject(input, facts, admitted))
  if (typeof rewritten === 'string') return refusing(unreadable(rewritten), facts.modality)
  const { parts, headerBytes, sopInstanceUid, seriesInstanceUid } = rewritten
  const slice = given.looked ? undefined : nativeSlice(facts)
  return {
    status: 'rewritten',
    ...{ parts, headerBytes, sopInstanceUid, seriesInstanceUid },
    ...{ sweep: admitted.sweep, slice, compressed: !given.looked && isCompressedSlice(facts) },
    judged(seen = given.unchecked ? unseen : seenIn(input, { parts, headerBytes, sweep: admitted.sweep, slice })) {
      const { inputSha256, outputSha256, residual, drawn } = seen
      if (residual.certain > 0) return refused(residualRefusal(residual.certain), inputSha256, facts.modality)
      if (drawn) return refused(drawnSlice, inputSha256, facts.modality)
      const proof = proofOf(facts, rewritten, admitted, { input: inputSha256, output: outputSha256, residual })
      return { status: 'released', parts, proof }
    },
  }
}

/** A document, a voice or a spectrum, in an object that does not say what it is: nobody would know that it has to be cleaned. */
function holdsUnseen(input: Uint8Array): boolean {
  let found = false
  const meet = (tag: number, depth: number) => {
    found ||= depth === 0 && unseenTags.has(tag)
    return undefined
  }
  tokenise(input, {
    startSequence: (tag, _vr, _length, depth) => meet(tag, depth),
    element: (tag, _vr, _start, _length, depth) => meet(tag, depth),
  })
  return found
}
/** Encapsulated document, waveforms, spectroscopy data, and pixels of floating point numbers. */
const unseenTags = new Set([0x00420011, 0x54000100, 0x56000020, 0x7fe00008, 0x7fe00009])

/** An object with no UID of its own gets one, the same for the same bytes. */
function withUid(facts: ObjectFacts, input: Uint8Array): ObjectFacts {
  if (facts.sopInstanceUid !== '' || facts.directory) return facts
  const sopInstanceUid = `2.25.${BigInt(`0x${sha256([input]).slice(0, 32)}`)}`
  return { ...facts, sopInstanceUid, uidMade: true }
}

function seenIn(
  input: Uint8Array,
  { parts, headerBytes, sweep, slice }: Pick<RewrittenObject, 'parts' | 'headerBytes' | 'sweep' | 'slice'>,
): SeenOutput {
  return {
    inputSha256: sha256([input]),
    residual: scanParts(parts, headerBytes, sweep),
    outputSha256: sha256(parts),
    drawn: isDrawnInto(parts, headerBytes, slice),
  }
}

const unseen: SeenOutput = {
  ...{ inputSha256: '', outputSha256: '', drawn: false },
  residual: { scannedBytes: 0, certain: 0, possible: 0 },
}

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
