import { type AnyEndpoint, type PermitState, type Person, type Problem, problem } from '@clic/contracts'
import { type Context, Hono } from 'hono'
import { faultOf, type Log } from '../log/index.ts'
import type { Implementation } from '../parts/index.ts'
import { mayCall, permitAllows } from './authorise.ts'
import { readAtMost } from './read-at-most.ts'
import { securityHeaders } from './security-headers.ts'

export interface HttpInput {
  implementations: Implementation[]
  /** Reads the person from a request, or undefined. */
  identify(request: Request): Promise<Person | undefined>
  /** Why sign-ins do not count at this moment, whoever gave them; undefined when they do. */
  signInDoubt?(): Promise<Problem | undefined>
  /** State of a permit as this zone knows it now; undefined for an unknown permit. */
  permitState(permitId: string): Promise<PermitState | undefined>
  log: Log
  /** Largest JSON body, bytes, where the endpoint names no other. Endpoints that stream have limits of their own. */
  maxJsonBytes?: number
}

interface Input {
  params: Record<string, string>
  query: Record<string, unknown>
  body: unknown
}

/** One place where a request becomes a use case: sign-in, authority table, input check, problem JSON. Deny by default. */
export function createHttp(input: HttpInput): Hono {
  const app = new Hono()
  app.use('*', securityHeaders)
  for (const implementation of input.implementations) {
    const { endpoint } = implementation
    app.on(endpoint.method, endpoint.path, (c: Context) => serve(c, implementation, input))
  }
  app.all('/api/*', (c) =>
    answer(
      c,
      problem(404, {
        code: 'not-found',
        title: 'Not here',
        detail: 'This zone has no such operation.',
        next: 'See /api/openapi.json for what this zone offers.',
      }),
    ),
  )
  app.onError((error, c) => {
    input.log.error('request.failed', { path: c.req.routePath, ...faultOf(error) })
    return answer(
      c,
      problem(500, {
        code: 'bug',
        title: 'Something broke',
        detail: 'The platform failed while doing this; nothing was changed.',
        next: 'Try again; if it stays, give the time of day to the operator.',
      }),
    )
  })
  return app
}

async function serve(c: Context, implementation: Implementation, input: HttpInput): Promise<Response> {
  const { endpoint } = implementation
  const named = await input.identify(c.req.raw)
  const doubt = named ? await input.signInDoubt?.() : undefined
  const person = doubt ? undefined : named
  const refused = mayCall({ endpoint, person, request: c.req.raw })
  if (refused) return answer(c, doubt ?? refused)
  const read = await readInput(c, endpoint, endpoint.maxBodyBytes ?? input.maxJsonBytes ?? 4 * 1024 * 1024)
  if (!read.ok) return answer(c, read.problem)
  // The permit is looked up from the very values that the use case gets, so the two cannot speak of different permits.
  const closed = await permitAllows({ implementation, person, given: read.value, permitState: input.permitState })
  if (closed) return answer(c, closed)
  const result = await implementation.run({ person, request: c.req.raw, ...read.value })
  if (result instanceof Response) return result
  return result.ok ? c.json(result.value as object) : answer(c, result.problem)
}

async function readInput(
  c: Context,
  endpoint: AnyEndpoint,
  mostBytes: number,
): Promise<{ ok: true; value: Input } | { ok: false; problem: Problem }> {
  if (endpoint.body && !/^application\/([\w.+-]+\+)?json\b/.test(c.req.header('content-type') ?? '')) {
    return {
      ok: false,
      problem: problem(415, {
        code: 'media-type',
        title: 'Not JSON',
        detail: 'This operation takes JSON.',
        next: 'Send it with content-type: application/json.',
      }),
    }
  }
  const bytes = endpoint.body ? await readAtMost(c.req.raw, mostBytes) : new Uint8Array()
  if (!bytes)
    return {
      ok: false,
      problem: problem(413, {
        code: 'too-large',
        title: 'Too large',
        detail: 'The request is larger than this operation accepts.',
        next: 'Send less at once.',
      }),
    }
  const value: Input = { params: c.req.param(), query: c.req.query(), body: endpoint.body ? jsonOf(bytes) : undefined }
  for (const key of ['params', 'query', 'body'] as const) {
    const schema = endpoint[key]
    if (!schema) continue
    const parsed = schema.safeParse(value[key])
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const detail = `${[key, ...(issue?.path ?? [])].join('.').slice(0, 120)}: ${issue?.message ?? 'not as described'}`
      return {
        ok: false,
        problem: problem(400, {
          code: 'bad-input',
          title: 'Input refused',
          detail,
          next: 'Correct the field and send again.',
        }),
      }
    }
    value[key] = parsed.data
  }
  return { ok: true, value }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

function answer(c: Context, value: Problem): Response {
  return c.body(JSON.stringify(value), value.status as 400, { 'content-type': 'application/problem+json' })
}
