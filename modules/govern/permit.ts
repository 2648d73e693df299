import type { Permit, PermitState, PermitTerms } from '@clic/contracts'
import type { Selectable } from 'kysely'
import type { GovernTables } from './tables.ts'

export type PermitRow = Selectable<GovernTables['govern.permit']>

/** The state that counts: an active permit past its day has expired, whatever the row says. */
export function effectiveState(state: PermitState, terms: PermitTerms, now: Date): PermitState {
  return state === 'active' && Date.parse(terms.expiresAt) <= now.getTime() ? 'expired' : state
}

export function permitFromRow(row: PermitRow, now: Date): Permit {
  return {
    id: row.id,
    state: effectiveState(row.state, row.terms, now),
    terms: row.terms,
    proposedBy: row.proposed_by,
    approvedBy: row.approved_by,
    requestedAt: row.requested_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    screening: row.screening,
    signed: row.envelope !== null,
  }
}

/** What is signed and crosses the wall. */
export interface SignedPermit {
  id: string
  state: PermitState
  terms: PermitTerms
  proposedBy: { id: string; name: string }
  approvedBy: { id: string; name: string }
  requestedAt: string
  decidedAt: string
}
