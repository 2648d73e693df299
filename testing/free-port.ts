import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port for a program that is started in a moment. Below those that the system gives to outgoing connections (from 32,768 on under Linux, 49,152
 * elsewhere): one of these may be a connection of another test's by then.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer()
    const bound = once(server.listen(port, '127.0.0.1'), 'listening').then(
      () => true,
      () => false,
    )
    if (!(await bound)) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error('no port between 20,000 and 32,000 is free')
}
