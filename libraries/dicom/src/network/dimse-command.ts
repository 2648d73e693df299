import type { Decoded } from './decode-associate.ts'

export const COMMAND = { store: 0x0001, echo: 0x0030, cancel: 0x0fff, response: 0x8000 } as const

/** (0000,0800): any other value says that a data set follows (PS3.7 E.1). */
const NO_DATA_SET = 0x0101

/** The elements of a command set that C-ECHO and C-STORE use, and what every message has (PS3.7 9.3, E.1). */
export interface DimseCommand {
  field: number
  /** Message ID of a request, or Message ID Being Responded To of a response. */
  messageId: number
  hasDataSet: boolean
  sopClassUid?: string
  sopInstanceUid?: string
  status?: number
  comment?: string
  priority?: number
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16LE(number, 2)
  header.writeUInt32LE(value.length, 4)
  return Buffer.concat([header, value])
}

function us(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return element(number, bytes)
}

function padded(number: number, value: string, pad: string): Buffer {
  return element(number, Buffer.from(value.length % 2 ? value + pad : value, 'latin1'))
}

/** The command set as bytes: implicit VR little endian, group length first, ascending (PS3.7 6.3.1). */
export function encodeCommand(command: DimseCommand): Buffer {
  const reply = (command.field & COMMAND.response) !== 0
  const elements: Buffer[] = []
  if (command.sopClassUid !== undefined) elements.push(padded(0x0002, command.sopClassUid, '\0'))
  elements.push(us(0x0100, command.field), us(reply ? 0x0120 : 0x0110, command.messageId))
  if (command.priority !== undefined) elements.push(us(0x0700, command.priority))
  elements.push(us(0x0800, command.hasDataSet ? 0x0001 : NO_DATA_SET))
  if (command.status !== undefined) elements.push(us(0x0900, command.status))
  if (command.comment !== undefined) elements.push(padded(0x0902, command.comment.slice(0, 64), ' '))
  if (command.sopInstanceUid !== undefined) elements.push(padded(0x1000, command.sopInstanceUid, '\0'))
  const body = Buffer.concat(elements)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return Buffer.concat([element(0x0000, length), body])
}

function elementsOf(bytes: Buffer): Map<number, Buffer> | undefined {
  const elements = new Map<number, Buffer>()
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0) return undefined
    const end = at + 8 + bytes.readUInt32LE(at + 4)
    if (end > bytes.length) return undefined
    elements.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end))
    at = end
  }
  return elements
}

/** Reads a command set; a message without command field, message ID or data set type is refused. */
export function decodeCommand(bytes: Buffer): Decoded<DimseCommand> {
  const elements = elementsOf(bytes)
  if (!elements) return { ok: false, detail: 'the command set is cut off or leaves group 0000' }
  const number = (id: number): number | undefined => {
    const value = elements.get(id)
    return value?.length === 2 ? value.readUInt16LE() : undefined
  }
  const text = (id: number): string | undefined =>
    elements
      .get(id)
      ?.toString('latin1')
      .replace(/[\0 ]+$/, '')
  const field = number(0x0100)
  if (field === undefined) return { ok: false, detail: 'no command field' }
  // C-CANCEL has no message ID of its own, only the one it cancels.
  const reply = (field & COMMAND.response) !== 0 || field === COMMAND.cancel
  const messageId = number(reply ? 0x0120 : 0x0110)
  const dataSet = number(0x0800)
  if (messageId === undefined) return { ok: false, detail: 'no message ID' }
  if (dataSet === undefined) return { ok: false, detail: 'no command data set type' }
  const command: DimseCommand = { field, messageId, hasDataSet: dataSet !== NO_DATA_SET }
  const sopClassUid = text(0x0002)
  const sopInstanceUid = text(0x1000)
  const status = number(0x0900)
  const comment = text(0x0902)
  if (sopClassUid !== undefined) command.sopClassUid = sopClassUid
  if (sopInstanceUid !== undefined) command.sopInstanceUid = sopInstanceUid
  if (status !== undefined) command.status = status
  if (comment !== undefined) command.comment = comment
  return { ok: true, value: command }
}
