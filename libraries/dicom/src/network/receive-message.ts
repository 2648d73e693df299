import type { AbortReason } from './association-reasons.ts'
import { COMMAND, type DimseCommand, decodeCommand } from './dimse-command.ts'
import { STATUS } from './dimse-status.ts'
import type { AcceptedContext } from './negotiate.ts'
import type { DataPart } from './pdu-reader.ts'
import type { OnStore, ServedAssociation, StoreOutcome, StoreSink } from './store-sink.ts'
import { isUid } from './uids.ts'

/** No command set of C-ECHO or C-STORE comes near this. */
const MAX_COMMAND_BYTES = 16 * 1024

/** Filesystem errors that mean "send it again later", not "this instance is bad". */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM'])

export interface MessagePorts {
  association: ServedAssociation
  contexts: ReadonlyMap<number, AcceptedContext>
  onStore: OnStore
  onEcho: (association: ServedAssociation) => number | Promise<number>
  maxInstanceBytes: number
  reply(contextId: number, command: DimseCommand): void
  /** Breaks the association: the peer left the protocol. */
  violate(reason: AbortReason, detail: string): void
  /** An error of a sink or callback, for the log. */
  failed(step: string, error: unknown): void
  answered(command: DimseCommand): void
}

interface Incoming {
  contextId: number
  request: DimseCommand
  sink?: StoreSink
  /** Set when the request is refused: its data set is read and dropped, then this is the answer. */
  refusal?: StoreOutcome
  bytes: number
}

export interface MessageReceiver {
  /** Takes the next piece; while the promise is open no other piece may be given. Never rejects. */
  accept(part: DataPart): undefined | Promise<void>
  /** The association is gone: aborts what is not committed, and resolves when that is done. */
  abandon(): Promise<void>
  /** True between messages. */
  idle(): boolean
}

/** Joins command fragments, lets data sets flow into sinks, and answers each request once it is settled (PS3.7 9.3). */
export function createMessageReceiver(ports: MessagePorts): MessageReceiver {
  let command: { contextId: number; chunks: Buffer[]; bytes: number } | undefined
  let incoming: Incoming | undefined
  let abandoned: Promise<void> = Promise.resolve()

  function statusOf(step: string, error: unknown): StoreOutcome {
    ports.failed(step, error)
    const code = (error as { code?: unknown } | null)?.code
    return { status: typeof code === 'string' && NO_ROOM.has(code) ? STATUS.outOfResources : STATUS.processingFailure }
  }

  async function dropSink(message: Incoming): Promise<void> {
    const sink = message.sink
    if (!sink) return
    delete message.sink
    try {
      await sink.abort()
    } catch (error) {
      ports.failed('abort', error)
    }
  }

  async function refuse(message: Incoming, refusal: StoreOutcome): Promise<void> {
    message.refusal = refusal
    await dropSink(message)
  }

  function answer(message: Incoming, outcome: StoreOutcome): void {
    incoming = undefined
    const { request, contextId } = message
    const reply: DimseCommand = {
      field: request.field | COMMAND.response,
      messageId: request.messageId,
      hasDataSet: false,
      status: outcome.status,
    }
    if (request.sopClassUid !== undefined) reply.sopClassUid = request.sopClassUid
    if (request.sopInstanceUid !== undefined) reply.sopInstanceUid = request.sopInstanceUid
    if (outcome.comment !== undefined) reply.comment = outcome.comment
    ports.reply(contextId, reply)
    ports.answered(reply)
  }

  async function finish(message: Incoming): Promise<void> {
    if (message.sink && message.bytes === 0) {
      await refuse(message, { status: STATUS.cannotUnderstand, comment: 'the data set is empty' })
    }
    const sink = message.sink
    if (!sink || message.refusal) {
      await dropSink(message)
      return answer(message, message.refusal ?? { status: STATUS.cannotUnderstand, comment: 'no data set' })
    }
    try {
      const outcome = await sink.commit()
      delete message.sink
      answer(message, outcome)
    } catch (error) {
      const refusal = statusOf('commit', error)
      await dropSink(message)
      answer(message, refusal)
    }
  }

  async function echo(message: Incoming): Promise<void> {
    try {
      message.refusal = { status: await ports.onEcho(ports.association) }
    } catch (error) {
      message.refusal = statusOf('echo', error)
    }
  }

  async function openSink(message: Incoming, context: AcceptedContext): Promise<void> {
    const { sopClassUid, sopInstanceUid } = message.request
    if (sopClassUid === undefined || sopClassUid !== context.sopClassUid) {
      message.refusal = { status: STATUS.sopClassNotSupported, comment: 'SOP class differs from its context' }
      return
    }
    if (sopInstanceUid === undefined || !isUid(sopInstanceUid)) {
      message.refusal = { status: STATUS.invalidObjectInstance, comment: 'SOP instance UID is not a UID' }
      return
    }
    const { association } = ports
    try {
      const opened = await ports.onStore({
        affectedSopClassUid: sopClassUid,
        affectedSopInstanceUid: sopInstanceUid,
        transferSyntax: context.transferSyntax,
        callingAe: association.callingAe,
        calledAe: association.calledAe,
        association,
      })
      if ('write' in opened) message.sink = opened
      else message.refusal = opened
    } catch (error) {
      message.refusal = statusOf('open', error)
    }
  }

  async function start(contextId: number, request: DimseCommand): Promise<void> {
    const message: Incoming = { contextId, request, bytes: 0 }
    incoming = message
    if (request.field === COMMAND.echo) await echo(message)
    else if (request.field === COMMAND.store && request.hasDataSet) {
      await openSink(message, ports.contexts.get(contextId)!)
    } else if (request.field !== COMMAND.store) message.refusal = { status: STATUS.unrecognisedOperation }
    if (!request.hasDataSet) await finish(message)
  }

  function acceptCommand(part: DataPart): undefined | Promise<void> {
    if (incoming) return void ports.violate('unexpected-pdu-parameter', 'a command inside a data set')
    command ??= { contextId: part.contextId, chunks: [], bytes: 0 }
    command.chunks.push(part.data)
    command.bytes += part.data.length
    if (command.contextId !== part.contextId) return void ports.violate('invalid-pdu-parameter', 'contexts are mixed')
    if (command.bytes > MAX_COMMAND_BYTES || command.chunks.length > MAX_COMMAND_BYTES) {
      return void ports.violate('invalid-pdu-parameter', `a command of more than ${MAX_COMMAND_BYTES} bytes`)
    }
    if (!part.last) return undefined
    const decoded = decodeCommand(Buffer.concat(command.chunks))
    command = undefined
    if (!decoded.ok) return void ports.violate('invalid-pdu-parameter', decoded.detail)
    if (decoded.value.field & COMMAND.response) {
      return void ports.violate('unexpected-pdu-parameter', 'a response to nothing')
    }
    // C-CANCEL is for queries; there is nothing to cancel and no answer to it (PS3.7 9.3.2.3).
    if (decoded.value.field === COMMAND.cancel) return undefined
    return start(part.contextId, decoded.value)
  }

  function write(message: Incoming, data: Buffer): undefined | Promise<void> {
    if (!message.sink || data.length === 0) return undefined
    message.bytes += data.length
    if (message.bytes > ports.maxInstanceBytes) {
      return refuse(message, { status: STATUS.outOfResources, comment: 'the instance is over the size limit' })
    }
    try {
      return message.sink.write(data)?.catch((error: unknown) => refuse(message, statusOf('write', error)))
    } catch (error) {
      return refuse(message, statusOf('write', error))
    }
  }

  function acceptData(part: DataPart): undefined | Promise<void> {
    const message = incoming
    if (message?.contextId !== part.contextId) {
      return void ports.violate('unexpected-pdu-parameter', 'a data set that no command announced')
    }
    const written = write(message, part.data)
    if (!part.last) return written
    return written ? written.then(() => finish(message)) : finish(message)
  }

  return {
    accept(part) {
      if (!ports.contexts.has(part.contextId)) {
        return void ports.violate('invalid-pdu-parameter', `context ${part.contextId} was not agreed`)
      }
      return part.command ? acceptCommand(part) : acceptData(part)
    },
    abandon() {
      command = undefined
      const message = incoming
      incoming = undefined
      // Called again when the connection closes, it still waits for a sink that is being aborted.
      if (message) abandoned = dropSink(message)
      return abandoned
    },
    idle: () => incoming === undefined && command === undefined,
  }
}
