/** Who is talking: given to every callback of a listener. */
export interface ServedAssociation {
  /** Random, unique; for logs and for rows that belong together. */
  id: string
  callingAe: string
  calledAe: string
  /** IP address of the peer. */
  peerAddress: string
}

/** What is known of an instance before its data set arrives; both UIDs are checked to be UIDs, so they are safe in a file name. */
export interface StoreRequest {
  affectedSopClassUid: string
  affectedSopInstanceUid: string
  /** Encoding of the bytes that follow. */
  transferSyntax: string
  callingAe: string
  calledAe: string
  association: ServedAssociation
}

/** The answer to a C-STORE: a status of PS3.4 B.2.3, and up to 64 characters of comment that hold no patient data. */
export interface StoreOutcome {
  status: number
  comment?: string
}

/**
 * Takes the bytes of one data set, exactly as on the wire. Either `commit` or `abort` is called last, once. The sender hears of
 * success only when `commit` has resolved with status 0, so the receipt must be durable by then.
 */
export interface StoreSink {
  /** The chunk may be kept. While a returned promise is open the socket is not read. */
  write(chunk: Buffer): undefined | Promise<void>
  /** A rejection is answered with 0xA700 (no space left) or 0x0110, and `abort` is called. */
  commit(): Promise<StoreOutcome>
  /** Removes what was written: the transfer was cut, refused, or a write failed. */
  abort(): undefined | Promise<void>
}

/** Opens a sink, or refuses the instance with a status; the rest of its data set is then read and dropped. */
export type OnStore = (request: StoreRequest) => StoreSink | StoreOutcome | Promise<StoreSink | StoreOutcome>
