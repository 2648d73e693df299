import type { Role } from './roles.ts'

export const permitStates = [
  'draft',
  'submitted',
  'screened',
  'approved',
  'active',
  'suspended',
  'expired',
  'refused',
  'closed',
] as const
export type PermitState = (typeof permitStates)[number]

/**
 * Who may do what: role × action × permit state. The one table; what is not in it is denied. `states` is given only for
 * actions that stand on a permit, and names the states in which they are allowed.
 */
export interface Authority {
  roles: readonly Role[]
  states?: readonly PermitState[]
}

const everyone = [
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
] as const satisfies readonly Role[]

export const authority = {
  // anybody signed in
  'session.read': { roles: everyone },
  // govern
  'permit.read': { roles: everyone },
  'permit.request': { roles: ['developer', 'clinical-lead', 'test-centre', 'data-engineer'] },
  'permit.screen': { roles: ['data-steward', 'dpo'], states: ['submitted'] },
  'permit.approve': { roles: ['data-steward', 'dpo'], states: ['screened'] },
  'permit.suspend': { roles: ['dpo'], states: ['active'] },
  'ledger.read': { roles: ['auditor', 'dpo', 'data-steward', 'administrator', 'test-centre', 'regulatory-lead'] },
  'decision.read': { roles: everyone },
  'parcel.read': { roles: ['dpo', 'auditor', 'data-steward', 'data-engineer', 'administrator'] },
  'person.manage': { roles: ['administrator'] },
  // clinic
  'source.read': { roles: ['data-engineer', 'data-steward', 'dpo', 'administrator'] },
  'source.manage': { roles: ['data-engineer'] },
  'study.read': { roles: ['data-engineer', 'clinician', 'clinical-lead', 'dpo'] },
  'study.send': { roles: ['data-engineer'] },
  'health-record.send': { roles: ['data-engineer'] },
  'profile.read': { roles: ['data-engineer', 'data-steward', 'dpo', 'auditor'] },
  'profile.write': { roles: ['data-engineer', 'data-steward'] },
  'profile.release': { roles: ['data-steward', 'dpo'] },
  // Shows an identified object beside what becomes of it: for those who may read studies and profiles, under a project's permit.
  'profile.preview': { roles: ['data-engineer', 'dpo'], states: ['active'] },
  'study.deidentify': { roles: ['data-engineer'], states: ['active'] },
  'quarantine.read': { roles: ['data-engineer', 'data-steward', 'dpo'] },
  'proof.read': { roles: ['data-engineer', 'data-steward', 'dpo', 'auditor'] },
  // The figures of a sampling name nobody; the samples show the original.
  'sampling.read': { roles: ['data-engineer', 'data-steward', 'dpo', 'auditor'] },
  'sampling.restart': { roles: ['dpo'] },
  'sample.review': { roles: ['data-steward', 'dpo'] },
  'erasure.read': { roles: ['data-engineer', 'data-steward', 'dpo', 'auditor'] },
  'erasure.request': { roles: ['data-engineer', 'dpo'] },
  'erasure.approve': { roles: ['data-steward', 'dpo'] },
  'reidentification.read': { roles: ['clinical-lead', 'data-steward', 'dpo', 'auditor'] },
  'reidentification.request': { roles: ['clinical-lead', 'data-steward'] },
  'reidentification.approve': { roles: ['data-steward', 'dpo'] },
  // Counting with another region: no identifier and no row leaves, only a count of ten or more.
  'shared-patients.read': { roles: ['data-steward', 'dpo', 'auditor'] },
  'shared-patients.propose': { roles: ['data-steward'], states: ['active'] },
  'shared-patients.approve': { roles: ['dpo'] },
  'shared-patients.count': { roles: ['data-steward', 'dpo'], states: ['active'] },
  // research
  'person.read': { roles: ['developer', 'clinician', 'clinical-lead', 'test-centre', 'data-steward'] },
  'person.erase': { roles: ['dpo'] },
  'cohort.read': { roles: ['developer', 'clinical-lead', 'data-steward', 'test-centre', 'auditor'] },
  'cohort.define': { roles: ['developer', 'clinical-lead'], states: ['active'] },
  'dataset.freeze': { roles: ['developer', 'clinical-lead'], states: ['active'] },
  'image.read': { roles: ['clinician', 'clinical-lead', 'developer', 'test-centre'] },
  'label.read': { roles: ['clinician', 'clinical-lead', 'developer', 'test-centre'] },
  'label.write': { roles: ['clinician', 'clinical-lead'], states: ['active'] },
  'training.read': { roles: ['developer', 'clinical-lead', 'test-centre', 'auditor', 'regulatory-lead'] },
  'training.start': { roles: ['developer'], states: ['active'] },
  'product.read': { roles: everyone },
  'product.register': { roles: ['developer', 'vendor', 'regulatory-lead'] },
  'protocol.read': { roles: ['developer', 'test-centre', 'clinical-lead', 'regulatory-lead', 'auditor', 'vendor'] },
  'protocol.register': { roles: ['test-centre'], states: ['active'] },
  'validation.run': { roles: ['test-centre'], states: ['active'] },
  'release.approve': { roles: ['clinical-lead', 'regulatory-lead', 'dpo'] },
  'report.read': { roles: ['test-centre', 'regulatory-lead', 'clinical-lead', 'auditor', 'developer'] },
  'report.make': { roles: ['test-centre', 'regulatory-lead'] },
  // clinic operation
  'route.read': { roles: ['data-engineer', 'clinician', 'clinical-lead', 'regulatory-lead', 'dpo'] },
  'route.manage': { roles: ['data-engineer'] },
  'release.deploy': { roles: ['data-engineer', 'clinical-lead'] },
  'run.read': { roles: ['data-engineer', 'clinician', 'clinical-lead', 'regulatory-lead'] },
  'monitor.read': { roles: ['data-engineer', 'clinician', 'clinical-lead', 'regulatory-lead', 'dpo', 'auditor'] },
  'feedback.write': { roles: ['clinician', 'clinical-lead'] },
  'finding.close': { roles: ['clinical-lead', 'regulatory-lead'] },
  'release.recall': { roles: ['clinical-lead', 'regulatory-lead'] },
  // What it means for a patient is a clinical judgement.
  'recall.handle': { roles: ['clinical-lead'] },
} as const satisfies Record<string, Authority>

export type Action = keyof typeof authority

/** True only when the table says so. Without `state` it answers for the role alone; the HTTP layer never leaves it out. */
export function mayDo(held: readonly Role[], action: Action, state?: PermitState): boolean {
  const entry: Authority | undefined = Object.hasOwn(authority, action) ? authority[action] : undefined
  if (!entry?.roles.some((role) => held.includes(role))) return false
  if (entry.states && state !== undefined && !entry.states.includes(state)) return false
  return true
}
