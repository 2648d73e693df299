import type { Part, Person } from '@clic/contracts'
import { tables } from '@clic/platform/db'
import type { DecisionView, PermitView } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'
import type { CurateTables } from './tables.ts'
import type { DatasetRow } from './views.ts'

/** Which parts an open decision of a gate may open, and what the decision was about. */
const gates: Record<string, { parts: readonly Part[]; subject: string }> = {
  'training.start': { parts: ['train', 'tune'], subject: 'training' },
  'testpart.open': { parts: ['test'], subject: 'validation' },
}

/**
 * Says why a gate decision does not open these parts of this dataset version, or nothing when it does: it exists, is open, of the right
 * gate, by the person who acts, bound to this version in the ledger, never used for another one, and the permit is active now.
 */
export async function faultOfDecision(
  context: PartContext,
  dataset: DatasetRow,
  ask: { decisionId: string; parts: readonly Part[]; actor: Person },
): Promise<string | undefined> {
  if (ask.parts.length === 0) return 'No part was named.'
  const decision = await context.port<DecisionView>('govern.decisions').decision(ask.decisionId)
  if (!decision) return 'The gate decision is unknown in this zone.'
  if (!decision.open) return `The gate “${decision.gate}” refused it.`
  const gate = gates[decision.gate]
  if (!gate) return `A decision of the gate “${decision.gate}” opens no dataset.`
  const beyond = ask.parts.filter((part) => !gate.parts.includes(part))
  if (beyond.length > 0) return `The gate “${decision.gate}” does not open the part ${beyond.join(', ')}.`
  if (decision.actor !== ask.actor.id) return 'The gate opened for another person.'
  if (decision.subject.kind !== gate.subject)
    return `The decision is about a ${decision.subject.kind}, not about a ${gate.subject}.`
  const events = await context.ledger.events({ subject: decision.subject, limit: 100 })
  const bound = events.some((event) => binds(event.payload, decision.id, dataset))
  if (!bound) return 'The ledger does not say that the decision was taken for this dataset version.'
  const other = await tables<CurateTables>(context.db)
    .selectFrom('curate.opening')
    .select('dataset_id')
    .where('decision_id', '=', decision.id)
    .where('dataset_id', '!=', dataset.id)
    .executeTakeFirst()
  if (other) return 'The decision was used for another dataset version.'
  const state = await context.port<PermitView>('govern.permits').state(dataset.permit_id)
  return state === 'active' ? undefined : `The permit ${dataset.permit_id} is ${state ?? 'unknown'}.`
}

function binds(payload: unknown, decisionId: string, dataset: DatasetRow): boolean {
  if (typeof payload !== 'object' || payload === null) return false
  const { decision, datasetId, dataRoot } = payload as Record<string, unknown>
  if (decision !== decisionId) return false
  return datasetId === undefined ? dataRoot === dataset.root : datasetId === dataset.id
}
