import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { DicomListenerOptions, ListenerSettings } from './listener-options.ts'
import { type Places, type Served, serveAssociation } from './serve-association.ts'
import { STORABLE_TRANSFER_SYNTAXES } from './uids.ts'

export interface DicomListener {
  /** The port it listens on. */
  port: number
  /** Stops accepting, aborts what is still open after `graceMs` (default 0), resolves when every sink is settled. */
  close(graceMs?: number): Promise<void>
}

export type ListenResult =
  | { ok: true; listener: DicomListener }
  | { ok: false; problem: { kind: 'cannot-listen'; code: string; message: string } }

function settingsOf(options: DicomListenerOptions): ListenerSettings {
  return {
    aeTitle: options.aeTitle,
    acceptCalling: options.acceptCalling ?? (() => true),
    sopClasses: options.sopClasses ?? 'any',
    transferSyntaxes: new Set(options.transferSyntaxes ?? STORABLE_TRANSFER_SYNTAXES),
    maxAssociations: options.maxAssociations ?? 16,
    maxPdu: options.maxPdu ?? 131_072,
    maxInstanceBytes: options.maxInstanceBytes ?? 8 * 1024 ** 3,
    artimMs: options.artimMs ?? 30_000,
    idleMs: options.idleMs ?? 120_000,
    onStore: options.onStore,
    onEcho: options.onEcho ?? (() => 0),
    log: options.log ?? (() => undefined),
  }
}

function placesOf(max: number): Places {
  let taken = 0
  return {
    take: () => taken < max && ++taken > 0,
    leave: () => {
      taken--
    },
  }
}

/**
 * A DICOM listener for C-ECHO and C-STORE (PS3.4 Annexes A and B, PS3.7, PS3.8) on node:net. Data sets stream into the sinks of
 * `onStore` and success is sent after their commit. Memory per association is bounded by the socket's buffers.
 * Problem `cannot-listen`: the port is taken or not allowed.
 */
export async function createDicomListener(options: DicomListenerOptions): Promise<ListenResult> {
  const settings = settingsOf(options)
  const places = placesOf(settings.maxAssociations)
  const open = new Set<Served>()

  function serve(socket: Socket): void {
    const served = serveAssociation(socket, settings, places)
    open.add(served)
    void served.ended.then(() => open.delete(served))
  }

  const server = options.tls ? createTlsServer(options.tls, serve) : createServer(serve)
  // Connections that have not asked for an association yet hold no place, but they must not be endless either.
  server.maxConnections = settings.maxAssociations * 4 + 16
  const host = options.host ?? '127.0.0.1'
  const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve)
    server.listen(options.port, host, () => resolve(undefined))
  })
  if (failure) {
    const code = failure.code ?? 'unknown'
    const message = `The DICOM listener cannot use port ${options.port} on ${host} (${code}); choose another port.`
    return { ok: false, problem: { kind: 'cannot-listen', code, message } }
  }
  const report = (step: string) => (error: Error) =>
    settings.log({ event: 'callback-failed', association: undefined, step, error })
  server.on('error', report('listen'))
  server.on('tlsClientError', report('tls'))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port

  async function close(graceMs = 0): Promise<void> {
    server.close()
    const all = Promise.all([...open].map((served) => served.ended))
    const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref())
    await Promise.race([all, grace])
    for (const served of open) served.abort('the listener is closing', 1000)
    await Promise.all([...open].map((served) => served.ended))
  }

  return { ok: true, listener: { port, close } }
}
