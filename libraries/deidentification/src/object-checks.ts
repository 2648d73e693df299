import { STORABLE_TRANSFER_SYNTAXES, sopClassName } from '@clic/dicom'
import { type PreparedProfile, prepareProfile } from './annex-e.ts'
import type { DeidentificationTerms } from './deidentify-object.ts'
import type { HeaderMemory } from './header-memory.ts'
import { lookNeeded } from './look-rules.ts'
import type { ObjectFacts } from './object-facts.ts'
import type { ObjectProof, ObjectResult } from './object-result.ts'
import type { RuleTrace } from './rewrite-job.ts'
import type { Rewritten } from './rewrite-object.ts'
import type { Residual } from './scan-residual.ts'
import { showsHead } from './shows-head.ts'
import type { Subject } from './subject.ts'
import type { IdentitySweep } from './sweep.ts'

const encapsulatedDocument = 0x00420011

export interface Refusal {
  code: string
  reason: string
  next: string
}

/** Everything that the rewriting of one object needs. */
export interface Admitted {
  prepared: PreparedProfile
  subject: Subject
  sweep: IdentitySweep
  uids: Map<string, string>
  headers?: HeaderMemory
  trace?: RuleTrace
}

/** Whether an object may be rewritten at all, before a byte of it is; and the sweep that knows what it says itself. */
export function admit(facts: ObjectFacts, given: DeidentificationTerms): Admitted | { refusal: Refusal } {
  const look = given.looked ? undefined : lookNeeded(facts)
  const cleaned = given.documentCleaned === true && look?.code === 'document-not-cleaned'
  const prepared = 'actions' in given.profile ? given.profile : prepareProfile(given.profile)
  const refusal = objectProblem(facts) ?? faceProblem(facts, prepared, given) ?? (cleaned ? undefined : look)
  if (refusal) return { refusal }
  // Cleaned is what the table's dummy is for.
  const actions = cleaned ? new Map(prepared.actions).set(encapsulatedDocument, 'keep') : prepared.actions
  return {
    prepared:
      given.looked || cleaned || given.faceRemoved
        ? { ...prepared, actions, looked: given.looked, faceRemoved: given.faceRemoved }
        : prepared,
    subject: given.subject,
    sweep: given.sweep.including(facts.identity),
    uids: given.uids ?? new Map(),
    ...(given.headers ? { headers: given.headers } : {}),
    ...(given.trace ? { trace: given.trace } : {}),
  }
}

export function refused(
  { code, reason, next }: Refusal,
  inputSha256: string,
  modality: string,
): Extract<ObjectResult, { status: 'quarantined' }> {
  return { status: 'quarantined', code, reason, next, inputSha256, modality: plainModality(modality) }
}

export function unreadable(message: string): Refusal {
  return {
    code: 'unreadable',
    reason: `The file cannot be read as DICOM: ${message}`,
    next: 'Ask the sender for the object again; nothing of it was released.',
  }
}

export function residualRefusal(certain: number): Refusal {
  return {
    code: 'residual-identifier',
    reason: `After the rewriting ${certain} place(s) still hold something known of the patient, most likely in the pixel data or a binary value.`,
    next: 'Show the object to the data engineer; it needs a rule of its own.',
  }
}

export function proofOf(
  facts: ObjectFacts,
  rewritten: Omit<Rewritten, 'parts'>,
  admitted: Admitted,
  seen: { input: string; output: string; residual: Residual },
): ObjectProof {
  const face = admitted.prepared.faceRemoved ? 'faces-removed' : 'faces-not-removed'
  // A capture was looked at for faces as a photograph is.
  const seenAsPhotograph = noVolumes.test(facts.sopClassUid) && admitted.prepared.looked === 'text-and-faces'
  const shown = showsHead(facts) !== 'no' && !seenAsPhotograph
  const rules = { ...rewritten.rules, ...(shown ? { [face]: 1 } : {}) }
  return {
    kind: 'dicom',
    inputSha256: seen.input,
    outputSha256: seen.output,
    sopInstanceUid: rewritten.sopInstanceUid,
    sopClassUid: facts.sopClassUid,
    seriesInstanceUid: rewritten.seriesInstanceUid,
    studyInstanceUid: rewritten.studyInstanceUid,
    modality: plainModality(facts.modality),
    rules,
    residual: seen.residual,
    pixelsChanged: (rewritten.rules['pixel-text-masked'] ?? 0) > 0,
  }
}

/** Label Map and Height Map Segmentation, of editions after the dictionary's, and Color Palette, which is of no patient. */
const newerClasses = new Set([
  '1.2.840.10008.5.1.4.1.1.66.7',
  '1.2.840.10008.5.1.4.1.1.66.8',
  '1.2.840.10008.5.1.4.39.1',
])
/** Retired forms of JPEG (PS3.6 A) are read like the others: only whoever wants their pixels needs a decoder of them. */
const retiredJpeg = [52, 53, 54, 55, 56, 58, 59, 60, 61, 62, 63, 64, 65, 66].map((n) => `1.2.840.10008.1.2.4.${n}`)
const syntaxes = new Set([...STORABLE_TRANSFER_SYNTAXES, ...retiredJpeg])

/** What makes an object unfit whatever its content. */
function objectProblem(facts: ObjectFacts): Refusal | undefined {
  if (facts.directory || facts.sopClassUid === '1.2.840.10008.1.3.10')
    return {
      code: 'media-directory',
      reason: 'A media directory (DICOMDIR) lists the patients of the whole medium.',
      next: 'Leave it out; a new directory is made over the released objects.',
    }
  if (facts.sopInstanceUid === '')
    return {
      code: 'no-sop-instance',
      reason: 'The object has no SOP Instance UID, and is too long for one to be made from its bytes.',
      next: 'Ask the sender for a complete object.',
    }
  if (facts.sopClassUid !== '' && sopClassName(facts.sopClassUid) === undefined && !newerClasses.has(facts.sopClassUid))
    return {
      code: 'unknown-sop-class',
      reason:
        'Its SOP class is none of the standard’s for what belongs to a patient: where such an object holds identifiers is not known.',
      next: 'Leave it out, or have a data engineer describe the class first.',
    }
  if (!syntaxes.has(facts.transferSyntax))
    return {
      code: 'unknown-transfer-syntax',
      reason: 'The transfer syntax is not known here, or keeps the pixels on another server.',
      next: 'Have the archive send it in another transfer syntax.',
    }
  if (facts.pixelBits === 'unclear' || (facts.pixelBits && /^1\.2\.840\.10008\.1\.2\.[45]/.test(facts.transferSyntax)))
    return {
      code: 'overlay-in-pixels',
      reason: 'An overlay, which may be drawn text, lies in bits of the pixels from which it cannot be taken here.',
      next: 'Have the archive send it uncompressed, or with the overlay in an element of its own.',
    }
  if (/^1\.2\.840\.10008\.1\.2\.4\.10[0-8]/.test(facts.transferSyntax))
    return {
      code: 'look-video',
      reason: 'Video: its frames may show burned-in text or faces.',
      next: 'An authorised person looks at it, or it is left out.',
    }
  return undefined
}

/** Secondary captures, whose faces are looked for as in photographs, and spectra, which are no images. */
const noVolumes = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.(?:7(?:\.[1-4])?|4\.2)$/

/** Whether the profile wants the face of a head removed and it was not. Asked on every way by which an object leaves. */
function faceProblem(
  facts: ObjectFacts,
  { profile }: PreparedProfile,
  given: DeidentificationTerms,
): Refusal | undefined {
  if (!profile.options.cleanRecognizableVisualFeatures || given.faceRemoved) return undefined
  if (noVolumes.test(facts.sopClassUid)) return undefined
  const shown = showsHead(facts)
  if (shown === 'no') return undefined
  return {
    code: 'face-not-removed',
    reason:
      shown === 'head'
        ? 'It is of a head, and the face was not removed from its series, as the profile asks.'
        : 'It does not say which part of the body it shows, and no face was looked for in its series, as the profile asks.',
    next: 'De-identify it together with its whole series, or an authorised person removes the face, or it is left out.',
  }
}

/** Defined terms of Modality (PS3.3 C.7.3.1.1.1), and a few that old devices write. */
const modalities = new Set(
  'ANN AR ASMT AU BDUS BI BMD CFM CR CT CTPROTOCOL DMS DG DOC DX ECG EEG EMG EOG EPS ES FID GM HC HD IO IOL IVOCT IVUS KER KO LEN LS M3D MG MR NM OAM OCT OP OPM OPT OPTBSV OPTENF OPV OSS OT PA PLAN POS PR PT PX REG RESP RF RG RTDOSE RTIMAGE RTINTENT RTPLAN RTRAD RTRECORD RTSEGANN RTSTRUCT RWV SC SEG SM SMR SR SRF STAIN TEXTUREMAP TG US VA VL XA XAPROTOCOL XC'.split(
    ' ',
  ),
)

/** A proof repeats no word of the object that the standard does not define. */
function plainModality(modality: string): string {
  return modalities.has(modality) ? modality : ''
}
