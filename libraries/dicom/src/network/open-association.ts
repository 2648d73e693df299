import type { ConnectionOptions } from 'node:tls'
import { type AnsweredContext, encodeAssociateRequest, encodeRelease } from './associate-pdu.ts'
import { type Channel, createChannel } from './association-channel.ts'
import {
  type AssociationProblem,
  type Failed,
  failed,
  type InstanceProblem,
  rejectedBy,
} from './association-problem.ts'
import { decodeAssociateAccept } from './decode-associate.ts'
import { dial } from './dial.ts'
import { COMMAND, type DimseCommand, encodeCommand } from './dimse-command.ts'
import { isStored, isWarning } from './dimse-status.ts'
import { openInstance, type Part10Source } from './instance-source.ts'
import { encodePData } from './p-data.ts'
import { PDU } from './pdu-reader.ts'
import { sendInstance } from './send-instance.ts'
import { VERIFICATION_SOP_CLASS } from './uids.ts'

/** One (SOP class, transfer syntax) pair that will be sent; each becomes a presentation context of its own. */
export interface ContextToOpen {
  sopClassUid: string
  transferSyntax: string
}

export interface AssociationTimeouts {
  /** Transport connection. Default 10 s. */
  connectMs: number
  /** Answer to the association request, and to the release. Default 30 s. */
  associationMs: number
  /** Answer to a request, and the longest stall of the peer during a transfer. Default 120 s. */
  responseMs: number
}

export interface OpenAssociationOptions {
  host: string
  port: number
  callingAe: string
  calledAe: string
  contexts: readonly ContextToOpen[]
  /** Bytes of the longest P-DATA we take. Default 131072. */
  maxPdu?: number
  timeouts?: Partial<AssociationTimeouts>
  tls?: ConnectionOptions
}

export type StoreAnswer = { ok: true; status: number; warning: boolean } | Failed<AssociationProblem | InstanceProblem>

export type EchoAnswer = { ok: true; status: number } | Failed<AssociationProblem | InstanceProblem>

export interface Association {
  /** The contexts that the peer accepted. */
  accepted: readonly ContextToOpen[]
  /** C-ECHO; needs the verification context. */
  echo(): Promise<EchoAnswer>
  /** C-STORE of one Part 10 file, in its own encoding. Calls may overlap; they are sent one after the other. */
  store(source: Part10Source): Promise<StoreAnswer>
  release(): Promise<{ ok: true } | Failed<AssociationProblem>>
  abort(): void
}

export type OpenResult = { ok: true; association: Association } | Failed<AssociationProblem>

const DEFAULT_TIMEOUTS: AssociationTimeouts = { connectMs: 10_000, associationMs: 30_000, responseMs: 120_000 }

function badRequest(options: OpenAssociationOptions): AssociationProblem | undefined {
  const count = options.contexts.length
  const titles = [options.callingAe, options.calledAe]
  if (titles.some((ae) => !/^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(ae) || ae.trim() === '')) {
    return { kind: 'bad-request', message: 'An AE title has 1 to 16 printable ASCII characters and no backslash.' }
  }
  if (count < 1 || count > 128) {
    const message = `An association has 1 to 128 presentation contexts, ${count} were asked for. Split the instances.`
    return { kind: 'bad-request', message }
  }
  return undefined
}

/** Asks for the association and reads the answer (PS3.8 9.3.2 to 9.3.4). */
async function handshake(
  channel: Channel,
  peer: string,
  options: OpenAssociationOptions,
  ms: number,
): Promise<{ ok: true; peerMaxPdu: number; answers: AnsweredContext[] } | Failed<AssociationProblem>> {
  const contexts = options.contexts.map(({ sopClassUid, transferSyntax }, index) => ({
    id: index * 2 + 1,
    abstractSyntax: sopClassUid,
    transferSyntaxes: [transferSyntax],
  }))
  const { callingAe, calledAe, maxPdu = 131_072 } = options
  void channel.send(encodeAssociateRequest({ callingAe, calledAe, contexts, maxPdu }), ms)
  const inbound = await channel.next('association', ms)
  if (inbound.kind === 'lost') return failed(inbound.problem)
  if (inbound.kind === 'control' && inbound.part.type === PDU.associateReject) {
    const [, result = 0, source = 0, reason = 0] = inbound.part.body
    await channel.close()
    return failed(rejectedBy(peer, { result, source, reason }))
  }
  const accept =
    inbound.kind === 'control' && inbound.part.type === PDU.associateAccept
      ? decodeAssociateAccept(inbound.part.body)
      : { ok: false as const, detail: 'no answer to the association request' }
  if (accept.ok) return { ok: true, peerMaxPdu: accept.value.maxPdu, answers: accept.value.contexts }
  channel.abort({ kind: 'protocol-error', message: `${peer} broke the DICOM protocol: ${accept.detail}.` })
  return failed(channel.problem()!)
}

/**
 * Opens an association as requestor (PS3.8), with one presentation context for each pair asked for. Nagle is off.
 * Problems: `bad-request`, `connection-refused`, `timeout`, `rejected` (with the peer's reason), `aborted`, `connection-lost`, `protocol-error`.
 */
export async function openAssociation(options: OpenAssociationOptions): Promise<OpenResult> {
  const bad = badRequest(options)
  if (bad) return failed(bad)
  const times = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const { host, port } = options
  const peer = `${options.calledAe} at ${host}:${port}`
  const dialled = await dial({ host, port, timeoutMs: times.connectMs, ...(options.tls ? { tls: options.tls } : {}) })
  if (!dialled.ok) return dialled
  const channel = createChannel(dialled.socket, peer, options.maxPdu ?? 131_072)
  const opened = await handshake(channel, peer, options, times.associationMs)
  if (!opened.ok) return opened
  return { ok: true, association: createAssociation(channel, peer, options.contexts, opened, times) }
}

function createAssociation(
  channel: Channel,
  peer: string,
  contexts: readonly ContextToOpen[],
  opened: { peerMaxPdu: number; answers: AnsweredContext[] },
  times: AssociationTimeouts,
): Association {
  const { peerMaxPdu } = opened
  // A peer must answer with the one transfer syntax that was proposed; an answer with another is no agreement.
  const agreed = opened.answers.flatMap(({ id, result, transferSyntax }) => {
    const context = contexts[(id - 1) / 2]
    return result === 0 && context?.transferSyntax === transferSyntax ? [{ ...context, id }] : []
  })
  let lastMessageId = 0
  let tail: Promise<unknown> = Promise.resolve()

  /** One request at a time: no asynchronous operations window was negotiated (PS3.7 D.3.3.3). */
  function inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = tail.then(operation)
    tail = turn.catch(() => undefined)
    return turn
  }

  function contextOf(sopClassUid: string, transferSyntax?: string): number | Failed<InstanceProblem> {
    const found = agreed.find(
      (context) =>
        context.sopClassUid === sopClassUid && (transferSyntax ?? context.transferSyntax) === context.transferSyntax,
    )
    if (found) return found.id
    const encoding = transferSyntax ?? 'any transfer syntax'
    const message = `${peer} did not agree to SOP class ${sopClassUid} in ${encoding}. Ask for it when opening, or enable it at the peer.`
    return failed({ kind: 'no-context', sopClassUid, transferSyntax: transferSyntax ?? '', message })
  }

  function nextMessageId(): number {
    lastMessageId = (lastMessageId % 0xffff) + 1
    return lastMessageId
  }

  async function response(field: number, messageId: number): Promise<DimseCommand | Failed<AssociationProblem>> {
    const inbound = await channel.next('response', times.responseMs)
    if (inbound.kind === 'lost') return failed(inbound.problem)
    if (inbound.kind === 'command' && inbound.command.status !== undefined) {
      const { command } = inbound
      if (command.field === (field | COMMAND.response) && command.messageId === messageId) return command
    }
    channel.abort({ kind: 'protocol-error', message: `${peer} broke the DICOM protocol: an answer to no question.` })
    return failed(channel.problem()!)
  }

  function refused(status: number, comment = ''): Failed<InstanceProblem> {
    const code = `0x${status.toString(16).toUpperCase().padStart(4, '0')}`
    const message = `${peer} refused the request with status ${code}. Look the status up in its conformance statement or log.`
    return failed({ kind: 'refused', status, comment, message })
  }

  async function echo(): Promise<EchoAnswer> {
    const contextId = contextOf(VERIFICATION_SOP_CLASS)
    if (typeof contextId !== 'number') return contextId
    const messageId = nextMessageId()
    const data = encodeCommand({
      field: COMMAND.echo,
      messageId,
      hasDataSet: false,
      sopClassUid: VERIFICATION_SOP_CLASS,
    })
    void channel.send(encodePData({ contextId, command: true, data, peerMaxPdu }), times.responseMs)
    const answer = await response(COMMAND.echo, messageId)
    if ('ok' in answer) return answer
    return answer.status === 0 ? { ok: true, status: 0 } : refused(answer.status!, answer.comment)
  }

  async function store(source: Part10Source): Promise<StoreAnswer> {
    const gone = channel.problem()
    if (gone) return failed(gone)
    const opening = await openInstance(source)
    if (!opening.ok) return opening
    const instance = opening.source
    try {
      const contextId = contextOf(instance.meta.sopClassUid, instance.meta.transferSyntax)
      if (typeof contextId !== 'number') return contextId
      const messageId = nextMessageId()
      const to = { contextId, messageId, peerMaxPdu, timeoutMs: times.responseMs }
      const sent = await sendInstance(channel, instance, to)
      if (sent === 'changed') {
        // Half a data set cannot be taken back except by ending the association.
        channel.abort({
          kind: 'aborted',
          reason: 'the file changed',
          message: 'A file became shorter while it was sent.',
        })
      }
      if (sent !== 'sent') return failed(channel.problem()!)
      const answer = await response(COMMAND.store, messageId)
      if ('ok' in answer) return answer
      const status = answer.status!
      return isStored(status) ? { ok: true, status, warning: isWarning(status) } : refused(status, answer.comment)
    } finally {
      await instance.close()
    }
  }

  async function release(): Promise<{ ok: true } | Failed<AssociationProblem>> {
    void channel.send(encodeRelease(PDU.releaseRequest), times.associationMs)
    const inbound = await channel.next('release', times.associationMs)
    if (inbound.kind === 'lost') return failed(inbound.problem)
    if (inbound.kind === 'control' && inbound.part.type === PDU.releaseReply) {
      await channel.close()
      return { ok: true }
    }
    channel.abort({ kind: 'protocol-error', message: `${peer} broke the DICOM protocol: no answer to the release.` })
    return failed(channel.problem()!)
  }

  return {
    accepted: agreed.map(({ sopClassUid, transferSyntax }) => ({ sopClassUid, transferSyntax })),
    echo: () => inTurn(echo),
    store: (source) => inTurn(() => store(source)),
    release: () => inTurn(release),
    abort: () =>
      channel.abort({ kind: 'aborted', reason: 'by us', message: `We aborted the association with ${peer}.` }),
  }
}
