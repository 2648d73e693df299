/** The people of the platform. One person may hold several roles; separation of duties is checked by gates, not by roles alone. */
export const roles = [
  'data-engineer',
  'data-steward',
  'dpo',
  'clinician',
  'clinical-lead',
  'developer',
  'test-centre',
  'regulatory-lead',
  'vendor',
  'auditor',
  'administrator',
] as const

export type Role = (typeof roles)[number]

/** A signed-in person as every module sees it. `service` marks the platform itself (a job, a door). */
export interface Person {
  id: string
  name: string
  roles: Role[]
  service?: boolean
}

/** The platform acting for itself, inside a job or at a door; `name` says which part. */
export function servicePerson(name: string): Person {
  return { id: `service:${name}`, name, roles: [], service: true }
}
