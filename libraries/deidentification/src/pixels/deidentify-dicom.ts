import { blackenObject, cleanPixels, type FrameMask, maskObject, PixelReaderFailed } from '@clic/pixels'
import { deidentifyDocument } from '../deidentify-document.ts'
import { type DeidentificationTerms, deidentifyParts, type PartsResult } from '../deidentify-object.ts'
import { drawnSlice, type LookRule, lookNeeded } from '../look-rules.ts'
import { refused } from '../object-checks.ts'
import { readFacts } from '../object-facts.ts'
import { drawnWhenDecoded } from './drawn-when-decoded.ts'
import { type GivenReader, readerOf } from './reader-of.ts'

export interface DicomTerms extends DeidentificationTerms {
  /** Reads text and faces; without it an object that needs a look is quarantined. */
  pixels?: GivenReader | undefined
  /** Boxes that a person drew or corrected: they are applied as they are, and nothing is searched for. */
  masks?: readonly FrameMask[] | undefined
}

/**
 * As `deidentifyParts`, and an object whose pixels need a look is looked at: text, and faces where the rule says so, turn black, the rest
 * of the pixels stays. A document inside of an object is cleaned as a file of its own. Only where the profile switches `cleanPixelData` on. Fails closed: what does not decode, or still shows text after
 * masking, is quarantined. A slide's label turns black as a whole, reader or not.
 */
export async function deidentifyDicom(input: Uint8Array, terms: DicomTerms): Promise<PartsResult> {
  const plain = deidentifyParts(input, terms)
  if (plain.status === 'released' && drawnBoxes(terms) > 0) return maskedAnyway(input, plain, terms)
  const first = await seenDecoded(input, plain, terms)
  if (first.status === 'released') return first
  if (first.code === 'document-not-cleaned') return deidentifyDocument(input, first, terms)
  const rule = maskableRule(input, first.code, terms)
  if (!rule) return first
  const black = rule.blacken && !terms.masks
  const cleaned = black ? await blackenObject(input) : await maskedInput(input, rule.pixels, terms)
  if (!cleaned) return first
  if (!cleaned.ok) return refused(cleaned, first.inputSha256, first.modality)
  const second = deidentifyParts(cleaned.bytes, { ...terms, looked: rule.pixels ?? 'text' })
  if (second.status === 'quarantined') return { ...second, inputSha256: first.inputSha256 }
  if (black) return { ...second, proof: withoutLabel(second.proof, first.inputSha256, cleaned.masks) }
  return { ...second, proof: withMasks(second.proof, first.inputSha256, cleaned.masks) }
}

/** A compressed slice is released when its frames were decoded and no letters are drawn into them; a person who was asked has answered. */
async function seenDecoded(input: Uint8Array, plain: PartsResult, terms: DicomTerms): Promise<PartsResult> {
  if (plain.status === 'quarantined' || terms.masks || terms.looked || !(await drawnWhenDecoded(input))) return plain
  return refused(drawnSlice, plain.proof.inputSha256, plain.proof.modality)
}

type Released = Extract<PartsResult, { status: 'released' }>

function drawnBoxes(terms: DicomTerms): number {
  return (terms.masks ?? []).reduce((sum, mask) => sum + mask.boxes.length, 0)
}

/** No rule asked for a look, and a person saw something all the same: their boxes turn black before the engine has the object. */
async function maskedAnyway(input: Uint8Array, first: Released, terms: DicomTerms): Promise<PartsResult> {
  const { inputSha256, modality } = first.proof
  const masked = await maskedInput(input, undefined, terms)
  // Undefined only where a reader fails, and none is asked here.
  if (!masked) return first
  if (!masked.ok) return refused(masked, inputSha256, modality)
  const second = deidentifyParts(masked.bytes, terms)
  if (second.status === 'quarantined') return { ...second, inputSha256 }
  return { ...second, proof: withMasks(second.proof, inputSha256, masked.masks) }
}

/** The rule by which the object was held, when masking lets it go. */
function maskableRule(input: Uint8Array, code: string, terms: DicomTerms): LookRule | undefined {
  const profile = 'actions' in terms.profile ? terms.profile.profile : terms.profile
  if (!profile.options.cleanPixelData) return undefined
  if (code === drawnSlice.code) return drawnSlice
  const read = readFacts(input)
  const rule = read.ok ? lookNeeded(read.facts) : undefined
  return rule?.code === code ? rule : undefined
}

/** Undefined where somebody or a reader has to look, and neither does. */
async function maskedInput(input: Uint8Array, look: LookRule['pixels'], terms: DicomTerms) {
  try {
    const reader = terms.masks || !look ? undefined : await readerOf(terms)
    if (reader) return await cleanPixels(input, reader, { faces: look === 'text-and-faces' })
  } catch (error) {
    if (error instanceof PixelReaderFailed) return undefined
    throw error
  }
  if (!terms.masks) return undefined
  const done = await maskObject(input, terms.masks)
  return done.ok ? { ...done, masks: [...terms.masks] } : done
}

function withoutLabel(proof: Released['proof'], inputSha256: string, masks: FrameMask[]): Released['proof'] {
  const rules = { ...proof.rules, 'slide-label-removed': 1 }
  const sorted = Object.fromEntries(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...proof, inputSha256, rules: sorted, pixelsChanged: true, masks }
}

function withMasks(proof: Released['proof'], inputSha256: string, masks: FrameMask[]): Released['proof'] {
  const count = (kind: string) => masks.flatMap((mask) => mask.boxes).filter((box) => box.kind === kind).length
  const rules = {
    ...proof.rules,
    'pixel-looked-at': 1,
    ...(count('text') > 0 ? { 'pixel-text-masked': count('text') } : {}),
    ...(count('face') > 0 ? { 'pixel-face-masked': count('face') } : {}),
    ...(count('person') > 0 ? { 'pixel-masked-by-person': count('person') } : {}),
  }
  return {
    ...proof,
    inputSha256,
    rules: Object.fromEntries(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1))),
    pixelsChanged: masks.some((mask) => mask.boxes.length > 0),
    masks,
  }
}
