import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { opensslIsMissing, type TestAuthority, testAuthority } from '../../testing/test-authority.ts'
import { CertificateNotTrusted, callZone } from './index.ts'

describe.skipIf(opensslIsMissing)('a call to the other zone (skipped where openssl is missing)', () => {
  let authority: TestAuthority
  const before = getCACertificates('default')
  const heard: { method: string; url: string; body: string }[] = []
  /** Calls that a connection has carried; the server breaks it off at one of them, unanswered. */
  const carried = new WeakMap<object, number>()
  let breakAt = 0
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const nth = (carried.get(request.socket) ?? 0) + 1
    carried.set(request.socket, nth)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    heard.push({ method: request.method ?? '', url: request.url ?? '', body: Buffer.concat(chunks).toString() })
    if (nth === breakAt) {
      request.socket.destroy()
      return
    }
    response.writeHead(request.url === '/no' ? 409 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ nth }))
  }
  const listening = async (server: ReturnType<typeof createHttp> | ReturnType<typeof createHttps>) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return {
      port: (server.address() as AddressInfo).port,
      close: () =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    }
  }
  const serving = (scheme: 'http' | 'https', identity = authority.sign('127.0.0.1')) =>
    listening(scheme === 'http' ? createHttp(answer) : createHttps(identity, answer))
  const call = (url: string, body?: string) =>
    callZone(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {},
      body: body === undefined ? undefined : Buffer.from(body),
      timeoutMs: 20_000,
    })

  beforeAll(() => {
    authority = testAuthority()
    setDefaultCACertificates([...before, authority.certificate])
  })
  afterAll(() => {
    setDefaultCACertificates(before)
    authority.close()
  })

  it.each(['http', 'https'] as const)('brings body and answer, also one that says no, by %s', async (scheme) => {
    const server = await serving(scheme)
    breakAt = 0
    heard.length = 0
    const url = `${scheme}://127.0.0.1:${server.port}`
    const said = await call(`${url}/door?offset=1`, 'hello')
    expect([said.ok, said.status, said.json()]).toEqual([true, 200, { nth: 1 }])
    expect(await call(`${url}/no`)).toMatchObject({ ok: false, status: 409 })
    expect(heard).toEqual([
      { method: 'POST', url: '/door?offset=1', body: 'hello' },
      { method: 'GET', url: '/no', body: '' },
    ])
    await server.close()
  })

  it.each(['http', 'https'] as const)(
    'is made once more when a kept connection broke off just as it was used again, by %s',
    async (scheme) => {
      const server = await serving(scheme)
      breakAt = 2
      heard.length = 0
      const url = `${scheme}://127.0.0.1:${server.port}`
      expect((await call(`${url}/first`)).json()).toEqual({ nth: 1 })
      expect((await call(`${url}/second`, 'again')).json()).toEqual({ nth: 1 })
      expect(heard.map((one) => one.url)).toEqual(['/first', '/second', '/second'])
      expect(heard.map((one) => one.body)).toEqual(['', 'again', 'again'])
      await server.close()
    },
  )

  it.each(['http', 'https'] as const)('is not made again when a fresh connection broke off, by %s', async (scheme) => {
    const server = await serving(scheme)
    breakAt = 1
    heard.length = 0
    await expect(call(`${scheme}://127.0.0.1:${server.port}/once`)).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(heard).toHaveLength(1)
    await server.close()
  })

  it.each([
    [
      'an authority that nobody named signed it',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      (other: TestAuthority) => other.sign('127.0.0.1'),
    ],
    ['it is another host’s', 'ERR_TLS_CERT_ALTNAME_INVALID', () => authority.sign('research.example')],
  ])('says plainly why a certificate is not trusted, and sends nothing: %s', async (_why, code, identityOf) => {
    const other = testAuthority()
    const server = await serving('https', identityOf(other))
    heard.length = 0
    const refused = await call(`https://127.0.0.1:${server.port}/door/inbox`, 'for the other zone alone').catch(
      (error: unknown) => error,
    )
    expect(refused).toBeInstanceOf(CertificateNotTrusted)
    expect(refused).toMatchObject({
      name: 'CertificateNotTrusted',
      code,
      detail: expect.stringContaining(`The certificate of 127.0.0.1:${server.port} is not trusted (${code})`),
    })
    expect((refused as CertificateNotTrusted).detail).toContain('NODE_EXTRA_CA_CERTS')
    expect(heard).toEqual([])
    await server.close()
    other.close()
  })
})
