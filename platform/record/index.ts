export { createLedgerReader, type LedgerReader, type StoredEvent } from './reader.ts'
export { ledgerSigningKey } from './signing-key.ts'
export { type Change, createTransact, type EventInput } from './transact.ts'
export { appendEvents, signHead } from './append.ts'
