import { connect, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { type AssociationProblem, type Failed, failed, timedOut } from './association-problem.ts'

/** Opens the transport connection. Problems: `connection-refused` (also for names, routes and TLS), `timeout`. */
export async function dial(to: {
  host: string
  port: number
  timeoutMs: number
  tls?: ConnectionOptions
}): Promise<{ ok: true; socket: Socket } | Failed<AssociationProblem>> {
  const { host, port, timeoutMs, tls } = to
  const peer = `${host}:${port}`
  return await new Promise((resolve) => {
    const socket = tls ? connectTls({ host, port, ...tls }) : connect({ host, port })
    const timer = setTimeout(() => {
      socket.destroy()
      resolve(failed(timedOut(peer, 'connect', timeoutMs)))
    }, timeoutMs)
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      const code = error.code ?? 'unknown'
      const message = `${peer} cannot be reached (${code}). Check host, port and firewall, and that the peer listens.`
      resolve(failed({ kind: 'connection-refused', code, message }))
    })
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.removeAllListeners('error')
      resolve({ ok: true, socket })
    })
  })
}
