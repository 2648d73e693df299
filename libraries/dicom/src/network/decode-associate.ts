import type { AnsweredContext, AssociateAccept, AssociateRequest, ProposedContext } from './associate-pdu.ts'

export type Decoded<T> = { ok: true; value: T } | { ok: false; detail: string }

interface Item {
  type: number
  body: Buffer
}

/** Items of type (1), reserved (1), length (2), body; undefined when one runs over the end. */
function itemsOf(bytes: Buffer): Item[] | undefined {
  const items: Item[] = []
  for (let at = 0; at < bytes.length; ) {
    if (at + 4 > bytes.length) return undefined
    const end = at + 4 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return undefined
    items.push({ type: bytes[at]!, body: bytes.subarray(at + 4, end) })
    at = end
  }
  return items
}

/** Some peers pad UIDs with NUL or space to an even length, which PS3.8 does not ask for. */
function uidOf(item: Item | undefined): string {
  return item?.body.toString('latin1').replace(/[\0 ]+$/, '') ?? ''
}

/** Titles go into logs and screens, so anything but printable ASCII becomes a question mark. */
function titleOf(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/\0/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
    .trim()
}

function proposedContext(body: Buffer): ProposedContext | undefined {
  const items = body.length >= 4 ? itemsOf(body.subarray(4)) : undefined
  if (!items) return undefined
  const abstractSyntax = uidOf(items.find((item) => item.type === 0x30))
  const transferSyntaxes = items.filter((item) => item.type === 0x40).map(uidOf)
  return { id: body[0]!, abstractSyntax, transferSyntaxes }
}

function answeredContext(body: Buffer): AnsweredContext | undefined {
  const items = body.length >= 4 ? itemsOf(body.subarray(4)) : undefined
  if (!items) return undefined
  return { id: body[0]!, result: body[2]!, transferSyntax: uidOf(items.find((item) => item.type === 0x40)) }
}

interface Common {
  items: Item[]
  maxPdu: number
  user: Item[]
}

function common(body: Buffer): Decoded<Common> {
  const items = body.length >= 68 ? itemsOf(body.subarray(68)) : undefined
  if (!items) return { ok: false, detail: 'an item runs over the end of the PDU' }
  const user = itemsOf(items.find((item) => item.type === 0x50)?.body ?? Buffer.alloc(0))
  if (!user) return { ok: false, detail: 'the user information is cut off' }
  const length = user.find((item) => item.type === 0x51)?.body
  return { ok: true, value: { items, user, maxPdu: length?.length === 4 ? length.readUInt32BE() : 0 } }
}

/** Reads the body of an A-ASSOCIATE-RQ; refuses even, repeated or more than 128 context identifiers (PS3.8 9.3.2.2). */
export function decodeAssociateRequest(body: Buffer): Decoded<AssociateRequest> {
  const parsed = common(body)
  if (!parsed.ok) return parsed
  const { items, user, maxPdu } = parsed.value
  const contexts: ProposedContext[] = []
  const seen = new Set<number>()
  for (const item of items) {
    if (item.type !== 0x20) continue
    const context = proposedContext(item.body)
    if (!context) return { ok: false, detail: 'a presentation context is cut off' }
    if (context.id % 2 === 0 || seen.has(context.id)) return { ok: false, detail: `context identifier ${context.id}` }
    seen.add(context.id)
    contexts.push(context)
  }
  return {
    ok: true,
    value: {
      protocolVersion: body.readUInt16BE(0),
      calledAe: titleOf(body.subarray(4, 20)),
      callingAe: titleOf(body.subarray(20, 36)),
      applicationContext: uidOf(items.find((item) => item.type === 0x10)),
      contexts,
      maxPdu,
      implementationClassUid: uidOf(user.find((item) => item.type === 0x52)),
      implementationVersion: titleOf(user.find((item) => item.type === 0x55)?.body ?? Buffer.alloc(0)),
    },
  }
}

/** Reads the body of an A-ASSOCIATE-AC (PS3.8 9.3.3). */
export function decodeAssociateAccept(body: Buffer): Decoded<AssociateAccept> {
  const parsed = common(body)
  if (!parsed.ok) return parsed
  const contexts: AnsweredContext[] = []
  for (const item of parsed.value.items) {
    if (item.type !== 0x21) continue
    const context = answeredContext(item.body)
    if (!context) return { ok: false, detail: 'a presentation context is cut off' }
    contexts.push(context)
  }
  return {
    ok: true,
    value: {
      calledAe: titleOf(body.subarray(4, 20)),
      callingAe: titleOf(body.subarray(20, 36)),
      contexts,
      maxPdu: parsed.value.maxPdu,
    },
  }
}
