export { appendEvents, signHead } from './append.ts'
export { erasePayloads } from './erase-payloads.ts'
export { createLedgerReader, type LedgerReader, type StoredEvent } from './reader.ts'
export { ledgerSigningKey } from './signing-key.ts'
export { type Change, createTransact, type EventInput } from './transact.ts'
export {
  type HeadStatement,
  type HeadView,
  keepCoSigned,
  noteOffered,
  offeredHeads,
  readHeads,
  stateHead,
  type Witnessing,
  witnessHead,
} from './witness.ts'
