import { implementationClassUid, implementationVersionName } from '../uid.ts'
import { PDU } from './pdu-reader.ts'
import { APPLICATION_CONTEXT } from './uids.ts'

export interface ProposedContext {
  id: number
  abstractSyntax: string
  transferSyntaxes: string[]
}

/** Result of a proposed context: 0 accepted, 3 abstract syntax not supported, 4 transfer syntaxes not supported (PS3.8 9.3.3.2). */
export interface AnsweredContext {
  id: number
  result: number
  transferSyntax: string
}

interface Titles {
  calledAe: string
  callingAe: string
}

export interface AssociateRequest extends Titles {
  protocolVersion: number
  applicationContext: string
  contexts: ProposedContext[]
  /** Longest P-DATA the sender takes, in bytes; 0 means no limit. */
  maxPdu: number
  implementationClassUid: string
  implementationVersion: string
}

export interface AssociateAccept extends Titles {
  contexts: AnsweredContext[]
  maxPdu: number
}

function item(type: number, body: Buffer): Buffer {
  const header = Buffer.from([type, 0, 0, 0])
  header.writeUInt16BE(body.length, 2)
  return Buffer.concat([header, body])
}

function textItem(type: number, value: string): Buffer {
  return item(type, Buffer.from(value, 'latin1'))
}

function title(ae: string): Buffer {
  return Buffer.from(ae.padEnd(16).slice(0, 16), 'latin1')
}

function userInformation(maxPdu: number): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(maxPdu)
  return item(
    0x50,
    Buffer.concat([
      item(0x51, length),
      textItem(0x52, implementationClassUid),
      textItem(0x55, implementationVersionName),
    ]),
  )
}

function associate(type: number, { calledAe, callingAe }: Titles, contexts: Buffer[], maxPdu: number): Buffer {
  const fixed = Buffer.alloc(6 + 4)
  fixed[0] = type
  fixed.writeUInt16BE(1, 6) // protocol version 1 is bit 0
  const pdu = Buffer.concat([
    fixed,
    title(calledAe),
    title(callingAe),
    Buffer.alloc(32),
    textItem(0x10, APPLICATION_CONTEXT),
    ...contexts,
    userInformation(maxPdu),
  ])
  pdu.writeUInt32BE(pdu.length - 6, 2)
  return pdu
}

/** A-ASSOCIATE-RQ (PS3.8 9.3.2). AE titles of at most 16 characters, `maxPdu` in bytes. */
export function encodeAssociateRequest(request: Titles & { contexts: ProposedContext[]; maxPdu: number }): Buffer {
  const contexts = request.contexts.map(({ id, abstractSyntax, transferSyntaxes }) =>
    item(
      0x20,
      Buffer.concat([
        Buffer.from([id, 0, 0, 0]),
        textItem(0x30, abstractSyntax),
        ...transferSyntaxes.map((uid) => textItem(0x40, uid)),
      ]),
    ),
  )
  return associate(PDU.associateRequest, request, contexts, request.maxPdu)
}

/** A-ASSOCIATE-AC (PS3.8 9.3.3); the titles are those of the request, given back. */
export function encodeAssociateAccept(accept: AssociateAccept): Buffer {
  const contexts = accept.contexts.map(({ id, result, transferSyntax }) =>
    item(0x21, Buffer.concat([Buffer.from([id, 0, result, 0]), textItem(0x40, transferSyntax)])),
  )
  return associate(PDU.associateAccept, accept, contexts, accept.maxPdu)
}

/** A-ASSOCIATE-RJ (PS3.8 9.3.4). */
export function encodeReject(code: { result: number; source: number; reason: number }): Buffer {
  return Buffer.from([PDU.associateReject, 0, 0, 0, 0, 4, 0, code.result, code.source, code.reason])
}

/** A-RELEASE-RQ or A-RELEASE-RP (PS3.8 9.3.6, 9.3.7). */
export function encodeRelease(type: typeof PDU.releaseRequest | typeof PDU.releaseReply): Buffer {
  return Buffer.from([type, 0, 0, 0, 0, 4, 0, 0, 0, 0])
}

/** A-ABORT (PS3.8 9.3.8): source 0 is the user of the service, 2 the provider. */
export function encodeAbort(source: 0 | 2, reason: number): Buffer {
  return Buffer.from([PDU.abort, 0, 0, 0, 0, 4, 0, 0, source, reason])
}
