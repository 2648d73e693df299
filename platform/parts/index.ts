import type { AnyEndpoint, InputOf, ParcelKind, Person, Problem, ReplyOf, ZoneName } from '@clic/contracts'
import type { z } from 'zod'
import type { Clock } from '../clock/index.ts'
import type { AnyDatabase } from '../db/index.ts'
import type { Files } from '../files/index.ts'
import type { JobHandler } from '../jobs/index.ts'
import type { ZoneKeys } from '../keys/index.ts'
import type { Log } from '../log/index.ts'
import type { Change, LedgerReader } from '../record/index.ts'
import type { Sandbox } from '../sandbox/index.ts'

/** What an endpoint's use case receives: validated input and the signed-in person. */
export type Given<E extends AnyEndpoint> = {
  [K in keyof InputOf<E>]-?: K extends 'params'
    ? ParsedOf<E, 'params'>
    : K extends 'query'
      ? ParsedOf<E, 'query'>
      : ParsedOf<E, 'body'>
} & { person: Person; request: Request }

type ParsedOf<E extends AnyEndpoint, K extends 'params' | 'query' | 'body'> =
  NonNullable<E[K]> extends z.ZodType ? z.output<NonNullable<E[K]>> : never

/** An endpoint with its use case. */
export interface Implementation {
  endpoint: AnyEndpoint
  /** Which permit the call stands on; needed where the authority table names permit states. */
  permitOf?: (given: {
    params: Record<string, string>
    query: Record<string, unknown>
    body: unknown
  }) => string | undefined | Promise<string | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: typed by implement() at the place of use
  run: (given: any) => Promise<{ ok: true; value: unknown } | { ok: false; problem: Problem } | Response>
}

export function implement<E extends AnyEndpoint>(
  endpoint: E,
  run: (given: Given<E>) => Promise<{ ok: true; value: ReplyOf<E> } | { ok: false; problem: Problem }>,
  options: Pick<Implementation, 'permitOf'> = {},
): Implementation {
  return { endpoint, run, ...options }
}

/** For endpoints that stream bytes in or out. */
export function implementRaw<E extends AnyEndpoint>(
  endpoint: E,
  run: (given: Given<E>) => Promise<Response>,
  options: Pick<Implementation, 'permitOf'> = {},
): Implementation {
  return { endpoint, run, ...options }
}

/** A parcel as a module sends or receives it. `header` is small JSON, `content` any bytes. */
export interface Parcel {
  id: string
  kind: ParcelKind
  /** The permit (or standing permit) that covers the crossing. */
  permitId: string
  header: Record<string, unknown>
  content: Uint8Array
}

export interface ParcelReceiver {
  kind: ParcelKind
  /** Runs inside the transaction that accepts the parcel; a refusal leaves nothing but the record of it. */
  accept(parcel: Parcel, change: Change): Promise<{ ok: true } | { ok: false; problem: Problem }>
}

export interface Door {
  /** Removes what has arrived of these parcels so far, when the sender took them back. */
  dropPartial(parcelIds: readonly string[]): void
  /** Puts a parcel in the outbox, in the caller's transaction; delivery is durable and resumable. */
  send(
    change: Change,
    parcel: { kind: string; permitId: string; header: Record<string, unknown>; content: Uint8Array },
  ): Promise<{ ok: true; id: string } | { ok: false; problem: Problem }>
}

/** What the platform hands to a part. */
export interface PartContext {
  zone: ZoneName
  /** Every statement runs as the part's own database role, which has no rights in another part's schema. */
  db: AnyDatabase
  transact<T>(work: (change: Change) => Promise<T>): Promise<T>
  /** For a port that writes in its caller's transaction (`change.db`): the work runs as this part's own role. */
  owning<T>(caller: unknown, work: (db: AnyDatabase) => Promise<T>): Promise<T>
  ledger: LedgerReader
  files: Files
  clock: Clock
  log: Log
  keys: ZoneKeys
  door: Door
  /** The part's own settings from the site file, already read from YAML. */
  settings: Record<string, unknown>
  /** Public keys of the zones that this one trusts. */
  trustFolder: string
  /** The zone’s private folder for this part: working files, which may be lost. */
  folder: string
  /** Where packages that others made are run. */
  sandbox: Sandbox
  /** A secret of 32 bytes that this part keeps under a name, beside the zone’s keys; made when first asked for. */
  secret(name: string): Buffer
  /** A port another part provides, e.g. `port<GateKeeper>('govern.gates')`. Throws when nobody provides it. */
  port<T>(name: string): T
  /** The same, or undefined. */
  optionalPort<T>(name: string): T | undefined
}

export interface PartInstance {
  endpoints?: Implementation[]
  jobs?: JobHandler[]
  /** Contract events this part listens to; each becomes a durable job. */
  listens?: { event: string; handle(data: unknown): Promise<void> }[]
  parcels?: ParcelReceiver[]
  /** Views and use cases that other parts may ask for by name (`acquire.studies`). */
  provides?: Record<string, unknown>
  start?(): Promise<void>
  stop?(): Promise<void>
}

export interface Part {
  name: string
  zones: readonly ZoneName[]
  /** Ports this part cannot work without. */
  needs: readonly string[]
  /** Folder of SQL migrations; the part owns the PostgreSQL schema of its name. */
  migrations?: string
  create(context: PartContext): Promise<PartInstance> | PartInstance
}

export function definePart(part: Part): Part {
  return part
}
