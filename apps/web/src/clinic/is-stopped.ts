import type { StageState } from '@clic/contracts'

/** A stage that needs a person. */
export function isStopped(row: { state: StageState }): boolean {
  return row.state === 'refused' || row.state === 'quarantined' || row.state === 'failed'
}
