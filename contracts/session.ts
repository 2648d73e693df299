import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { roles } from './roles.ts'
import { zoneNames } from './zones.ts'

export const personSchema = z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(roles)) })

const both = ['clinic', 'research'] as const

const changedPersonSchema = z.object({
  id: z.string(),
  /** False while the other zone has not answered; it is told again by itself. */
  otherZoneKnows: z.boolean(),
})

export const sessionEndpoints = {
  zone: endpoint({
    id: 'zone.read',
    zones: both,
    method: 'GET',
    path: '/api/zone',
    summary: 'Which zone this is, its modules, and where the other one is',
    action: 'public',
    reply: z.object({
      zone: z.enum(zoneNames),
      modules: z.array(z.string()),
      otherZone: z.object({ name: z.enum(zoneNames), url: z.string() }).nullable(),
      signInAt: z.string(),
      isolation: z.string(),
      /** How packages that others made are fenced here; empty in a zone that runs none. */
      foreignPackages: z.string(),
    }),
  }),
  signIn: endpoint({
    id: 'session.sign-in',
    zones: both,
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in, for both zones',
    action: 'public',
    body: z.object({ email: z.string().max(200), password: z.string().max(200) }),
    reply: z.object({ person: personSchema, token: z.string() }),
  }),
  signOut: endpoint({
    id: 'session.sign-out',
    zones: both,
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    action: 'public',
    reply: z.object({ signedOut: z.boolean() }),
  }),
  me: endpoint({
    id: 'session.read',
    zones: both,
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    action: 'session.read',
    reply: personSchema,
  }),
  /** What a page asks first: nobody signed in is an answer here, not a refusal. */
  who: endpoint({
    id: 'session.who',
    zones: both,
    method: 'GET',
    path: '/api/session/who',
    summary: 'Who is signed in, if anybody',
    action: 'public',
    reply: z.object({ person: personSchema.nullable() }),
  }),
  /** Names for ids: permits and decisions name people by id, and whoever asks for a permit chooses them here. */
  directory: endpoint({
    id: 'person.directory',
    zones: both,
    method: 'GET',
    path: '/api/directory',
    summary: 'Colleagues by name and role, without addresses',
    action: 'session.read',
    reply: z.array(personSchema),
  }),
  people: endpoint({
    id: 'person.list',
    zones: both,
    method: 'GET',
    path: '/api/people',
    summary: 'People with an account',
    action: 'person.manage',
    reply: z.array(personSchema.extend({ email: z.string(), disabled: z.boolean() })),
  }),
  addPerson: endpoint({
    id: 'person.add',
    zones: both,
    method: 'POST',
    path: '/api/people',
    summary: 'Add a person',
    action: 'person.manage',
    body: z.object({
      email: z.email(),
      name: z.string().min(2),
      password: z.string().min(12),
      roles: z.array(z.enum(roles)).min(1),
    }),
    reply: personSchema,
  }),
  changePerson: endpoint({
    id: 'person.change',
    zones: both,
    method: 'PATCH',
    path: '/api/people/:personId',
    summary: 'Give a person other roles, or close or open the account; ends the sign-ins that the person has',
    action: 'person.manage',
    params: z.object({ personId: z.string().min(1).max(200) }),
    body: z
      .object({ roles: z.array(z.enum(roles)).min(1).optional(), disabled: z.boolean().optional() })
      .refine((body) => body.roles !== undefined || body.disabled !== undefined, { message: 'name what changes' }),
    reply: changedPersonSchema,
  }),
  endSessions: endpoint({
    id: 'person.end-sessions',
    zones: both,
    method: 'POST',
    path: '/api/people/:personId/end-sessions',
    summary: 'End every sign-in that a person has, in both zones',
    action: 'person.manage',
    params: z.object({ personId: z.string().min(1).max(200) }),
    reply: changedPersonSchema,
  }),
} as const
