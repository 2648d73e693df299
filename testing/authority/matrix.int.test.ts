import {
  type Action,
  type AnyEndpoint,
  type Authority,
  address,
  authority,
  ok,
  type PermitState,
  type Role,
  roles,
} from '@clic/contracts'
import { createTokens } from '@clic/platform/auth/tokens'
import { systemClock } from '@clic/platform/clock'
import type { PermitView } from '@clic/platform/gates'
import { createHttp } from '@clic/platform/http'
import { newId } from '@clic/platform/ids'
import { silentLog } from '@clic/platform/log'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestPair, type TestZone, testPair } from '../zones.ts'
import { everyModule } from './every-module.ts'
import { permitsInEveryState, type Standing } from './permit-in-state.ts'
import { standingRequests } from './standing-requests.ts'

/** Operations that need no person's sign-in. The doors carry the other zone's signature instead (platform/doors proves it). */
const open = {
  clinic: [
    'session.sign-in',
    'session.sign-out',
    'session.who',
    'shared-patients.answer',
    'shared-patients.outcome',
    'zone.read',
  ],
  research: [
    'door.complete',
    'door.content',
    'door.fetch',
    'door.outbox',
    'door.progress',
    'door.receipt',
    'door.sessions',
    'session.sign-in',
    'session.sign-out',
    'session.who',
    'zone.read',
  ],
}

const unknown = newId('permit', systemClock)
const people: (Role | 'no role' | 'not signed in')[] = [...roles, 'no role', 'not signed in']
const entryOf = (endpoint: AnyEndpoint): Authority | undefined =>
  Object.hasOwn(authority, endpoint.action) ? authority[endpoint.action as Action] : undefined

describe('who may do what', () => {
  let pair: TestPair
  let standing: Map<PermitState, Standing>
  beforeAll(async () => {
    pair = await testPair(everyModule)
    standing = await permitsInEveryState(pair)
  })
  afterAll(() => pair.close())

  /** The zone's own HTTP layer, addresses and permit look-ups; only the use cases behind are replaced, so that none changes a permit. */
  const layer = (zone: TestZone) => {
    const keys = pair.clinic.context('govern').keys
    return createHttp({
      implementations: zone.endpoints.map((one) => ({ ...one, run: async () => ok({}) })),
      identify: createTokens({ clock: systemClock, issuer: 'clic', publicKey: () => keys.publicKey }).identify,
      permitState: (id) => zone.ports.port<PermitView>('govern.permits').state(id),
      log: silentLog,
    })
  }

  /** Requests on every state of a permit, or one when the action stands on none. */
  const requests = (endpoint: AnyEndpoint): { state?: PermitState | 'unknown'; path: string; body?: string }[] => {
    const entry = entryOf(endpoint)
    if (!entry?.states) {
      const params = Object.fromEntries(
        [...endpoint.path.matchAll(/:(\w+)/g)].map((match) => [match[1] as string, unknown]),
      )
      return [{ path: address(endpoint, { params }), ...(endpoint.body ? { body: '{}' } : {}) }]
    }
    const named = standingRequests[endpoint.id]
    if (!named) throw new Error(`${endpoint.id} stands on a permit and has no line in standing-requests.ts`)
    const nothing: Standing = {
      permitId: unknown,
      labelId: unknown,
      runId: unknown,
      protocolId: unknown,
      studyId: unknown,
    }
    return [...standing, ['unknown', nothing] as const].map(([state, on]) => {
      const { params, body } = named(on)
      return { state, path: address(endpoint, { params }), ...(endpoint.body ? { body: JSON.stringify(body) } : {}) }
    })
  }

  const allowed = (endpoint: AnyEndpoint, who: (typeof people)[number], state?: PermitState | 'unknown') => {
    if (endpoint.action === 'public') return 'served'
    if (who === 'not signed in') return 401
    const entry = entryOf(endpoint)
    const byRole = entry?.roles.includes(who as Role) ?? false
    const byState = !entry?.states || (state !== undefined && entry.states.includes(state as PermitState))
    return byRole && byState ? 'served' : 403
  }

  it.each(['clinic', 'research'] as const)(
    'is, for every operation of the %s zone, each role and each state of a permit, what the table says',
    async (name) => {
      const zone = pair[name]
      const app = layer(zone)
      const token = new Map<string, string>()
      for (const who of people)
        if (who !== 'not signed in') token.set(who, await pair.clinic.token(who, who === 'no role' ? [] : [who]))
      const wrong: string[] = []
      let asked = 0
      let served = 0
      for (const { endpoint } of zone.endpoints) {
        for (const { state, path, body } of requests(endpoint)) {
          for (const who of people) {
            const bearer = token.get(who)
            const response = await app.request(`http://zone.test${path}`, {
              method: endpoint.method,
              headers: { ...(bearer ? { authorization: `Bearer ${bearer}` } : {}), 'content-type': 'application/json' },
              ...(body === undefined ? {} : { body }),
            })
            const answer = response.status === 401 || response.status === 403 ? response.status : 'served'
            asked++
            // A use case is reached, not only not refused, where the table names the state.
            if (state && response.status === 200) served++
            const expected = allowed(endpoint, who, state)
            if (answer !== expected)
              wrong.push(
                `${endpoint.id} as ${who}${state ? ` on a permit that is ${state}` : ''}: ${answer}, the table says ${expected}`,
              )
            if (state && expected === 'served' && response.status !== 200)
              wrong.push(`${endpoint.id}: the request of the matrix is not well-formed (${response.status})`)
          }
        }
      }
      expect(wrong).toEqual([])
      expect(asked).toBeGreaterThan(zone.endpoints.length * people.length)
      expect(served).toBeGreaterThan(5)
    },
  )

  it.each(['clinic', 'research'] as const)('is left open in the %s zone for these operations alone', (name) => {
    const found = pair[name].endpoints
      .filter(({ endpoint }) => endpoint.action === 'public')
      .map(({ endpoint }) => endpoint.id)
    expect(found.sort()).toEqual(open[name])
  })

  it('is in the table for every operation, and the table holds nothing that no operation asks', () => {
    const used = new Set([...pair.clinic.endpoints, ...pair.research.endpoints].map(({ endpoint }) => endpoint.action))
    expect([...used].filter((action) => action !== 'public' && !Object.hasOwn(authority, action))).toEqual([])
    expect(Object.keys(authority).filter((action) => !used.has(action as Action))).toEqual([])
  })

  it('stands on a permit wherever the table names states: each such operation says which', () => {
    const silent = [...pair.clinic.endpoints, ...pair.research.endpoints].filter(
      (one) => entryOf(one.endpoint)?.states && !one.permitOf,
    )
    expect(silent.map((one) => one.endpoint.id)).toEqual([])
  })

  it('gives every operation an address of its own, in the zones that it names', () => {
    for (const name of ['clinic', 'research'] as const) {
      const places = pair[name].endpoints.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)
      expect(places.filter((one, i) => places.indexOf(one) !== i)).toEqual([])
      expect(
        pair[name].endpoints
          .filter(({ endpoint }) => !endpoint.zones.includes(name))
          .map(({ endpoint }) => endpoint.id),
      ).toEqual([])
    }
  })
})
