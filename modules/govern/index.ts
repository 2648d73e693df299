import { fileURLToPath } from 'node:url'
import { trustedKeys } from '@clic/platform/keys'
import { definePart } from '@clic/platform/parts'
import { permitReceiver } from './accept-permit.ts'
import { governImplementations } from './endpoints.ts'
import { createGateKeeper } from './gate-keeper.ts'
import { allRules } from './rules/index.ts'
import { createDecisionView, createPermitView } from './views.ts'

/** Permits, rules, gates and their decisions. In every zone, around every arrow. */
export const govern = definePart({
  name: 'govern',
  zones: ['clinic', 'research'],
  needs: [],
  migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
  create(context) {
    const gates = createGateKeeper(context, allRules)
    const permits = createPermitView(context.db, context.clock)
    return {
      endpoints: governImplementations(context, gates, permits, allRules),
      parcels: context.zone === 'research' ? [permitReceiver(() => trustedKeys(context.trustFolder).values())] : [],
      provides: { 'govern.gates': gates, 'govern.permits': permits, 'govern.decisions': createDecisionView(context.db) },
    }
  },
})
