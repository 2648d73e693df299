import { fromKysely, PgBoss } from 'pg-boss'
import { type AnyTransaction, type OpenDatabase, sql } from '../db/index.ts'
import { faultOf, type Log } from '../log/index.ts'

/** A unit of durable work. The same data may be handled twice after a crash, so a handler must be idempotent. */
export interface JobHandler {
  name: string
  /** How many run at once in this process. */
  concurrency?: number
  retryLimit?: number
  /** `short`: at most one waiting job, for work that takes all there is (a door, a sweep). */
  policy?: 'standard' | 'short'
  expireInSeconds?: number
  /** Jobs that give the same word are done one after the other, also where several run at once. */
  turn?(data: unknown): string
  handle(data: unknown, signal: AbortSignal): Promise<void>
}

export interface Jobs {
  /** Enqueues inside the caller's transaction: the job exists only if the change does. On a `short` queue one job waits for each `key`. */
  send(
    tx: AnyTransaction,
    name: string,
    data: object,
    options?: { key?: string; startAfterSeconds?: number },
  ): Promise<void>
  /** Wakes the workers of a queue, so that they do not wait for the next poll. */
  wake(name: string): void
  start(handlers: JobHandler[]): Promise<void>
  stop(): Promise<void>
  /** Jobs waiting, running and failed, by queue. */
  counts(): Promise<Record<string, { waiting: number; active: number; failed: number }>>
}

/** Works through the zone's own connections, which have to stay open until `stop` is done. */
export function createJobs(input: { query: OpenDatabase['query']; log: Log; pollSeconds?: number }): Jobs {
  const boss = new PgBoss({ db: { executeSql: oneAtATime(input.query) }, schema: 'jobs', schedule: false })
  const workers = new Map<string, string[]>()
  const inTurn = takeTurns()
  boss.on('error', (error) => input.log.error('jobs.error', { ...faultOf(error) }))
  return {
    async send(tx, name, data, options = {}) {
      const given = { db: fromKysely(tx), singletonKey: options.key, startAfter: options.startAfterSeconds }
      // One that waits already is held until this change is there: begun before, it would not see what it was sent for.
      for (let tries = 0; tries < 10; tries++)
        if ((await boss.send(name, data, given)) || !options.key || (await holdWaiting(tx, name, options.key))) return
    },
    wake(name) {
      for (const id of workers.get(name) ?? []) boss.notifyWorker(id)
    },
    async start(handlers) {
      await boss.start()
      await returnOrphans(boss)
      for (const handler of handlers) {
        await boss.createQueue(handler.name, {
          policy: handler.policy ?? 'standard',
          retryLimit: handler.retryLimit ?? 5,
          retryBackoff: true,
          expireInSeconds: handler.expireInSeconds ?? 900,
        })
        const ids: string[] = []
        for (let i = 0; i < (handler.concurrency ?? 1); i++) {
          ids.push(
            await boss.work(
              handler.name,
              { batchSize: 1, pollingIntervalSeconds: input.pollSeconds ?? 2 },
              async ([job]) => {
                if (!job) return
                const workerId = ids[i] ?? ''
                try {
                  const work = () => handler.handle(job.data, job.signal)
                  await (handler.turn ? inTurn(`${handler.name} ${handler.turn(job.data)}`, work) : work())
                } catch (error) {
                  input.log.error('job.failed', { job: handler.name, id: job.id, ...faultOf(error) })
                  throw error
                } finally {
                  // The next one at once: without this a worker pauses after each job until its next poll.
                  boss.notifyWorker(workerId)
                }
              },
            ),
          )
        }
        workers.set(handler.name, ids)
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
    async counts() {
      const result: Record<string, { waiting: number; active: number; failed: number }> = {}
      for (const queue of await boss.getQueues()) {
        const stats = await boss.getQueueStats(queue.name)
        const row = Array.isArray(stats) ? stats[0] : stats
        result[queue.name] = {
          waiting: row?.queuedCount ?? 0,
          active: row?.activeCount ?? 0,
          failed: row?.failedCount ?? 0,
        }
      }
      return result
    },
  }
}

/** Keeps workers from the job that waits for a key until the transaction has ended; false when none waits any more. */
async function holdWaiting(tx: AnyTransaction, name: string, key: string): Promise<boolean> {
  const held = await sql`select id from jobs.job where name = ${name} and singleton_key = ${key} and state = 'created'
    for update`.execute(tx)
  return held.rows.length > 0
}

/** One server works on a zone's jobs (see `returnOrphans`), so that the turns of this process are those of the zone. */
function takeTurns() {
  const last = new Map<string, Promise<void>>()
  return async (turn: string, work: () => Promise<void>): Promise<void> => {
    const mine = (last.get(turn) ?? Promise.resolve()).catch(() => undefined).then(work)
    last.set(turn, mine)
    try {
      await mine
    } finally {
      if (last.get(turn) === mine) last.delete(turn)
    }
  }
}

/**
 * Every queue is polled, and the polls fall on the same moment. One after the other they need one connection for some milliseconds;
 * at once they would keep as many backends of PostgreSQL alive as the pool allows, for nothing.
 */
function oneAtATime(query: OpenDatabase['query']) {
  let last: Promise<unknown> = Promise.resolve()
  return (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => {
    const mine = last.then(() => query(text, values))
    last = mine.catch(() => undefined)
    return mine
  }
}

/**
 * A server that was killed leaves its jobs marked as running, and they would come again only after their time ran out. One server
 * works on a zone's jobs, and this one has just started: whatever is marked as running is not.
 */
async function returnOrphans(boss: PgBoss): Promise<void> {
  await boss.getDb().executeSql(`update jobs.job set state = 'retry', start_after = now() where state = 'active'`)
}
