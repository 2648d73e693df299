import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'

export interface Listening {
  port: number
  close(): Promise<void>
}

/** Listens on the loopback address unless told otherwise; an occupied port is a sentence, not a stack. */
export function listen(app: Hono, input: { port: number; host?: string }): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, port: input.port, hostname: input.host ?? '127.0.0.1' },
      (info: AddressInfo) => {
        resolve({
          port: info.port,
          close: () =>
            new Promise((done) => {
              server.close(() => done())
              if ('closeAllConnections' in server) server.closeAllConnections()
            }),
        })
      },
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${input.port} is taken by another program. Choose another port in the site file or with --port.`,
            )
          : error,
      )
    })
  })
}
