export type { AssociationProblem, InstanceProblem } from './association-problem.ts'
export { type AbortReason, REJECTIONS, type RejectReason } from './association-reasons.ts'
export { createDicomListener, type DicomListener, type ListenResult } from './dicom-listener.ts'
export { STATUS } from './dimse-status.ts'
export type { Part10Source } from './instance-source.ts'
export type { DicomListenerOptions, ListenerEvent } from './listener-options.ts'
export { type MultipartType, type MultipartTypeResult, parseMultipartType } from './multipart-boundary.ts'
export { MultipartProblem, type MultipartProblemKind } from './multipart-problem.ts'
export type { SopClassRule } from './negotiate.ts'
export {
  type Association,
  type AssociationTimeouts,
  type ContextToOpen,
  type EchoAnswer,
  type OpenAssociationOptions,
  type OpenResult,
  openAssociation,
  type StoreAnswer,
} from './open-association.ts'
export { type FileMeta, part10Header, readFileMeta } from './part10.ts'
export { openPart10File, type Part10File } from './part10-file.ts'
export { type MultipartPart, type SplitMultipartOptions, splitMultipart } from './split-multipart.ts'
export { type StoreFilesOptions, type StoreFilesResult, storeFiles } from './store-files.ts'
export type { OnStore, ServedAssociation, StoreOutcome, StoreRequest, StoreSink } from './store-sink.ts'
export { type StowProblem, type StowResult, stowInstances } from './stow-instances.ts'
export {
  type DicomJson,
  FAILURE_REASON,
  type FailedInstance,
  type StoredInstance,
  type StowResponse,
  stowResponse,
} from './stow-response.ts'
export {
  EXPLICIT_VR_LITTLE_ENDIAN,
  IMPLICIT_VR_LITTLE_ENDIAN,
  isStorageSopClass,
  isUid,
  STORABLE_TRANSFER_SYNTAXES,
  VERIFICATION_SOP_CLASS,
} from './uids.ts'
export { type MultipartBody, type PartsToWrite, type PartToWrite, writeMultipart } from './write-multipart.ts'
