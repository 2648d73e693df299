import { type Action, type AnyEndpoint, endpoint, ok, type PermitState, type Person } from '@clic/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Log } from '../log/index.ts'
import { type Implementation, implement, implementRaw } from '../parts/index.ts'
import { createHttp } from './create-http.ts'

const read = endpoint({
  id: 't.read',
  zones: ['clinic'],
  method: 'GET',
  path: '/api/t',
  summary: 't',
  action: 'permit.read',
  reply: z.object({ by: z.string() }),
})
const write = endpoint({
  id: 't.write',
  zones: ['clinic'],
  method: 'POST',
  path: '/api/t',
  summary: 't',
  action: 'permit.request',
  body: z.object({ text: z.string().max(5) }),
  reply: z.object({ text: z.string() }),
})
const stands = endpoint({
  id: 't.stands',
  zones: ['clinic'],
  method: 'POST',
  path: '/api/t/:permitId',
  summary: 't',
  action: 'label.write',
  params: z.object({ permitId: z.string() }),
  reply: z.object({}),
})
const open = endpoint({
  id: 't.open',
  zones: ['clinic'],
  method: 'POST',
  path: '/api/open',
  summary: 't',
  action: 'public',
  reply: z.object({}),
})

const person: Person = { id: 'p', name: 'P', roles: ['clinical-lead'] }
const own = { 'x-clic': '1', 'content-type': 'application/json' }

function server(
  given: {
    person?: Person | null
    state?: PermitState
    more?: Implementation[]
    log?: Log
    permitOf?: Implementation['permitOf']
  } = {},
) {
  const implementations = [
    implement(read, async (one) => ok({ by: one.person.id })),
    implement(write, async (one) => ok({ text: one.body.text })),
    implement(stands, async () => ok({}), given.permitOf === undefined ? {} : { permitOf: given.permitOf }),
    implement(open, async () => ok({})),
    ...(given.more ?? []),
  ]
  const app = createHttp({
    implementations,
    identify: async () => (given.person === null ? undefined : (given.person ?? person)),
    permitState: async () => given.state,
    log: given.log ?? { info: () => undefined, error: () => undefined },
    maxJsonBytes: 200,
  })
  return (path: string, init: RequestInit = {}) =>
    app.request(`http://clinic.test${path}`, { ...init, headers: { host: 'clinic.test', ...init.headers } })
}

const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return { ...((await response.json()) as { type: string; detail: string }), status: response.status }
}

describe('a request', () => {
  it('without a sign-in is answered 401 as problem JSON, before its body is looked at', async () => {
    const answer = await problemOf(
      await server({ person: null })('/api/t', { method: 'POST', body: 'not json', headers: own }),
    )
    expect(answer).toMatchObject({ status: 401, type: 'urn:clic:problem:not-signed-in' })
  })

  it('of a role that the table does not name is refused, and told who may', async () => {
    const answer = await problemOf(
      await server({ person: { ...person, roles: ['auditor'] } })('/api/t', {
        method: 'POST',
        body: '{"text":"a"}',
        headers: own,
      }),
    )
    expect(answer).toMatchObject({ status: 403, type: 'urn:clic:problem:role' })
    expect(answer.detail).toContain('clinical-lead')
  })

  it('for an action that the table does not know is refused to everybody', async () => {
    const unknown = { ...read, path: '/api/unknown', action: 'constructor' as Action } as AnyEndpoint
    const everyRole: Person = { ...person, roles: ['administrator', 'dpo', 'developer'] }
    const answer = await server({ person: everyRole, more: [{ endpoint: unknown, run: async () => ok({}) }] })(
      '/api/unknown',
    )
    expect(answer.status).toBe(403)
  })

  it.each([
    ['names no permit', { permitOf: () => undefined, state: 'active' }],
    ['comes to an operation that forgot to say which permit', { state: 'active' }],
    ['names a permit that the zone does not know', { permitOf: () => 'permit-x' }],
    ['names a suspended permit', { permitOf: () => 'permit-x', state: 'suspended' }],
  ] satisfies [string, { permitOf?: () => string | undefined; state?: PermitState }][])(
    'that stands on a permit is refused when it %s',
    async (_, given) => {
      expect((await server(given)('/api/t/permit-x', { method: 'POST', headers: own })).status).toBe(403)
    },
  )

  it('that stands on an active permit is served', async () => {
    const given = {
      permitOf: (one: { params: Record<string, string> }) => one.params['permitId'],
      state: 'active',
    } as const
    expect((await server(given)('/api/t/permit-x', { method: 'POST', headers: own })).status).toBe(200)
  })

  it('is checked against the permit that the use case will see, after the input is read', async () => {
    const seen: string[] = []
    const trimmed = {
      ...stands,
      path: '/api/trim/:permitId',
      params: z.object({ permitId: z.string().trim() }),
    } as AnyEndpoint
    const more = [
      {
        endpoint: trimmed,
        permitOf: (one: { params: Record<string, string> }) => void seen.push(one.params['permitId'] ?? ''),
        run: async () => ok({}),
      },
    ]
    await server({ more })('/api/trim/%20permit-x%20', { method: 'POST', headers: own })
    expect(seen).toEqual(['permit-x'])
  })

  it('with input of another shape is answered 400 and names the field, not its value', async () => {
    const answer = await problemOf(
      await server()('/api/t', { method: 'POST', body: '{"text":"0101010101"}', headers: own }),
    )
    expect(answer).toMatchObject({ status: 400, type: 'urn:clic:problem:bad-input' })
    expect(answer.detail).toMatch(/^body\.text: /)
    expect(answer.detail).not.toContain('0101010101')
  })

  it('with a body that is no JSON is answered 400, with another media type 415, with too large a one 413', async () => {
    const ask = server()
    expect((await ask('/api/t', { method: 'POST', body: '{', headers: own })).status).toBe(400)
    expect(
      (
        await ask('/api/t', {
          method: 'POST',
          body: '{"text":"a"}',
          headers: { 'x-clic': '1', 'content-type': 'text/plain' },
        })
      ).status,
    ).toBe(415)
    expect(
      (await ask('/api/t', { method: 'POST', body: JSON.stringify({ text: 'x'.repeat(300) }), headers: own })).status,
    ).toBe(413)
  })

  it('may be as large as its operation says, and no larger, however its length is stated', async () => {
    const large = {
      ...write,
      path: '/api/large',
      body: z.object({ text: z.string() }),
      maxBodyBytes: 1000,
    } as AnyEndpoint
    const ask = server({ more: [{ endpoint: large, run: async () => ok({}) }] })
    const body = (size: number) => JSON.stringify({ text: 'x'.repeat(size) })
    const inPieces = (text: string) => new Blob([text]).stream()
    for (const [path, size, status] of [
      ['/api/large', 900, 200],
      ['/api/large', 1001, 413],
      ['/api/t', 300, 413],
    ] as const) {
      expect((await ask(path, { method: 'POST', body: body(size), headers: own })).status).toBe(status)
      expect(
        (await ask(path, { method: 'POST', body: inPieces(body(size)), headers: own, duplex: 'half' } as RequestInit))
          .status,
      ).toBe(status)
    }
  })

  it('is not read at all when the caller may not ask', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulled++
          controller.enqueue(new Uint8Array(10))
        },
      },
      { highWaterMark: 0 },
    )
    const answer = await server({ person: null })('/api/t', {
      method: 'POST',
      body: endless,
      headers: own,
      duplex: 'half',
    } as RequestInit)
    expect({ status: answer.status, pulled }).toEqual({ status: 401, pulled: 0 })
  })

  it('to an unknown address of the API is answered 404', async () => {
    expect((await server()('/api/nothing-here')).status).toBe(404)
    expect((await server()('/api/t', { method: 'DELETE' })).status).toBe(404)
  })
})

describe('a change asked for with a browser’s cookie', () => {
  const change = (headers: Record<string, string>) =>
    server()('/api/t', {
      method: 'POST',
      body: '{"text":"a"}',
      headers: { 'content-type': 'application/json', ...headers },
    })

  it.each([
    ['the zone’s own page', { origin: 'http://clinic.test' }],
    ['a program of ours', { 'x-clic': '1' }],
    ['a bearer token', { authorization: 'Bearer abc' }],
  ])('is served when it comes from %s', async (_, headers) => {
    expect((await change(headers)).status).toBe(200)
  })

  it.each([
    ['another site', { origin: 'https://evil.test', 'x-clic': '1' }],
    ['another port of the same machine', { origin: 'http://clinic.test:8081' }],
    ['a sandboxed frame', { origin: 'null', 'x-clic': '1' }],
    ['an origin that is no address', { origin: '::::' }],
    ['a page that says nothing of itself', {}],
    ['a form with a name and password in its address', { authorization: 'Basic YTpi' }],
  ])('is refused when it comes from %s', async (_, headers) => {
    expect((await change(headers)).status).toBe(403)
  })

  it('is refused from another site even where no sign-in is needed', async () => {
    expect((await server()('/api/open', { method: 'POST', headers: { origin: 'https://evil.test' } })).status).toBe(403)
    expect((await server()('/api/open', { method: 'POST' })).status).toBe(200)
  })
})

describe('an answer', () => {
  it('carries the security headers, whatever it is', async () => {
    const broken = endpoint({
      id: 't.broken',
      zones: ['clinic'],
      method: 'GET',
      path: '/api/broken',
      summary: 't',
      action: 'permit.read',
    })
    const raw = endpoint({
      id: 't.raw',
      zones: ['clinic'],
      method: 'GET',
      path: '/api/raw',
      summary: 't',
      action: 'permit.read',
    })
    const ask = server({
      more: [
        implementRaw(broken, async () => {
          throw new Error('boom')
        }),
        implementRaw(raw, async () => new Response('x', { headers: { 'cache-control': 'max-age=9' } })),
      ],
    })
    for (const path of ['/api/t', '/api/nothing', '/api/broken', '/api/raw', '/nowhere']) {
      const { headers } = await ask(path)
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'self'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
      )
      expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      })
    }
  })

  it('to a failure says nothing of the cause, and the log tells its kind and place but not its message', async () => {
    const lines: unknown[] = []
    const broken = endpoint({
      id: 't.broken',
      zones: ['clinic'],
      method: 'GET',
      path: '/api/broken',
      summary: 't',
      action: 'permit.read',
    })
    const more = [implementRaw(broken, async () => JSON.parse('Jens Hansen 010190-1234'))]
    const answer = await server({
      more,
      log: { info: () => undefined, error: (event, fields) => lines.push({ event, ...fields }) },
    })('/api/broken')
    expect(answer.status).toBe(500)
    const told = (await answer.text()) + JSON.stringify(lines)
    expect(told).not.toMatch(/Jens|Hansen|0101/)
    expect(lines).toMatchObject([
      {
        event: 'request.failed',
        path: '/api/broken',
        fault: 'SyntaxError',
        at: expect.stringContaining('platform/http/create-http'),
      },
    ])
  })
})
