import { type LinkedStudy, ok, type Person, type Result } from '@clic/contracts'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'

/** Asks the gate `label.write` for a mask of this study by this person. */
export async function openWriteGate(
  context: PartContext,
  study: LinkedStudy,
  person: Person,
  sameGeometry: boolean,
): Promise<Result<string>> {
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'label.write',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(study.permitId)),
      personId: person.id,
      sameGeometry,
    },
    subject: { kind: 'study', id: study.id },
    actor: person,
  })
  return decision.open ? ok(decision.id) : { ok: false, problem: refusal(decision) }
}
