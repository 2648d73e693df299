import type { Role } from '@clic/contracts'

/** The people of the demonstration; all invented. */
export const cast = {
  engineer: { email: 'anne@clic.example', name: 'Anne Holm', roles: ['data-engineer'] },
  steward: { email: 'bo@clic.example', name: 'Bo Kjær', roles: ['data-steward'] },
  dpo: { email: 'camilla@clic.example', name: 'Camilla Friis', roles: ['dpo'] },
  developer: { email: 'david@clic.example', name: 'David Lund', roles: ['developer'] },
  clinician: { email: 'eva@clic.example', name: 'Eva Brandt', roles: ['clinician'] },
  lead: { email: 'frederik@clic.example', name: 'Frederik Toft', roles: ['clinical-lead', 'data-steward'] },
  tester: { email: 'gitte@clic.example', name: 'Gitte Storm', roles: ['test-centre'] },
  regulatory: { email: 'henrik@clic.example', name: 'Henrik Vang', roles: ['regulatory-lead'] },
  auditor: { email: 'ida@clic.example', name: 'Ida Nord', roles: ['auditor'] },
  vendor: { email: 'jens@clic.example', name: 'Jens Ask', roles: ['vendor'] },
  administrator: { email: 'admin@clic.example', name: 'Administrator', roles: ['administrator'] },
} as const satisfies Record<string, { email: string; name: string; roles: readonly Role[] }>

export type CastMember = keyof typeof cast
