import { ok, type Result, refuse, type SamplingPolicy } from '@clic/contracts'
import type { Station } from './station.ts'

/** The zone's own limit binds every assignment: none may be looser. */
export function policyAllowed(station: Station, policy: SamplingPolicy): Result<true> {
  const most = station.settings.leakLimitAtMost
  if (most === undefined || (policy.limit !== 'none' && policy.limit <= most)) return ok(true)
  return refuse(409, {
    code: 'leak-limit',
    title: 'Too loose a limit',
    detail: `This zone asks for a bound on the leak rate of at most ${most * 100} %.`,
    next: 'Choose a stricter limit, or have the operator change deidentify.leakLimitAtMost.',
  })
}
