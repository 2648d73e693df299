export { type AnnexRow, annexRows, columnSwitch, type PreparedProfile, prepareProfile, rowAction } from './annex-e.ts'
export { byteScanner } from './byte-scan.ts'
export { overrideProblem } from './check-override.ts'
export { deidentifyFacts } from './deidentify-facts.ts'
export { deidentifyFile } from './deidentify-file.ts'
export {
  type DeidentificationTerms,
  deidentifyObject,
  deidentifyParts,
  type PartsResult,
  type RewrittenObject,
  rewriteParts,
  type SeenOutput,
} from './deidentify-object.ts'
export { deidentifySlide } from './deidentify-slide.ts'
export { isCompressedSlice, isDrawnBehind, isDrawnInto, type Slice } from './drawn-slice.ts'
export type { FactsMemory } from './facts-memory.ts'
export { identityInFile } from './files/file-identity.ts'
export { type FileKind, fileKind, kindBytes } from './files/file-kind.ts'
export type { FileResult, FileTerms } from './files/file-result.ts'
export type { HeaderMemory } from './header-memory.ts'
export type { KnownNeedle } from './known-needles.ts'
export { lookNeeded } from './look-rules.ts'
export { identifying, type ObjectFacts, readFacts } from './object-facts.ts'
export type { ObjectProof, ObjectResult, ProvenKind } from './object-result.ts'
export { type DicomTerms, deidentifyDicom } from './pixels/deidentify-dicom.ts'
export { deidentifyFaceless, type SeriesFace } from './pixels/deidentify-faceless.ts'
export { type PixelsThrough, pixelsThrough } from './pixels-through.ts'
export { type PreviewRow, previewObject } from './preview-object.ts'
export {
  type Action,
  annexEdition,
  basicProfile,
  type Profile,
  type ProfileOptions,
  profileHash,
  type ReadProfile,
  readProfile,
  researchProfile,
} from './profile.ts'
export { replaceUid } from './replace-uid.ts'
export { rulesOf } from './rules-of.ts'
export { type PixelSearch, pixelFinds, scanPixelsOf } from './scan-pixels.ts'
export { scanHeaderOf, scanResidual } from './scan-residual.ts'
export { shiftDate } from './shift-date.ts'
export { showsHead } from './shows-head.ts'
export { type ByteSource, deidentifyStream, type StreamResult } from './stream-object.ts'
export { ownSink, pieceBytes, roomBytes, type StreamSink } from './stream-sink.ts'
export { type KnownIdentity, nobody, type Subject } from './subject.ts'
export { type IdentitySweep, prepareSweep } from './sweep.ts'
