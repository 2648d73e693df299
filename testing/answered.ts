import type { Problem } from '@clic/contracts'

/** What an operation answered; throws what it said when it refused. */
export function answered<T>(answer: { ok: true; value: T } | { ok: false; problem: Problem }): T {
  if (!answer.ok) throw new Error(answer.problem.detail)
  return answer.value
}
