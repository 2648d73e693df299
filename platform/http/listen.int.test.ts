import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { listen } from './index.ts'

describe('a server', () => {
  const app = new Hono().get('/', (c) => c.text('here'))

  it('listens on the loopback address at the port that it says, until it is closed', async () => {
    const listening = await listen(app, { port: 0 })
    expect(await (await fetch(`http://127.0.0.1:${listening.port}/`)).text()).toBe('here')
    await listening.close()
    await expect(fetch(`http://127.0.0.1:${listening.port}/`)).rejects.toThrow()
  })

  it('says in a sentence that its port is taken, and what to do', async () => {
    const first = await listen(app, { port: 0 })
    await expect(listen(app, { port: first.port })).rejects.toThrow(
      /Port \d+ is taken by another program\. Choose another/,
    )
    await first.close()
  })

  it('closes although a caller keeps its connection open', async () => {
    const listening = await listen(app, { port: 0 })
    await (await fetch(`http://127.0.0.1:${listening.port}/`, { headers: { connection: 'keep-alive' } })).text()
    await listening.close()
  })
})
