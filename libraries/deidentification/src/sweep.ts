import type { KnownIdentity } from './subject.ts'

/** What is searched for, compiled once a patient. */
export interface IdentitySweep {
  readonly known: KnownIdentity
}

export function prepareSweep(known: KnownIdentity): IdentitySweep {
  return { known }
}
