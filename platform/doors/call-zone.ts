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
      if (certificateFaults.has((error as NodeJS.ErrnoException).code ?? ''))
        throw new CertificateNotTrusted(url, error)
      // The other side closed a kept connection just when it was used again: nothing was heard, and every call here may be made twice.
      if (again || !sent.reusedSocket || (error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    }
  }
}

/**
 * The other zone's certificate is none that this machine trusts: expired, another host's, or of an authority that nobody named. Nothing
 * was sent. `detail` says what to do, and no more than the host and the code.
 */
export class CertificateNotTrusted extends Error {
  readonly code: string
  readonly detail: string
  constructor(url: string, cause: unknown) {
    const code = (cause as NodeJS.ErrnoException).code ?? ''
    const detail = `The certificate of ${new URL(url).host} is not trusted (${code}). If an authority of your own signed it, name the authority’s file in NODE_EXTRA_CA_CERTS and start the zone again; otherwise renew the certificate.`
    super(detail, { cause })
    this.name = 'CertificateNotTrusted'
    this.code = code
    this.detail = detail
  }
}

/** What Node says of a certificate that does not hold. */
const certificateFaults: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

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
