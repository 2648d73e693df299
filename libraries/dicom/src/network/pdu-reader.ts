import type { AbortReason } from './association-reasons.ts'

export const PDU = {
  associateRequest: 0x01,
  associateAccept: 0x02,
  associateReject: 0x03,
  data: 0x04,
  releaseRequest: 0x05,
  releaseReply: 0x06,
  abort: 0x07,
} as const

/** A whole small PDU; `body` is what follows the six bytes of type and length. */
export interface ControlPart {
  kind: 'control'
  type: number
  body: Buffer
}

/** A piece of a presentation data value, passed on as it arrives: a PDV may come in several pieces, `last` only on its final one. */
export interface DataPart {
  kind: 'data'
  contextId: number
  command: boolean
  last: boolean
  data: Buffer
}

/** The peer broke PS3.8; nothing more can be read from it. */
interface ViolationPart {
  kind: 'violation'
  reason: AbortReason
  detail: string
}

export type PduPart = ControlPart | DataPart | ViolationPart

export interface PduReader {
  push(chunk: Buffer): void
  /** The next part, or undefined until more bytes come. After a violation always undefined. */
  next(): PduPart | undefined
}

/** 128 contexts with 40 transfer syntaxes each are about 150 kB: nothing honest is longer. */
const MAX_ASSOCIATE_BYTES = 256 * 1024

/**
 * Pulls protocol data units (PS3.8 9.3) out of a byte stream. Lengths are judged before a byte of the body is kept: a control PDU
 * is buffered up to 256 kB, a P-DATA-TF longer than `maxPdu` (bytes after its six-byte header) is a violation, and data
 * are never gathered: they leave as slices of the pushed chunks.
 */
export function createPduReader({ maxPdu }: { maxPdu: number }): PduReader {
  const queue: Buffer[] = []
  let available = 0
  let control: { type: number; body: Buffer; filled: number } | undefined
  let pduLeft = 0
  let pdv: { contextId: number; command: boolean; final: boolean; left: number } | undefined
  let broken = false

  /** At most `length` bytes from the first chunk, without a copy. */
  function slice(length: number): Buffer {
    const first = queue[0]!
    if (first.length <= length) {
      queue.shift()
      available -= first.length
      return first
    }
    queue[0] = first.subarray(length)
    available -= length
    return first.subarray(0, length)
  }

  /** Exactly `length` bytes; only called when they are there. Copies only across a chunk border. */
  function take(length: number): Buffer {
    const first = slice(length)
    if (first.length === length) return first
    const whole = Buffer.allocUnsafe(length)
    let filled = first.copy(whole)
    while (filled < length) filled += slice(length - filled).copy(whole, filled)
    return whole
  }

  function violation(reason: AbortReason, detail: string): ViolationPart {
    broken = true
    queue.length = 0
    available = 0
    return { kind: 'violation', reason, detail }
  }

  function startPdu(): ViolationPart | undefined {
    const header = take(6)
    const type = header[0]!
    const length = header.readUInt32BE(2)
    if (type === PDU.data) {
      if (length > maxPdu) {
        return violation('invalid-pdu-parameter', `P-DATA of ${length} bytes, ${maxPdu} were agreed`)
      }
      if (length < 6) return violation('invalid-pdu-parameter', `P-DATA of ${length} bytes holds no value`)
      pduLeft = length
      return undefined
    }
    if (type < PDU.associateRequest || type > PDU.abort) {
      return violation('unrecognised-pdu', `PDU type 0x${type.toString(16)}`)
    }
    const associate = type === PDU.associateRequest || type === PDU.associateAccept
    const fits = associate ? length >= 68 && length <= MAX_ASSOCIATE_BYTES : length === 4
    if (!fits) return violation('invalid-pdu-parameter', `PDU type ${type} with a length of ${length} bytes`)
    control = { type, body: Buffer.allocUnsafe(length), filled: 0 }
    return undefined
  }

  function startPdv(): ViolationPart | undefined {
    const header = take(6)
    const length = header.readUInt32BE(0)
    if (length < 2 || length + 4 > pduLeft) {
      return violation('invalid-pdu-parameter', `PDV of ${length} bytes in a PDU with ${pduLeft} left`)
    }
    pduLeft -= length + 4
    if (pduLeft > 0 && pduLeft < 6) return violation('invalid-pdu-parameter', `${pduLeft} stray bytes after a PDV`)
    const flags = header[5]!
    pdv = { contextId: header[4]!, command: (flags & 1) === 1, final: (flags & 2) === 2, left: length - 2 }
    return undefined
  }

  function continuePdv(open: NonNullable<typeof pdv>): DataPart | undefined {
    if (open.left > 0 && available === 0) return undefined
    const data = open.left > 0 ? slice(open.left) : Buffer.alloc(0)
    open.left -= data.length
    if (open.left === 0) pdv = undefined
    return {
      kind: 'data',
      contextId: open.contextId,
      command: open.command,
      last: open.final && open.left === 0,
      data,
    }
  }

  function continueControl(open: NonNullable<typeof control>): ControlPart | undefined {
    while (open.filled < open.body.length && available > 0) {
      open.filled += slice(open.body.length - open.filled).copy(open.body, open.filled)
    }
    if (open.filled < open.body.length) return undefined
    control = undefined
    return { kind: 'control', type: open.type, body: open.body }
  }

  return {
    push(chunk) {
      if (broken || chunk.length === 0) return
      queue.push(chunk)
      available += chunk.length
    },
    next() {
      while (!broken) {
        if (control) return continueControl(control)
        if (pdv) return continuePdv(pdv)
        if (available < 6) return undefined
        const bad = pduLeft > 0 ? startPdv() : startPdu()
        if (bad) return bad
      }
      return undefined
    },
  }
}
