import { governEndpoints, ok, permitEndpoints, refuse } from '@clic/contracts'
import { listParcels } from '@clic/platform/doors'
import type { GateKeeper, PermitView } from '@clic/platform/gates'
import { type Implementation, implement, type PartContext } from '@clic/platform/parts'
import { approvePermit, refusePermit, suspendPermit } from './decide-permit.ts'
import { requestPermit } from './request-permit.ts'
import type { Rule } from './rule.ts'
import { screenPermit } from './screen-permit.ts'
import { listDecisions } from './views.ts'
import { disputedHeads, readWitness } from './witness/read-witness.ts'

export function governImplementations(
  context: PartContext,
  gates: GateKeeper,
  permits: PermitView,
  rules: readonly Rule[],
): Implementation[] {
  const permitOf = (given: { params: Record<string, string> }) => given.params['permitId']
  const shared = [
    implement(permitEndpoints.list, async () => ok(await permits.list())),
    implement(permitEndpoints.read, async ({ params }) => {
      const permit = await permits.read(params.permitId)
      return permit
        ? ok(permit)
        : refuse(404, {
            code: 'permit-unknown',
            title: 'No such permit',
            detail: `This zone knows no permit ${params.permitId}.`,
            next: 'See the list under Govern.',
          })
    }),
    implement(governEndpoints.decisions, async ({ query }) =>
      ok(
        await listDecisions(context.db, {
          gate: query.gate,
          open: query.open === undefined ? undefined : query.open === 'true',
          limit: query.limit,
        }),
      ),
    ),
    implement(governEndpoints.rules, async () =>
      ok(
        rules.map((one) => ({
          gate: one.gate,
          rule: one.id,
          sentence: one.sentence,
          citation: one.citation,
          source: one.source,
          validFrom: one.validFrom,
          validTo: one.validTo,
          who: one.who,
        })),
      ),
    ),
    implement(governEndpoints.ledger, async ({ query }) =>
      ok(
        await context.ledger.events({
          action: query.action,
          subject: query.kind && query.id ? { kind: query.kind, id: query.id } : undefined,
          before: query.before,
          limit: query.limit,
        }),
      ),
    ),
    implement(governEndpoints.verify, async () => {
      const result = await context.ledger.verify()
      const faults = [
        ...result.faults,
        ...(await disputedHeads(context)).map(
          (one) => `the other zone did not witness the head of ${one.size} events: ${one.reason}`,
        ),
      ]
      return ok({
        ok: faults.length === 0,
        size: result.size,
        root: result.root,
        faults,
        erased: result.states
          .filter((one) => one.state === 'erased')
          .map((one) => `event ${one.seq}: erased by event ${'by' in one ? one.by : ''}`),
      })
    }),
    implement(governEndpoints.heads, async () => ok(await readWitness(context))),
    implement(governEndpoints.parcels, async ({ query }) =>
      ok(
        await listParcels(context.db, {
          limit: query.limit,
          before: query.before ? new Date(query.before) : undefined,
        }),
      ),
    ),
  ]
  if (context.zone !== 'clinic') return shared
  return [
    ...shared,
    implement(permitEndpoints.request, ({ body, person }) => requestPermit(context, body, person)),
    implement(permitEndpoints.screen, ({ params, person }) => screenPermit(context, params.permitId, person), {
      permitOf,
    }),
    implement(permitEndpoints.approve, ({ params, person }) => approvePermit(context, gates, params.permitId, person), {
      permitOf,
    }),
    implement(
      permitEndpoints.refuse,
      ({ params, body, person }) => refusePermit(context, params.permitId, body.reason, person),
      { permitOf },
    ),
    implement(
      permitEndpoints.suspend,
      ({ params, body, person }) => suspendPermit(context, params.permitId, body.reason, person),
      { permitOf },
    ),
  ]
}
