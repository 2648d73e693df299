import { type Encoding, tokenise, undefinedLength } from '@clic/dicom'
import { embeddedFile } from './embedded-file.ts'
import { identityInFile } from './file-identity.ts'
import { fileKind } from './file-kind.ts'
import { jobOver } from './file-outcome.ts'
import { type FileTerms, refuse } from './file-result.ts'
import { plainModel } from './model-geometry.ts'

const storage = '1.2.840.10008.5.1.4.1.1.104.'
const forms = { '1': 'pdf', '2': 'cda', '3': 'stl', '4': 'obj', '5': 'mtl' } as const
type Form = (typeof forms)[keyof typeof forms]

const documentTag = 0x00420011
const lengthTag = 0x00420015
const burnedInTag = 0x00280301

/** Which kind of document an object of this SOP class holds (PS3.4 B.5); undefined for all other classes. */
export function encapsulatedForm(sopClassUid: string): Form | undefined {
  if (!sopClassUid.startsWith(storage)) return undefined
  return forms[sopClassUid.slice(storage.length) as keyof typeof forms]
}

/** The object with its document cleaned, everything else as it was; what was done to the document; and whom it names. */
export async function cleanedDocument(input: Uint8Array, form: Form, terms: FileTerms) {
  const found = places(input)
  if (!found) return notFound
  const document = Buffer.from(input.subarray(found.start, found.start + found.length))
  const kind = fileKind(document)
  const identity = await identityInFile(kind, document)
  const job = jobOver(terms, identity)
  let cleaned: Buffer | undefined
  if (form === 'pdf' || form === 'cda') {
    if (kind !== form) return otherwise
    const result = await embeddedFile(withoutPadding(document, form), job)
    if (!result.ok) return result
    cleaned = result.bytes
  } else if (job.profile.options.cleanRecognizableVisualFeatures) return mayBeAFace
  else cleaned = plainModel(form, document, job)
  if (!cleaned) return notGeometry
  return {
    ok: true as const,
    bytes: spliced(input, found, cleaned),
    document: cleaned,
    rules: job.rules,
    masks: job.masks,
    sweep: job.sweep,
  }
}

interface Places {
  start: number
  length: number
  encoding: Encoding
  /** Of the value that repeats the document's length. */
  lengthAt: number | undefined
  /** Where it is said whether the document shows who the patient is (PS3.3 C.24.2), and over how many bytes. */
  burnedIn: { at: number; length: number } | undefined
}

function places(input: Uint8Array): Places | undefined {
  let found: Places | undefined
  let lengthAt: number | undefined
  let burnedIn: Places['burnedIn']
  const walked = tokenise(input, {
    element(tag, _vr, start, length, depth) {
      if (depth > 0 || length === undefinedLength) return undefined
      if (tag === lengthTag && length === 4) lengthAt = start
      if (tag === burnedInTag && length >= 2) burnedIn = { at: start, length }
      if (tag === documentTag)
        found = { start, length, encoding: { explicit: true, little: true }, lengthAt: undefined, burnedIn: undefined }
      return undefined
    },
  })
  // A deflated data set is another body than the file.
  if (!found || !walked.ok || walked.structure.deflated || found.length === 0) return undefined
  return { ...found, encoding: walked.structure.encoding, lengthAt, burnedIn }
}

/** The value padded to an even length, its length field and the one beside it put right, and said that it shows no longer who it is of. */
function spliced(input: Uint8Array, found: Places, cleaned: Buffer): Buffer {
  const { start, length, encoding, lengthAt, burnedIn } = found
  const before = Buffer.from(input.subarray(0, start))
  const after = Buffer.from(input.subarray(start + length))
  const size = cleaned.length + (cleaned.length & 1)
  const write = (into: Buffer, at: number, value: number) =>
    encoding.little ? into.writeUInt32LE(value, at) : into.writeUInt32BE(value, at)
  write(before, start - 4, size)
  if (lengthAt !== undefined) {
    if (lengthAt < start) write(before, lengthAt, cleaned.length)
    else write(after, lengthAt - start - length, cleaned.length)
  }
  if (burnedIn) {
    const there = burnedIn.at < start ? before : after
    const at = burnedIn.at < start ? burnedIn.at : burnedIn.at - start - length
    there.fill(' ', at, at + burnedIn.length).write('NO', at, 'latin1')
  }
  return Buffer.concat([before, cleaned, Buffer.alloc(size - cleaned.length), after])
}

function withoutPadding(document: Buffer, form: Form): Buffer {
  return form === 'cda' && document.at(-1) === 0 ? document.subarray(0, -1) : document
}

const next = 'Leave the document out, or let an authorised person redact it and send it again.'
const notFound = refuse('document-not-cleaned', 'The object holds no document that can be read.', next)
const otherwise = refuse('document-not-cleaned', 'The document is of another kind than the object says.', next)
const mayBeAFace = refuse(
  'face-not-removed',
  'A 3D model may show a face, and faces are removed from CT and MR only.',
  'An authorised person looks at it, or it is left out.',
)

const notGeometry = refuse(
  'document-not-cleaned',
  'The 3D model holds more than geometry, or is of an unknown form.',
  next,
)
