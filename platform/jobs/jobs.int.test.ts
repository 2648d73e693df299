import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LedgerZone, ledgerZone } from '../../testing/ledger-zone.ts'
import { eventually } from '../../testing/zones.ts'
import { createJobs, type JobHandler } from './index.ts'

describe('the jobs of a zone', () => {
  let zone: LedgerZone
  const lines: unknown[] = []
  const log = {
    info: () => undefined,
    error: (event: string, fields?: object) => void lines.push({ event, ...fields }),
  }
  beforeAll(async () => {
    zone = await ledgerZone('jobs')
    await zone.jobs.start([])
  })
  afterAll(() => zone.close())

  const server = async (handlers: JobHandler[]) => {
    const jobs = createJobs({ query: zone.query, log, pollSeconds: 0.5 })
    await jobs.start(handlers)
    return jobs
  }
  const send = (jobs: Awaited<ReturnType<typeof server>>, name: string, data: object, options?: { key?: string }) =>
    zone.db.transaction().execute((tx) => jobs.send(tx, name, data, options))
  const until = (holds: () => boolean, seconds = 20) => eventually(async () => (holds() ? true : undefined), seconds)

  it('are done once each, and woken at once', async () => {
    const seen: unknown[] = []
    const jobs = await server([
      { name: 'once', concurrency: 3, handle: async (data) => void seen.push((data as { n: number }).n) },
    ])
    for (let n = 0; n < 12; n++) await send(jobs, 'once', { n })
    jobs.wake('once')
    await until(() => seen.length === 12)
    expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 12 }, (_, n) => n))
    await jobs.stop()
  })

  it('follow each other without a pause: a full queue does not wait for the next poll', async () => {
    const seen: unknown[] = []
    // A poll an hour: only the first job can come by it.
    const jobs = createJobs({ query: zone.query, log, pollSeconds: 3600 })
    await jobs.start([{ name: 'full', handle: async (data) => void seen.push((data as { n: number }).n) }])
    await zone.db.transaction().execute(async (tx) => {
      for (let n = 0; n < 20; n++) await jobs.send(tx, 'full', { n })
    })
    jobs.wake('full')
    await until(() => seen.length === 20)
    await jobs.stop()
  })

  it('come again when they fail, and the log names the failure but not its message', async () => {
    let attempts = 0
    const jobs = await server([
      {
        name: 'fails-once',
        handle: async () => {
          attempts++
          if (attempts === 1) throw new RangeError('of patient 010190-1234')
        },
      },
    ])
    await send(jobs, 'fails-once', {})
    await until(() => attempts === 2)
    expect(lines).toMatchObject([{ event: 'job.failed', job: 'fails-once', fault: 'RangeError' }])
    expect(JSON.stringify(lines)).not.toContain('010190')
    await jobs.stop()
  })

  it('of a short queue wait once for each key', async () => {
    const seen: unknown[] = []
    const jobs = await server([
      { name: 'sweep', policy: 'short', handle: async (data) => void seen.push((data as { n: number }).n) },
    ])
    await zone.db.transaction().execute(async (tx) => {
      for (const n of [1, 2, 3]) await jobs.send(tx, 'sweep', { n }, { key: 'one' })
      await jobs.send(tx, 'sweep', { n: 9 }, { key: 'two' })
    })
    await until(() => seen.includes(9) && seen.includes(1))
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(seen.length).toBe(2)
    await jobs.stop()
  })

  it('that wait already are begun after the change that asked for them again, and see it', async () => {
    const seen: string[] = []
    const handlers: JobHandler[] = [{ name: 'late', policy: 'short', handle: async () => void seen.push('begun') }]
    await (await server(handlers)).stop()
    await zone.db.transaction().execute((tx) => zone.jobs.send(tx, 'late', {}, { key: 'one' }))
    const jobs = await zone.db.transaction().execute(async (tx) => {
      await zone.jobs.send(tx, 'late', {}, { key: 'one' })
      const started = await server(handlers)
      await new Promise((resolve) => setTimeout(resolve, 1500))
      seen.push('the change ends')
      return started
    })
    await until(() => seen.length === 2)
    expect(seen).toEqual(['the change ends', 'begun'])
    await jobs.stop()
  })

  it('of one turn are done one after the other, while those of another go on beside; one that failed lets the next on', async () => {
    const at: string[] = []
    let release = () => undefined as undefined
    const held = new Promise<void>((resolve) => {
      release = () => void resolve()
    })
    const jobs = await server([
      {
        name: 'turns',
        concurrency: 3,
        retryLimit: 0,
        turn: (data) => (data as { study: string }).study,
        handle: async (data) => {
          const { study, n } = data as { study: string; n: number }
          at.push(`${study}${n} begins`)
          if (study === 'a' && n === 1) {
            await held
            at.push('a1 fails')
            throw new Error('the first of a')
          }
          at.push(`${study}${n} ends`)
        },
      },
    ])
    for (const [study, n] of [
      ['a', 1],
      ['a', 2],
      ['b', 1],
    ])
      await send(jobs, 'turns', { study, n })
    await until(() => at.includes('b1 ends'))
    await eventually(async () => ((await jobs.counts())['turns']?.active === 2 ? true : undefined), 20)
    release()
    await until(() => at.includes('a2 ends'))
    expect(at.filter((one) => one.startsWith('a'))).toEqual(['a1 begins', 'a1 fails', 'a2 begins', 'a2 ends'])
    expect(at.indexOf('b1 ends')).toBeLessThan(at.indexOf('a1 fails'))
    await jobs.stop()
  })

  it('that a killed server had begun are begun again by the next one, without waiting for their time to run out', async () => {
    const begun: string[] = []
    let release = () => undefined as undefined
    const killed = await server([
      {
        name: 'long',
        handle: () =>
          new Promise<void>((resolve) => {
            begun.push('first')
            release = () => void resolve()
          }),
      },
    ])
    await send(killed, 'long', {})
    await until(() => begun.length === 1)
    const next = await server([{ name: 'long', handle: async () => void begun.push('second') }])
    await until(() => begun.length === 2)
    expect(begun).toEqual(['first', 'second'])
    release()
    await killed.stop()
    await next.stop()
  })

  it('are counted by queue', async () => {
    const jobs = await server([{ name: 'counted', handle: async () => undefined }])
    expect((await jobs.counts())['counted']).toMatchObject({ failed: 0 })
    await jobs.stop()
  })
})
