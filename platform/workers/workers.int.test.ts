import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { silentLog } from '../log/index.ts'
import { createWorker, type Worker } from './index.ts'

describe('a worker', () => {
  const workers: Worker[] = []
  const worker = (given: { command?: string } = {}) => {
    const one = createWorker({
      command: given.command ?? process.execPath,
      args: [fileURLToPath(new URL('./fixtures/echo-worker.mjs', import.meta.url))],
      log: silentLog,
      name: 'echo',
      env: { TOLD: '1' },
    })
    workers.push(one)
    return one
  }
  afterEach(async () => {
    for (const one of workers.splice(0)) await one.stop()
  })

  it('is started on first use and kept warm', async () => {
    const one = worker()
    expect(one.pid()).toBeUndefined()
    await one.warm()
    const pid = one.pid()
    expect(await one.request('echo', { text: 'ÆØÅ' })).toMatchObject({ ok: true, value: { text: 'ÆØÅ' } })
    expect(one.pid()).toBe(pid)
  })

  it('answers many requests at once, each with its own progress', async () => {
    const one = worker()
    const answers = await Promise.all(
      [1, 2, 3].map(async (steps) => {
        const seen: unknown[] = []
        const answer = await one.request('echo', { steps }, { onProgress: (progress) => seen.push(progress['step']) })
        return { answer, seen }
      }),
    )
    for (const [i, { answer, seen }] of answers.entries()) {
      expect(answer).toMatchObject({ ok: true, value: { steps: i + 1 } })
      expect(seen).toEqual(Array.from({ length: i + 1 }, (_, step) => step + 1))
    }
  })

  it('tells what failed, why and what to do; a failure without words is one too', async () => {
    const one = worker()
    expect(await one.request('fail', {})).toEqual({
      ok: false,
      failure: { code: 'no-memory', message: 'too large', next: 'send less' },
    })
    expect(await one.request('fail-silently', {})).toMatchObject({ ok: false, failure: { code: 'not stated' } })
  })

  it('that dies fails what it was doing, and the next request starts another', async () => {
    const one = worker()
    await one.warm()
    const first = one.pid()
    const slow = one.request('echo', { steps: 1000 })
    expect(await one.request('die', {})).toMatchObject({ ok: false, failure: { code: 'worker-ended' } })
    expect(await slow).toMatchObject({ ok: false, failure: { code: 'worker-ended' } })
    expect(await one.request('echo', { again: true })).toMatchObject({ ok: true, value: { again: true } })
    expect(one.pid()).not.toBe(first)
  })

  it('can be cancelled in the middle', async () => {
    const one = worker()
    const abort = new AbortController()
    const answer = await one.request(
      'echo',
      { steps: 10_000 },
      { signal: abort.signal, onProgress: () => abort.abort() },
    )
    expect(answer).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
  })

  it('is cancelled before it begins when the request was already given up', async () => {
    const one = worker()
    expect(await one.request('echo', { steps: 10_000 }, { signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      failure: { code: 'cancelled' },
    })
  })

  it('whose libraries print to its channel, or who answers what nobody asked, is not misunderstood', async () => {
    const one = worker()
    expect(await one.request('chatter', { text: 'x' })).toMatchObject({ ok: true, value: { text: 'x' } })
    expect(await one.request('stranger', { text: 'y' })).toMatchObject({ ok: true, value: { text: 'y' } })
  })

  it('gets no environment of the server but a path, a home and what it is told', async () => {
    process.env['CLIC_TEST_SECRET'] = 'of the server'
    const answer = await worker().request('environment', {})
    delete process.env['CLIC_TEST_SECRET']
    expect(answer).toMatchObject({ ok: true, value: { names: ['HOME', 'LANG', 'PATH', 'TOLD'] } })
  })

  it('that cannot be started says how to mend it', async () => {
    expect(await worker({ command: '/nowhere/python' }).request('echo', {})).toMatchObject({
      ok: false,
      failure: { code: 'worker-start', next: expect.stringContaining('./clic up') },
    })
  })
})
