import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import {
  type AssociateRequest,
  encodeAbort,
  encodeAssociateAccept,
  encodeReject,
  encodeRelease,
} from './associate-pdu.ts'
import { ABORT_REASONS, type AbortReason, abortText, REJECTIONS, type RejectReason } from './association-reasons.ts'
import { decodeAssociateRequest } from './decode-associate.ts'
import { COMMAND, encodeCommand } from './dimse-command.ts'
import { isStored } from './dimse-status.ts'
import type { ListenerSettings } from './listener-options.ts'
import { negotiateContexts } from './negotiate.ts'
import { encodePData } from './p-data.ts'
import { type ControlPart, createPduReader, PDU, type PduPart } from './pdu-reader.ts'
import { createMessageReceiver, type MessageReceiver } from './receive-message.ts'
import type { ServedAssociation } from './store-sink.ts'
import { APPLICATION_CONTEXT } from './uids.ts'

/** The places of a listener: `take` is false when all are in use. */
export interface Places {
  take(): boolean
  leave(): void
}

export interface Served {
  /** Aborts the association; a peer that does not close within `waitMs` is cut off. */
  abort(detail: string, waitMs: number): void
  /** Resolves when the connection is closed and its sinks are settled. */
  ended: Promise<void>
}

type How = 'rejected' | 'released' | 'aborted-by-peer' | 'aborted-by-us' | 'connection-lost'

/**
 * Runs one connection as acceptor through the states of PS3.8 9.2: waiting for the request, established, waiting for the peer
 * to close. Bytes are taken from the socket only while nothing is pending, so a slow sink slows the sender down.
 */
export function serveAssociation(socket: Socket, settings: ListenerSettings, places: Places): Served {
  const peerAddress = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const reader = createPduReader({ maxPdu: settings.maxPdu })
  const counts = { stored: 0, refused: 0 }
  let phase: 'awaiting-request' | 'deciding' | 'established' | 'closing' = 'awaiting-request'
  let association: ServedAssociation | undefined
  let messages: MessageReceiver | undefined
  let ending: { how: How; detail: string } | undefined
  let busy = false
  let gone = false
  let silent = false
  let placed = false
  let settle = (): void => undefined
  const ended = new Promise<void>((resolve) => {
    settle = resolve
  })

  socket.setNoDelay(true)
  let artim = setTimeout(() => abort('not-specified', 'no association request came in time'), settings.artimMs)
  socket.setTimeout(settings.idleMs, () => {
    // Silence while we are the slow side is not the peer's fault.
    silent = busy
    if (phase === 'established' && !busy) abort('not-specified', 'the association was idle')
  })

  /**
   * Our last word: after it the peer closes, and only when it does not within ARTIM do we (PS3.8 9.2, state 13). Closing at
   * once would race with the word itself: some requestors then see a lost connection instead of the reason. What still
   * comes is dropped.
   */
  function lastWord(bytes: Buffer, waitMs = settings.artimMs): void {
    phase = 'closing'
    clearTimeout(artim)
    leave()
    if (gone) return
    artim = setTimeout(() => socket.destroy(), waitMs)
    socket.write(bytes)
    socket.resume()
  }

  function leave(): void {
    if (placed) places.leave()
    placed = false
  }

  function abort(reason: AbortReason, detail: string, waitMs?: number): void {
    if (phase === 'closing') return
    ending = { how: 'aborted-by-us', detail }
    lastWord(encodeAbort(2, ABORT_REASONS[reason]), waitMs)
    if (!busy) void messages?.abandon()
  }

  function reject(request: AssociateRequest, reason: RejectReason): void {
    const { callingAe, calledAe } = request
    settings.log({ event: 'association-rejected', callingAe, calledAe, peerAddress, reason })
    ending = { how: 'rejected', detail: reason }
    lastWord(encodeReject(REJECTIONS[reason]))
  }

  async function refusalOf(request: AssociateRequest): Promise<RejectReason | undefined> {
    if ((request.protocolVersion & 1) === 0) return 'protocol-version-not-supported'
    if (request.applicationContext !== APPLICATION_CONTEXT) return 'application-context-not-supported'
    if (request.calledAe !== settings.aeTitle) return 'called-ae-not-recognised'
    try {
      const verdict = await settings.acceptCalling(request.callingAe, peerAddress)
      if (verdict !== true) return verdict || 'calling-ae-not-recognised'
    } catch (error) {
      settings.log({ event: 'callback-failed', association: undefined, step: 'acceptCalling', error })
      return 'temporary-congestion'
    }
    return undefined
  }

  function establish(request: AssociateRequest): void {
    const { callingAe, calledAe } = request
    const accepted: ServedAssociation = { id: randomUUID(), callingAe, calledAe, peerAddress }
    const { answers, accepted: contexts } = negotiateContexts(request.contexts, settings)
    association = accepted
    messages = createMessageReceiver({
      association: accepted,
      contexts,
      onStore: settings.onStore,
      onEcho: settings.onEcho,
      maxInstanceBytes: settings.maxInstanceBytes,
      violate: abort,
      reply(contextId, command) {
        if (phase !== 'established' || gone) return
        socket.write(
          encodePData({ contextId, command: true, data: encodeCommand(command), peerMaxPdu: request.maxPdu }),
        )
      },
      failed: (step, error) => settings.log({ event: 'callback-failed', association: accepted, step, error }),
      answered({ field, status = 0, comment = '' }) {
        if (field !== (COMMAND.store | COMMAND.response)) return
        if (isStored(status)) counts.stored++
        else {
          counts.refused++
          settings.log({ event: 'instance-refused', association: accepted, status, comment })
        }
      },
    })
    clearTimeout(artim)
    phase = 'established'
    const refusedContexts = answers.length - contexts.size
    settings.log({ event: 'association-accepted', association: accepted, contexts: contexts.size, refusedContexts })
    socket.write(encodeAssociateAccept({ callingAe, calledAe, contexts: answers, maxPdu: settings.maxPdu }))
  }

  async function decide(body: Buffer): Promise<void> {
    phase = 'deciding'
    const decoded = decodeAssociateRequest(body)
    if (!decoded.ok) return abort('invalid-pdu-parameter', decoded.detail)
    const refusal = await refusalOf(decoded.value)
    // The timer may have cut the connection while the caller looked the peer up.
    if (gone || phase !== 'deciding') return
    if (refusal) return reject(decoded.value, refusal)
    placed = places.take()
    if (!placed) return reject(decoded.value, 'local-limit-exceeded')
    establish(decoded.value)
  }

  function control({ type, body }: ControlPart): undefined | Promise<void> {
    if (type === PDU.abort) {
      ending = { how: 'aborted-by-peer', detail: abortText(body[2]!, body[3]!) }
      phase = 'closing'
      socket.destroy()
      return undefined
    }
    if (phase === 'awaiting-request' && type === PDU.associateRequest) return decide(body)
    if (phase === 'established' && type === PDU.releaseRequest && messages?.idle()) {
      ending = { how: 'released', detail: '' }
      lastWord(encodeRelease(PDU.releaseReply))
      return undefined
    }
    return void abort('unexpected-pdu', `PDU type ${type} while ${phase}`)
  }

  function handle(part: PduPart): undefined | Promise<void> {
    if (part.kind === 'violation') return void abort(part.reason, part.detail)
    if (part.kind === 'control') return control(part)
    if (phase !== 'established' || !messages) return void abort('unexpected-pdu', 'data before an association')
    return messages.accept(part)
  }

  function handleSafely(part: PduPart): undefined | Promise<void> {
    try {
      return handle(part)
    } catch (error) {
      return void crash(error)
    }
  }

  function afterWait(): void {
    busy = false
    if (gone) {
      finish()
      return
    }
    if (phase === 'closing') {
      void messages?.abandon()
      return
    }
    if (silent) socket.setTimeout(settings.idleMs)
    silent = false
    drain()
    if (!busy) socket.resume()
  }

  function drain(): void {
    while (phase !== 'closing' && !gone) {
      const part = reader.next()
      if (!part) return
      const pending = handleSafely(part)
      if (!pending) continue
      busy = true
      socket.pause()
      void pending.catch(crash).then(afterWait)
      return
    }
  }

  function crash(error: unknown): void {
    settings.log({ event: 'callback-failed', association, step: 'association', error })
    abort('not-specified', 'an internal error')
  }

  function finish(): void {
    const how = ending?.how ?? 'connection-lost'
    const detail = ending?.detail ?? 'the connection closed without release'
    if (how !== 'rejected')
      settings.log({ event: 'association-ended', association, peerAddress, how, detail, ...counts })
    void (messages?.abandon() ?? Promise.resolve()).then(settle)
  }

  socket.on('data', (chunk: Buffer) => {
    if (phase === 'closing') return
    reader.push(chunk)
    if (!busy) drain()
  })
  socket.on('error', (error) => {
    ending ??= { how: 'connection-lost', detail: (error as NodeJS.ErrnoException).code ?? 'socket error' }
  })
  socket.on('close', () => {
    gone = true
    clearTimeout(artim)
    leave()
    if (!busy) finish()
  })
  return { abort: (detail, waitMs) => abort('not-specified', detail, waitMs), ended }
}
