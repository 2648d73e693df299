import {
  type AnyEndpoint,
  address,
  call,
  type InputOf,
  type Problem,
  type ReplyOf,
  sessionEndpoints,
} from '@clic/contracts'
import type { Identity } from '../../../../testing/make-dicom/index.ts'
import { CommandError } from '../command-error.ts'
import type { RunningPlatform } from '../up/start-zones.ts'
import { type CastMember, cast } from './cast.ts'
import type { DemoData } from './data.ts'
import type { ResultReceiver } from './send-studies.ts'
import type { UseCase } from './use-case.ts'

interface Refusal {
  gate: string
  rule: string
  reason: string
}

/** What the steps share while the way is played. */
export interface Way {
  useCase: UseCase
  data: DemoData
  platform: RunningPlatform
  people: Map<CastMember, { id: string; token: string }>
  out: string
  python: string
  epochs: number | undefined
  say(line: string): void
  progress(line: string): void
  refusals: Refusal[]
  /** Identities that the hospital sent: what a search of the research zone looks for. */
  planted: Identity[]
  /** The hospital’s archive, once it runs. */
  archive: ResultReceiver | undefined
  /** Shown refusals that must happen between the arrival of a release and its start. */
  beforeActivation: (() => Promise<void>) | undefined
  /** Ids that later steps need. */
  ids: Record<string, string>
  figures: {
    dice?: { mean: number; structures: Record<string, number> }
    arrivalToResultSeconds?: number
    bundle?: string
  }
}

/** Calls an endpoint of the zone it belongs to as one of the cast. */
function ask<E extends AnyEndpoint>(
  way: Way,
  who: CastMember,
  zone: 'clinic' | 'research',
  endpoint: E,
  input: InputOf<E>,
) {
  const baseUrl = loopback(zone === 'clinic' ? way.platform.clinicUrl : way.platform.researchUrl)
  return call(endpoint, input, { baseUrl, token: way.people.get(who)?.token ?? '' })
}

/** The same, where a refusal would be the end of the demonstration. */
export async function must<E extends AnyEndpoint>(
  way: Way,
  who: CastMember,
  zone: 'clinic' | 'research',
  endpoint: E,
  input: InputOf<E>,
): Promise<ReplyOf<E>> {
  const answer = await ask(way, who, zone, endpoint, input)
  if (!answer.ok)
    throw new CommandError(
      `${cast[who].name} was refused ${endpoint.id}: ${answer.problem.detail} ${answer.problem.next ?? ''}`,
      1,
    )
  return answer.value
}

/** A step that must be refused; notes which gate and rule did it. */
export async function mustBeRefused<E extends AnyEndpoint>(
  way: Way,
  who: CastMember,
  zone: 'clinic' | 'research',
  endpoint: E,
  input: InputOf<E>,
): Promise<Problem> {
  const answer = await ask(way, who, zone, endpoint, input)
  if (answer.ok) throw new CommandError(`${endpoint.id} went through although it must be refused.`, 1)
  noteRefusal(way, answer.problem)
  return answer.problem
}

function noteRefusal(way: Way, problem: Problem): void {
  const finding = problem.findings?.[0]
  way.refusals.push({
    gate: finding?.rule.split('/')[0] ?? 'authority',
    rule: finding?.rule ?? problem.type.replace('urn:clic:problem:', ''),
    reason: finding?.reason ?? problem.detail,
  })
}

export async function signIn(platform: RunningPlatform, password: string): Promise<Way['people']> {
  const people: Way['people'] = new Map()
  for (const [member, person] of Object.entries(cast) as [CastMember, (typeof cast)[CastMember]][]) {
    const answer = await call(
      sessionEndpoints.signIn,
      { body: { email: person.email, password } },
      { baseUrl: loopback(platform.clinicUrl) },
    )
    if (!answer.ok)
      throw new CommandError(
        `${person.email} could not sign in: ${answer.problem.detail} Use an empty state folder (--state).`,
        1,
      )
    people.set(member, { id: answer.value.person.id, token: answer.value.token })
  }
  return people
}

/** Asks again until the answer is there; says what it waits for when it takes too long. */
export async function until<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const value = await look()
    if (value !== undefined) return value
    if (performance.now() > end) throw new CommandError(`Waited ${seconds} s for: ${what}.`, 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Posts bytes (STOW, FHIR, a package) to an endpoint that streams. */
export async function postBytes(
  way: Way,
  who: CastMember,
  zone: 'clinic' | 'research',
  endpoint: AnyEndpoint,
  input: { params?: Record<string, unknown>; query?: Record<string, unknown> },
  body: Uint8Array | string,
  contentType: string,
): Promise<Response> {
  const baseUrl = loopback(zone === 'clinic' ? way.platform.clinicUrl : way.platform.researchUrl)
  return fetch(address(endpoint, input, baseUrl), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${way.people.get(who)?.token}`, 'content-type': contentType },
    body: endpoint.method === 'GET' ? undefined : typeof body === 'string' ? body : Buffer.from(body),
  })
}

/** Node may try IPv6 first for “localhost”, where nothing listens. */
export function loopback(url: string): string {
  return url.replace('//localhost', '//127.0.0.1')
}
