import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'

/** What the bell of a runner answers once the runner is there; nothing when it could not be started. */
const woken = 'up'

/**
 * Hangs a socket into a folder of root's, which one zone alone may enter. Whoever connects says nothing and is answered one word when
 * `ring` is done: nothing that a zone could say reaches the supervisor.
 */
export async function hangBell(path: string, ring: () => Promise<unknown>): Promise<{ close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.resume()
    ring().then(
      () => socket.end(woken),
      () => socket.end(),
    )
  })
  // One that was killed leaves its socket behind.
  rmSync(path, { force: true })
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    // Its folder decides who comes near it.
    server.listen({ path, readableAll: true, writableAll: true }, () => done())
  })
  return { close: () => void server.close() }
}

/** Asks whoever may start the runner of a zone to do so. Throws when it does not come up. */
export function ringBell(bell: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(bell)
    let said = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      said += text
    })
    socket.once('error', reject)
    socket.once('close', () =>
      said === woken ? resolve() : reject(new Error('the runner of foreign packages could not be started')),
    )
  })
}
