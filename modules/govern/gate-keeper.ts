import { tables } from '@clic/platform/db'
import type { GateKeeper } from '@clic/platform/gates'
import { newId } from '@clic/platform/ids'
import type { PartContext } from '@clic/platform/parts'
import { evaluateGate } from './evaluate-gate.ts'
import type { Rule } from './rule.ts'
import type { GovernTables } from './tables.ts'

export function createGateKeeper(context: PartContext, rules: readonly Rule[]): GateKeeper {
  return {
    async decide({ gate, facts, subject, actor }) {
      const at = context.clock.now()
      const evaluation = evaluateGate({ gate, facts, rules, today: at.toISOString().slice(0, 10) })
      const id = newId('decision', context.clock)
      await context.transact(async (change) => {
        await tables<GovernTables>(change.db)
          .insertInto('govern.decision')
          .values({
            id,
            gate,
            subject_kind: subject.kind,
            subject_id: subject.id,
            open: evaluation.open,
            at,
            actor: actor.id,
            evidence: evaluation.evidence,
            findings: JSON.stringify(evaluation.findings),
          })
          .execute()
        change.record({
          actor,
          action: evaluation.open ? 'gate.opened' : 'gate.refused',
          subject,
          payload: {
            decision: id,
            gate,
            evidence: evaluation.evidence,
            refused: evaluation.findings.filter((one) => !one.ok).map((one) => one.rule),
          },
        })
      })
      return { id, gate, subject, at: at.toISOString(), actor: actor.id, ...evaluation }
    },
  }
}
