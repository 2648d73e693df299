import { createHash, type KeyObject, sign, verify } from 'node:crypto'

/** Header of a call between zones: `<ISO time>;<base64 Ed25519 signature>`. */
export const doorHeader = 'x-clic-door'

/** How long a signed call is good for, to both sides of the clock, milliseconds. */
const goodFor = 60_000

export interface DoorCall {
  method: string
  /** Address or path with its query. */
  url: string
  /** Bytes of the body, or its text; empty for none. */
  body: Uint8Array | string
}

/** Signs a call: method, path, query, time and the digest of the body, so that none can be exchanged on the way. */
export function signDoorCall(call: DoorCall, key: KeyObject, at: Date): Record<string, string> {
  const time = at.toISOString()
  return { [doorHeader]: `${time};${sign(null, statement(call, time), key).toString('base64')}` }
}

/** True when the header is signed by this key for this call, less than a minute ago. */
export function doorCallSigned(header: string | null, call: DoorCall, key: KeyObject | undefined, now: Date): boolean {
  const [time, signature] = (header ?? '').split(';')
  if (!key || !time || !signature) return false
  const age = Math.abs(now.getTime() - Date.parse(time))
  // Written so that a time that is none (NaN) is refused.
  if (!(age <= goodFor)) return false
  return verify(null, statement(call, time), key, Buffer.from(signature, 'base64'))
}

function statement({ method, url, body }: DoorCall, time: string): Buffer {
  const { pathname, search } = new URL(url, 'http://door')
  return Buffer.from(
    ['clic-door', method, pathname + search, time, createHash('sha256').update(body).digest('hex')].join('\n'),
  )
}
