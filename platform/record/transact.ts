import type { Person } from '@clic/contracts'
import type { Clock } from '../clock/index.ts'
import type { AnyDatabase, AnyTransaction } from '../db/index.ts'
import type { Jobs } from '../jobs/index.ts'
import { appendEvents } from './append.ts'

/** What happened, for the ledger. The payload may name pseudonyms and counts; it is committed to, not printed in the log. */
export interface EventInput {
  actor: Person
  /** `<noun>.<past participle>`, e.g. `permit.approved`. */
  action: string
  subject: { kind: string; id: string }
  payload: Record<string, unknown>
}

/** One state change: rows, audit events and jobs stand or fall together. */
export interface Change {
  db: AnyTransaction
  record(event: EventInput): void
  send(job: string, data: object, options?: { key?: string; startAfterSeconds?: number }): Promise<void>
  /** A contract event for other modules; every listener gets its own durable job. Returns the names of the parts that listen. */
  emit(event: string, data: object): Promise<string[]>
}

/** Thrown to roll back when a use case returns a refusal, and caught here. */
class Refused extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('refused')
    this.value = value
  }
}

/**
 * Runs `work` in one transaction. A returned `{ ok: false }` rolls everything back, so a refused step changes nothing.
 */
export function createTransact(input: {
  db: AnyDatabase
  clock: Clock
  zone: string
  jobs: Jobs
  listeners: (event: string) => string[]
}) {
  return async function transact<T>(work: (change: Change) => Promise<T>): Promise<T> {
    const woken = new Set<string>()
    try {
      const result = await input.db.transaction().execute(async (tx) => {
        const events: EventInput[] = []
        const change: Change = {
          db: tx,
          record: (event) => events.push(event),
          send: async (job, data, options) => {
            await input.jobs.send(tx, job, data, options)
            woken.add(job)
          },
          emit: async (event, data) => {
            const queues = input.listeners(event)
            for (const queue of queues) {
              await input.jobs.send(tx, queue, data)
              woken.add(queue)
            }
            return queues.map((queue) => queue.slice(`on.${event}.`.length))
          },
        }
        const value = await work(change)
        if (typeof value === 'object' && value !== null && 'ok' in value && value.ok === false) throw new Refused(value)
        // Last, so that the lock on the log is held for as short as possible.
        await appendEvents(tx, { events, clock: input.clock, zone: input.zone })
        return value
      })
      for (const job of woken) input.jobs.wake(job)
      return result
    } catch (error) {
      if (error instanceof Refused) return error.value as T
      throw error
    }
  }
}
