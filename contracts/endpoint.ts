import type { z } from 'zod'
import type { Action } from './authority.ts'
import { type Problem, problemSchema } from './problem.ts'
import type { ZoneName } from './zones.ts'

type Shape = z.ZodType

/**
 * One HTTP operation as a plain value. The server implements it, the browser and the command line call it, and the OpenAPI
 * file is printed from it, so the three cannot differ.
 */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Shape = Shape,
> {
  id: string
  zones: readonly ZoneName[]
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Hono syntax: `/api/permits/:permitId` */
  path: string
  summary: string
  /** What the caller does, looked up in the authority table; `public` needs no sign-in. */
  action: Action | 'public'
  params?: P
  query?: Q
  body?: B
  /** Largest body, where JSON of this operation may be larger than usual. */
  maxBodyBytes?: number
  /** Absent for endpoints that stream something other than JSON (`media` names it). */
  reply?: R
  media?: string
}

export function endpoint<
  P extends Shape = z.ZodUndefined,
  Q extends Shape = z.ZodUndefined,
  B extends Shape = z.ZodUndefined,
  R extends Shape = z.ZodUnknown,
>(value: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return value
}

// biome-ignore lint/suspicious/noExplicitAny: an endpoint of any shape, for lists
export type AnyEndpoint = Endpoint<any, any, any, any>

export type InputOf<E extends AnyEndpoint> = (E extends Endpoint<infer P, Shape, Shape, Shape>
  ? P extends z.ZodUndefined
    ? unknown
    : { params: z.input<P> }
  : unknown) &
  (E extends Endpoint<Shape, infer Q, Shape, Shape>
    ? Q extends z.ZodUndefined
      ? unknown
      : { query?: z.input<Q> }
    : unknown) &
  (E extends Endpoint<Shape, Shape, infer B, Shape>
    ? B extends z.ZodUndefined
      ? unknown
      : { body: z.input<B> }
    : unknown)

export type ReplyOf<E extends AnyEndpoint> = E extends Endpoint<Shape, Shape, Shape, infer R> ? z.output<R> : unknown

export interface Caller {
  baseUrl: string
  token?: string
  fetch?: typeof fetch
  signal?: AbortSignal
}

export type CallResult<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Address of an endpoint with its parameters filled in. */
export function address(
  e: AnyEndpoint,
  input: { params?: Record<string, unknown>; query?: Record<string, unknown> },
  baseUrl = '',
): string {
  const path = e.path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(key, String(value))
  const text = query.toString()
  return `${baseUrl}${path}${text ? `?${text}` : ''}`
}

/** Calls an endpoint and returns its reply or the problem; an unreachable server is a problem too. */
export async function call<E extends AnyEndpoint>(
  e: E,
  input: InputOf<E>,
  caller: Caller,
): Promise<CallResult<ReplyOf<E>>> {
  const given = input as { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: unknown }
  const headers: Record<string, string> = { 'x-clic': '1' }
  if (given.body !== undefined) headers['content-type'] = 'application/json'
  if (caller.token) headers['authorization'] = `Bearer ${caller.token}`
  const ask = () =>
    (caller.fetch ?? fetch)(address(e, given, caller.baseUrl), {
      method: e.method,
      headers,
      body: given.body === undefined ? undefined : JSON.stringify(given.body),
      credentials: 'same-origin',
      signal: caller.signal,
    })
  let response: Response
  try {
    // A kept-alive connection may have been closed by the server at the very moment it is used again. Reading twice does no harm.
    response = await ask().catch((error: unknown) => {
      if (e.method === 'GET' && !caller.signal?.aborted) return ask()
      throw error
    })
  } catch {
    return { ok: false, problem: unreachable(e.id) }
  }
  const json: unknown = await response.json().catch(() => undefined)
  if (response.ok) return { ok: true, value: json as ReplyOf<E> }
  const parsed = problemSchema.safeParse(json)
  return { ok: false, problem: parsed.success ? parsed.data : { ...unreachable(e.id), status: response.status } }
}

function unreachable(id: string): Problem {
  return {
    type: 'urn:clic:problem:unreachable',
    title: 'No answer',
    status: 503,
    detail: `The server gave no readable answer to ${id}.`,
    next: 'Check that the platform is up (./clic up) and try again.',
  }
}
