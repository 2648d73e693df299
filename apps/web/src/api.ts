import {
  type Action,
  type AnyEndpoint,
  address,
  type CallResult,
  call,
  type InputOf,
  mayDo,
  type Problem,
  problemSchema,
  type ReplyOf,
} from '@clic/contracts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSession } from './session.tsx'

/** A problem on its way through TanStack Query, which wants an Error. */
class Refused extends Error {
  problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

export interface Asked<T> {
  data: T | undefined
  problem: Problem | undefined
  /** Nothing has come yet. */
  loading: boolean
  /** The signed-in person's roles do not cover it; nothing was asked. */
  denied: boolean
  refresh(): void
}

export interface AskOptions {
  /** Asks again after so many seconds, while the page is seen. */
  every?: number
  enabled?: boolean
}

/** Reads an endpoint of this zone. What the person may not read is not asked for. */
export function useAsk<E extends AnyEndpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: AskOptions = {},
): Asked<ReplyOf<E>> {
  const { person, zone } = useSession()
  const allowed = endpoint.action === 'public' || (person !== undefined && mayDo(person.roles, endpoint.action))
  const enabled = (options.enabled ?? true) && allowed && endpoint.zones.includes(zone.zone)
  const query = useQuery<ReplyOf<E>, Refused>({
    queryKey: [endpoint.id, input],
    enabled,
    refetchInterval: options.every ? options.every * 1000 : false,
    queryFn: async ({ signal }) => {
      const answer = await call(endpoint, input, { baseUrl: '', signal })
      if (!answer.ok) throw new Refused(answer.problem)
      return answer.value
    },
  })
  return {
    data: query.data,
    problem: query.error?.problem,
    loading: enabled && query.isPending,
    denied: !allowed,
    refresh: () => void query.refetch(),
  }
}

export interface Doing<E extends AnyEndpoint> {
  run(input: InputOf<E>): Promise<CallResult<ReplyOf<E>>>
  problem: Problem | undefined
  busy: boolean
  clear(): void
}

/** Does something; afterwards the named endpoints are read anew. The problem stays until the next try or `clear`. */
export function useDo<E extends AnyEndpoint>(
  endpoint: E,
  options: { refresh?: readonly AnyEndpoint[] } = {},
): Doing<E> {
  const client = useQueryClient()
  const mutation = useMutation<ReplyOf<E>, Refused, InputOf<E>>({
    mutationFn: async (input) => {
      const answer = await call(endpoint, input, { baseUrl: '' })
      if (!answer.ok) throw new Refused(answer.problem)
      return answer.value
    },
    onSettled: () => refreshAll(client, options.refresh ?? []),
  })
  return {
    run: async (input) => {
      try {
        return { ok: true, value: await mutation.mutateAsync(input) }
      } catch (error) {
        if (error instanceof Refused) return { ok: false, problem: error.problem }
        throw error
      }
    },
    problem: mutation.error?.problem,
    busy: mutation.isPending,
    clear: mutation.reset,
  }
}

export async function refreshAll(
  client: ReturnType<typeof useQueryClient>,
  endpoints: readonly AnyEndpoint[],
): Promise<void> {
  await Promise.all(endpoints.map((one) => client.invalidateQueries({ queryKey: [one.id] })))
}

/** Whether the signed-in person may do something, by the one table. */
export function useMay(): (action: Action) => boolean {
  const { person } = useSession()
  return (action) => person !== undefined && mayDo(person.roles, action)
}

export interface SendingBytes<E extends AnyEndpoint> {
  endpoint: E
  input: InputOf<E>
  bytes: Blob
  contentType: string
  /** Fraction sent, 0 to 1. */
  progress?(fraction: number): void
}

/** Sends a file as the body, with progress; fetch cannot tell how far it is. The reply is JSON of the shape that the endpoint documents. */
export function sendBytes<E extends AnyEndpoint>(given: SendingBytes<E>): Promise<CallResult<unknown>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open(given.endpoint.method, address(given.endpoint, given.input as Parameters<typeof address>[1]))
    request.setRequestHeader('x-clic', '1')
    request.setRequestHeader('content-type', given.contentType)
    request.upload.onprogress = (event) => given.progress?.(event.lengthComputable ? event.loaded / event.total : 0)
    request.onloadend = () => {
      const json = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) return resolve({ ok: true, value: json })
      const parsed = problemSchema.safeParse(json)
      resolve({ ok: false, problem: parsed.success ? parsed.data : unreadable(request.status) })
    }
    request.send(given.bytes)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreadable(status: number): Problem {
  return {
    type: 'urn:clic:problem:unreachable',
    title: 'No answer',
    status: status || 503,
    detail: 'The server gave no readable answer.',
    next: 'Check that the platform is up and try again.',
  }
}
