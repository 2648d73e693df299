import { type LinkedStudy, ok, type Person, type Result } from '@clic/contracts'
import { type GateKeeper, type PermitView, refusal } from '@clic/platform/gates'
import type { PartContext } from '@clic/platform/parts'

/**
 * Asks the gate `label.write` for a mask of this study by this person. `misfit` says why the mask does not lie on the study's images;
 * undefined when it does. A closed gate says it beside its own reasons.
 */
export async function openWriteGate(
  context: PartContext,
  study: LinkedStudy,
  person: Person,
  misfit: string | undefined,
): Promise<Result<string>> {
  const decision = await context.port<GateKeeper>('govern.gates').decide({
    gate: 'label.write',
    facts: {
      ...(await context.port<PermitView>('govern.permits').facts(study.permitId)),
      personId: person.id,
      sameGeometry: misfit === undefined,
    },
    subject: { kind: 'study', id: study.id },
    actor: person,
  })
  if (decision.open) return ok(decision.id)
  const problem = refusal(decision)
  return { ok: false, problem: misfit === undefined ? problem : { ...problem, detail: `${problem.detail} ${misfit}` } }
}
