import { fileURLToPath } from 'node:url'
import type { GateKeeper } from '@clic/platform/gates'
import { trustedKeys } from '@clic/platform/keys'
import { faultOf } from '@clic/platform/log'
import { definePart, type Part, type PartContext } from '@clic/platform/parts'
import { permitReceiver } from './accept-permit.ts'
import { governImplementations } from './endpoints.ts'
import { createGateKeeper } from './gate-keeper.ts'
import { allRules } from './rules/index.ts'
import { governSettingsSchema } from './settings.ts'
import { createDecisionView, createPermitView } from './views.ts'
import { headReceiver } from './witness/accept-head.ts'
import { offerHead } from './witness/offer-head.ts'

/** Govern with another gate keeper: how a test shows that a gate which always opens is noticed. */
export function governWith(keeper: (context: PartContext) => GateKeeper): Part {
  return definePart({
    name: 'govern',
    zones: ['clinic', 'research'],
    needs: [],
    migrations: fileURLToPath(new URL('./migrations', import.meta.url)),
    create(context) {
      const settings = governSettingsSchema.parse(context.settings)
      const gates = keeper(context)
      const permits = createPermitView(context.db, context.clock)
      let timer: NodeJS.Timeout | undefined
      let offering: Promise<unknown> | undefined
      const look = () => {
        offering ??= offerHead(context, settings.witnessEvery)
          .catch((error: unknown) => context.log.error('witness.failed', { ...faultOf(error) }))
          .finally(() => {
            offering = undefined
          })
      }
      return {
        endpoints: governImplementations(context, gates, permits, allRules),
        parcels: [
          headReceiver(context),
          ...(context.zone === 'research' ? [permitReceiver(() => trustedKeys(context.trustFolder).values())] : []),
        ],
        provides: {
          'govern.gates': gates,
          'govern.permits': permits,
          'govern.decisions': createDecisionView(context.db),
        },
        start: async () => {
          timer = setInterval(look, settings.witnessPollSeconds * 1000).unref()
        },
        stop: async () => {
          clearInterval(timer)
          await offering
        },
      }
    },
  })
}

/** Permits, rules, gates and their decisions. In every zone, around every arrow. */
export const govern = governWith((context) => createGateKeeper(context, allRules))
