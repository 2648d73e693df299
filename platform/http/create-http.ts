import { type Action, type AnyEndpoint, authority, mayDo, type PermitState, type Person, type Problem, problem, type Role } from '@clic/contracts'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Log } from '../log/index.ts'
import type { Implementation } from '../parts/index.ts'

export interface HttpInput {
  implementations: Implementation[]
  /** Reads the person from a request, or undefined. */
  identify(request: Request): Promise<Person | undefined>
  /** State of a permit as this zone knows it now; undefined for an unknown permit. */
  permitState(permitId: string): Promise<PermitState | undefined>
  log: Log
  maxJsonBytes?: number
}

/** One place where a request becomes a use case: sign-in, authority table, input check, problem JSON. Deny by default. */
export function createHttp(input: HttpInput): Hono {
  const app = new Hono()
  app.use('*', async (c, next) => {
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-frame-options', 'SAMEORIGIN')
    c.header(
      'content-security-policy',
      "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval' blob:; worker-src 'self' blob:; connect-src 'self' blob: data:; frame-ancestors 'self'",
    )
    if (c.req.path.startsWith('/api')) c.header('cache-control', 'no-store')
  })
  const limit = bodyLimit({
    maxSize: input.maxJsonBytes ?? 4 * 1024 * 1024,
    onError: (c) => answer(c, problem(413, { code: 'too-large', title: 'Too large', detail: 'The request is larger than this operation accepts.', next: 'Send less at once.' })),
  })
  for (const implementation of input.implementations) {
    const { endpoint } = implementation
    const handle = (c: Context) => serve(c, implementation, input)
    if (endpoint.body) app.on(endpoint.method, endpoint.path, limit, handle)
    else app.on(endpoint.method, endpoint.path, handle)
  }
  app.all('/api/*', (c) => answer(c, problem(404, { code: 'not-found', title: 'Not here', detail: 'This zone has no such operation.', next: 'See /api/openapi.json for what this zone offers.' })))
  app.onError((error, c) => {
    input.log.error('request.failed', { path: c.req.routePath, reason: error.message.slice(0, 200) })
    return answer(c, problem(500, { code: 'bug', title: 'Something broke', detail: 'The platform failed while doing this; nothing was changed.', next: 'Try again; if it stays, give the time of day to the operator.' }))
  })
  return app
}

async function serve(c: Context, implementation: Implementation, input: HttpInput): Promise<Response> {
  const { endpoint } = implementation
  const person = await input.identify(c.req.raw)
  const body = endpoint.body ? await c.req.json().catch(() => undefined) : undefined
  const denied = await authorise({ endpoint, implementation, person, input, params: c.req.param(), query: c.req.query(), body, request: c.req.raw })
  if (denied) return answer(c, denied)
  const given: Record<string, unknown> = { person, request: c.req.raw }
  for (const [key, schema, value] of [
    ['params', endpoint.params, c.req.param()],
    ['query', endpoint.query, c.req.query()],
    ['body', endpoint.body, body],
  ] as const) {
    if (!schema) continue
    const parsed = schema.safeParse(value)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return answer(c, problem(400, { code: 'bad-input', title: 'Input refused', detail: `${key}.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as described'}`, next: 'Correct the field and send again.' }))
    }
    given[key] = parsed.data
  }
  const result = await implementation.run(given)
  if (result instanceof Response) return result
  return result.ok ? c.json(result.value as object) : answer(c, result.problem)
}

async function authorise(ask: {
  endpoint: AnyEndpoint
  implementation: Implementation
  person: Person | undefined
  input: HttpInput
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
  request: Request
}): Promise<Problem | undefined> {
  const { endpoint, person } = ask
  if (endpoint.action === 'public') return undefined
  if (!person) return problem(401, { code: 'not-signed-in', title: 'Not signed in', detail: 'This needs a signed-in person.', next: 'Sign in and try again.' })
  if (endpoint.method !== 'GET' && !sameOrigin(ask.request)) {
    return problem(403, { code: 'cross-site', title: 'Refused', detail: 'A change was asked for from another site.', next: 'Use the platform’s own pages or a bearer token.' })
  }
  const action = endpoint.action as Action
  const entry: { roles: readonly Role[]; states?: readonly PermitState[] } | undefined = authority[action]
  if (!entry || !mayDo(person.roles, action)) {
    return problem(403, { code: 'role', title: 'Not your role', detail: `${action} is for: ${entry?.roles.join(', ') ?? 'nobody'}.`, next: 'Ask a colleague with one of these roles.' })
  }
  if (!entry.states) return undefined
  const permitId = await ask.implementation.permitOf?.({ params: ask.params, query: ask.query, body: ask.body })
  const state = permitId ? await ask.input.permitState(permitId) : undefined
  if (!permitId || !state) {
    return problem(403, { code: 'permit-unknown', title: 'No permit', detail: `${action} stands on a permit, and none that this zone knows was named.`, next: 'Name a permit, or ask for one under Govern.' })
  }
  if (!mayDo(person.roles, action, state)) {
    return problem(403, { code: 'permit-state', title: 'The permit does not allow it now', detail: `Permit ${permitId} is ${state}; ${action} needs: ${entry.states.join(', ')}.`, next: 'See the permit’s page for who can act.' })
  }
  return undefined
}

/** A cookie alone must not be enough to change anything from another site; a bearer token cannot be sent by one. */
function sameOrigin(request: Request): boolean {
  if (request.headers.get('authorization')) return true
  const origin = request.headers.get('origin')
  if (origin) return new URL(origin).host === request.headers.get('host')
  return request.headers.get('x-clic') === '1'
}

function answer(c: Context, value: Problem): Response {
  return c.body(JSON.stringify(value), value.status as 400, { 'content-type': 'application/problem+json' })
}
