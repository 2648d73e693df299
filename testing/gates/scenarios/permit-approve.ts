import { permitEndpoints } from '@clic/contracts'
import { projectTerms } from '../../permits.ts'
import { must, outcomeOf, type Scenario } from './world.ts'

export const permitApprove: Scenario = {
  gate: 'permit.approve',
  what: 'a person approves the permit that they asked for',
  async run({ clinic }) {
    const both = clinic.as('both', ['clinical-lead', 'data-steward'])
    const params = { permitId: must(await both(permitEndpoints.request, { body: projectTerms() })).id }
    must(await both(permitEndpoints.screen, { params }))
    return outcomeOf(await both(permitEndpoints.approve, { params }))
  },
}
