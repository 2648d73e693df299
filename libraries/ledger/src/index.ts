export { BUNDLE_FORMAT, type BundleManifest, writeBundle } from './bundle.ts'
export { canonicalJson, type JsonValue, type ParsedJson, parseCanonicalJson } from './canonical-json.ts'
export type { BundleFiles, Check } from './check.ts'
export { commit, newSalt, opensCommitment } from './commitment.ts'
export { type ConsistencyClaim, consistencyProof, verifyConsistency } from './consistency-proof.ts'
export {
  coSignEnvelope,
  type DsseEnvelope,
  type EnvelopeProblem,
  type EnvelopeVerification,
  isEnvelope,
  preAuthenticationEncoding,
  signEnvelope,
  verifyEnvelope,
} from './dsse.ts'
export { type InclusionClaim, inclusionProof, verifyInclusion } from './inclusion-proof.ts'
export {
  generateKeyPair,
  importSigningKey,
  importVerifyingKey,
  keyId,
  privateKeyPem,
  publicKeyPem,
  type SigningKey,
  type VerifyingKey,
} from './keys.ts'
export {
  ERASURE_ACTION,
  type ErasurePayload,
  eventLeaf,
  type LedgerEvent,
  newEvent,
  type StoredEvent,
} from './ledger-event.ts'
export { type EarlierHead, type ExcerptLine, ledgerExcerpt } from './ledger-excerpt.ts'
export {
  type ItemProof,
  itemProof,
  type MerkleItem,
  type MerkleItems,
  merkleItems,
  verifyItemProof,
} from './merkle-items.ts'
export {
  appendLeaf,
  EMPTY_FRONTIER,
  EMPTY_ROOT,
  type Frontier,
  frontierRoot,
  leafHash,
  merkleRoot,
  nodeHash,
} from './merkle-tree.ts'
export { isSha256, type Sha256, sha256 } from './sha256.ts'
export {
  signTreeHead,
  TREE_HEAD_TYPE,
  type TreeHead,
  type TreeHeadVerification,
  verifyTreeHead,
  witnessTreeHead,
} from './tree-head.ts'
export { type BundleVerification, type VerifyBundleOptions, verifyBundle } from './verify-bundle.ts'
export { DATA_ITEMS, type DatasetItems, dataItemsFile } from './verify-data-items.ts'
export {
  describeState,
  type EventState,
  type EventToVerify,
  eventStates,
  type LogVerification,
  verifyLog,
} from './verify-events.ts'
export { readZip, writeZip, type ZipFile, type ZipProblem, type ZipReading } from './zip.ts'
