import { deidentifyParts, type PartsResult } from './deidentify-object.ts'
import { cleanedDocument, encapsulatedForm } from './files/encapsulated-document.ts'
import type { FileTerms } from './files/file-result.ts'
import { type Refusal, refused } from './object-checks.ts'
import { readFacts } from './object-facts.ts'

/**
 * An object that holds a document (PDF, CDA) or a 3D model: its content is cleaned as a file of its own would be, then the object goes
 * through the engine. `held`: how the engine answered before. Closed when the content may not leave.
 */
export async function deidentifyDocument(
  input: Uint8Array,
  held: Extract<PartsResult, { status: 'quarantined' }>,
  terms: FileTerms,
): Promise<PartsResult> {
  const read = readFacts(input)
  const form = read.ok ? encapsulatedForm(read.facts.sopClassUid) : undefined
  if (!read.ok || !form) return held
  const sweep = terms.sweep.including(read.facts.identity)
  const cleaned = await cleanedDocument(input, form, { ...terms, sweep })
  if (!cleaned.ok) return refused(cleaned.refusal, held.inputSha256, held.modality)
  const made = deidentifyParts(cleaned.bytes, { ...terms, sweep: cleaned.sweep, documentCleaned: true })
  if (made.status === 'quarantined') return { ...made, inputSha256: held.inputSha256 }
  // The engine blanks a value that still tells of somebody; an object whose document is gone would look as if it had said nothing.
  if (!Buffer.concat(made.parts).includes(cleaned.document))
    return refused(nothingLeft, held.inputSha256, held.modality)
  const rules: Record<string, number> = { ...made.proof.rules }
  for (const [rule, times] of cleaned.rules) rules[rule] = (rules[rule] ?? 0) + times
  const sorted = Object.fromEntries(Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)))
  const masks = cleaned.masks.length > 0 ? { masks: cleaned.masks } : {}
  return { ...made, proof: { ...made.proof, inputSha256: held.inputSha256, rules: sorted, ...masks } }
}

const nothingLeft: Refusal = {
  code: 'document-not-cleaned',
  reason: 'The document still told of somebody after it was cleaned, so nothing of it could be kept.',
  next: 'Leave the document out, or let an authorised person redact it and send it again.',
}
