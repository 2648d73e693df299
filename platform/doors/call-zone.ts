import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'

export interface ZoneAnswer {
  ok: boolean
  status: number
  body: Buffer
  /** The body read as JSON, of the form that the caller knows. */
  json<T>(): T
}

/**
 * One call to the other zone. Not by `fetch`: a zone that stands idle dials all the same, and what Node loads for `fetch` takes eleven MB
 * and more of each process that uses it once.
 */
export async function callZone(
  url: string,
  call: { method: string; headers: Record<string, string>; body?: Uint8Array | undefined; timeoutMs: number },
): Promise<ZoneAnswer> {
  const send = url.startsWith('https:') ? (await import('node:https')).request : requestHttp
  for (let again = false; ; again = true) {
    const sent = send(url, {
      method: call.method,
      headers: { ...call.headers, ...(call.body ? { 'content-length': call.body.byteLength } : {}) },
      signal: AbortSignal.timeout(call.timeoutMs),
    })
    try {
      return await answerTo(sent, call.body)
    } catch (error) {
      // The other side closed a kept connection just when it was used again: nothing was heard, and every call here may be made twice.
      if (again || !sent.reusedSocket || (error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    }
  }
}

function answerTo(sent: ClientRequest, body: Uint8Array | undefined): Promise<ZoneAnswer> {
  return new Promise((resolve, reject) => {
    sent.once('error', reject)
    sent.once('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const status = response.statusCode ?? 0
        const bytes = Buffer.concat(chunks)
        const json = <T>() => JSON.parse(bytes.toString('utf8')) as T
        resolve({ ok: status >= 200 && status < 300, status, body: bytes, json })
      })
    })
    sent.end(body)
  })
}
