import type { Socket } from 'node:net'
import { encodeAbort, encodeRelease } from './associate-pdu.ts'
import { type AssociationProblem, abortedBy, lost, timedOut } from './association-problem.ts'
import { type DimseCommand, decodeCommand } from './dimse-command.ts'
import { type ControlPart, createPduReader, type DataPart, PDU } from './pdu-reader.ts'

const MAX_COMMAND_BYTES = 16 * 1024

type Inbound =
  | { kind: 'control'; part: ControlPart }
  | { kind: 'command'; command: DimseCommand }
  | { kind: 'lost'; problem: AssociationProblem }

type During = Extract<AssociationProblem, { kind: 'timeout' }>['during']

/** The requestor's side of a connection: one message out, one message in. */
export interface Channel {
  /** The next thing the peer says; a silence of `ms` ends the channel. */
  next(during: During, ms: number): Promise<Inbound>
  /** Resolves when the socket takes more; undefined when it is fine at once. False: the channel is lost or stalled. */
  send(bytes: Buffer, ms: number): undefined | Promise<boolean>
  /** Why nothing more can be sent, if so. */
  problem(): AssociationProblem | undefined
  /** A-ABORT by the service user, then the connection is cut. */
  abort(problem: AssociationProblem): void
  /** Closes after release or rejection; resolves when the connection is closed. */
  close(): Promise<void>
}

/** Wraps a connected socket; `peer` is "host:port" for messages, `maxPdu` the longest P-DATA we announced. */
export function createChannel(socket: Socket, peer: string, maxPdu: number): Channel {
  const reader = createPduReader({ maxPdu })
  const inbox: Inbound[] = []
  let waiter: ((inbound: Inbound) => void) | undefined
  let problem: AssociationProblem | undefined
  let chunks: Buffer[] = []
  let closed = false

  socket.setNoDelay(true)

  function end(reason: AssociationProblem): undefined {
    problem ??= reason
    const waiting = waiter
    waiter = undefined
    waiting?.({ kind: 'lost', problem })
  }

  function deliver(inbound: Inbound): void {
    const waiting = waiter
    waiter = undefined
    if (waiting) waiting(inbound)
    else if (inbox.length < 4) inbox.push(inbound)
    else protocolError('it speaks without being asked')
  }

  function abort(reason: AssociationProblem): void {
    if (!closed) {
      closed = true
      socket.end(encodeAbort(0, 0), () => socket.destroySoon())
    }
    end(reason)
  }

  function protocolError(detail: string): undefined {
    abort({ kind: 'protocol-error', message: `${peer} broke the DICOM protocol: ${detail}. Report it to its vendor.` })
  }

  function acceptData(part: DataPart): undefined {
    if (!part.command) return protocolError('it sent a data set')
    chunks.push(part.data)
    if (chunks.length > MAX_COMMAND_BYTES || chunks.reduce((sum, chunk) => sum + chunk.length, 0) > MAX_COMMAND_BYTES) {
      return protocolError('a response over 16 kB')
    }
    if (!part.last) return undefined
    const decoded = decodeCommand(Buffer.concat(chunks))
    chunks = []
    if (!decoded.ok) return protocolError(decoded.detail)
    deliver({ kind: 'command', command: decoded.value })
  }

  function acceptControl(part: ControlPart): undefined {
    if (part.type === PDU.abort) {
      closed = true
      socket.destroy()
      return end(abortedBy(peer, part.body[2]!, part.body[3]!))
    }
    if (part.type === PDU.releaseRequest) {
      // The acceptor may release as well; there is nothing left to wait for.
      closed = true
      socket.end(encodeRelease(PDU.releaseReply))
      return end(lost(peer, 'released by the peer'))
    }
    deliver({ kind: 'control', part })
  }

  socket.on('data', (chunk: Buffer) => {
    reader.push(chunk)
    for (let part = reader.next(); part && !closed; part = reader.next()) {
      if (part.kind === 'violation') protocolError(part.detail)
      else if (part.kind === 'control') acceptControl(part)
      else acceptData(part)
    }
  })
  socket.on('error', (error: NodeJS.ErrnoException) => end(lost(peer, error.code ?? 'socket error')))
  socket.on('close', () => {
    closed = true
    end(lost(peer, 'closed by the peer'))
  })

  return {
    problem: () => problem,
    abort,
    close() {
      closed = true
      end(lost(peer, 'released'))
      return new Promise((resolve) => {
        if (socket.destroyed) return resolve()
        socket.once('close', () => resolve())
        socket.end(() => socket.destroySoon())
      })
    },
    next(during, ms) {
      const ready = inbox.shift()
      if (ready) return Promise.resolve(ready)
      if (problem) return Promise.resolve({ kind: 'lost', problem })
      return new Promise((resolve) => {
        const timer = setTimeout(() => abort(timedOut(peer, during, ms)), ms)
        waiter = (inbound) => {
          clearTimeout(timer)
          resolve(inbound)
        }
      })
    },
    send(bytes, ms) {
      if (closed || problem) return Promise.resolve(false)
      if (socket.write(bytes)) return undefined
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          socket.off('drain', done).off('close', done)
          resolve(!closed && !problem)
        }
        const timer = setTimeout(() => {
          abort(timedOut(peer, 'transfer', ms))
          done()
        }, ms)
        socket.once('drain', done).once('close', done)
      })
    },
  }
}
