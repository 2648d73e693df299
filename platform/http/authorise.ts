import {
  type Action,
  type AnyEndpoint,
  type Authority,
  authority,
  mayDo,
  type PermitState,
  type Person,
  type Problem,
  problem,
} from '@clic/contracts'
import type { Implementation } from '../parts/index.ts'

/** First half, before the body is read: is the caller signed in, from our own pages, and of a role that the table names? */
export function mayCall(ask: {
  endpoint: AnyEndpoint
  person: Person | undefined
  request: Request
}): Problem | undefined {
  const { endpoint, person, request } = ask
  const open = endpoint.action === 'public'
  if (!open && !person)
    return problem(401, {
      code: 'not-signed-in',
      title: 'Not signed in',
      detail: 'This needs a signed-in person.',
      next: 'Sign in and try again.',
    })
  if (endpoint.method !== 'GET' && !fromOwnPages(request, open)) {
    return problem(403, {
      code: 'cross-site',
      title: 'Refused',
      detail: 'A change was asked for from another site.',
      next: 'Use the platform’s own pages or a bearer token.',
    })
  }
  if (open) return undefined
  const action = endpoint.action as Action
  const entry = entryOf(action)
  if (entry && person && mayDo(person.roles, action)) return undefined
  return problem(403, {
    code: 'role',
    title: 'Not your role',
    detail: `${action} is for: ${entry?.roles.join(', ') ?? 'nobody'}.`,
    next: 'Ask a colleague with one of these roles.',
  })
}

/** Second half, on the input that the use case will get: is the permit that it names in a state that the table names? */
export async function permitAllows(ask: {
  implementation: Implementation
  person: Person | undefined
  given: { params: Record<string, string>; query: Record<string, unknown>; body: unknown }
  permitState(permitId: string): Promise<PermitState | undefined>
}): Promise<Problem | undefined> {
  const { action } = ask.implementation.endpoint
  if (action === 'public') return undefined
  const entry = entryOf(action)
  if (entry && !entry.states) return undefined
  const permitId = await ask.implementation.permitOf?.(ask.given)
  const state = permitId ? await ask.permitState(permitId) : undefined
  if (!entry?.states || !permitId || !state) {
    return problem(403, {
      code: 'permit-unknown',
      title: 'No permit',
      detail: `${action} stands on a permit, and none that this zone knows was named.`,
      next: 'Name a permit, or ask for one under Govern.',
    })
  }
  if (ask.person && mayDo(ask.person.roles, action, state)) return undefined
  return problem(403, {
    code: 'permit-state',
    title: 'The permit does not allow it now',
    detail: `Permit ${permitId} is ${state}; ${action} needs: ${entry.states.join(', ')}.`,
    next: 'See the permit’s page for who can act.',
  })
}

function entryOf(action: Action): Authority | undefined {
  return Object.hasOwn(authority, action) ? authority[action] : undefined
}

/**
 * A browser sends the cookie along wherever a form was made, so a cookie alone must not change anything: the page's origin must be
 * ours, or the call must carry something that no foreign page can add without our consent. `open` operations need no sign-in, but a
 * foreign page may not use a visitor's browser for them either (it would sign the visitor in as somebody else).
 */
function fromOwnPages(request: Request, open: boolean): boolean {
  const origin = request.headers.get('origin')
  if (origin !== null) return originHost(origin) === request.headers.get('host')
  return open || /^Bearer ./.test(request.headers.get('authorization') ?? '') || request.headers.get('x-clic') === '1'
}

/** Undefined for an opaque origin (`null`: a sandboxed frame, a file). */
function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
