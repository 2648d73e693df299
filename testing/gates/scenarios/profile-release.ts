import { profileEndpoints } from '@clic/contracts'
import { must, outcomeOf, type Scenario } from './world.ts'

export const profileRelease: Scenario = {
  gate: 'profile.release',
  what: 'a de-identification profile keeps the patient’s name as it is',
  async run(world) {
    const engineer = world.clinic.as('engineer', ['data-engineer'])
    const document = {
      name: 'scenario',
      version: `${world.next()}`,
      overrides: { '00100010': 'keep' },
      reasons: { '00100010': 'for the scenario' },
    }
    const draft = must(await engineer(profileEndpoints.draft, { body: { document } }))
    const params = { profileId: draft.id }
    must(await engineer(profileEndpoints.submit, { params, body: { reason: 'for the scenario', was: draft.hash } }))
    return outcomeOf(await world.clinic.as('dpo', ['dpo'])(profileEndpoints.release, { params }))
  },
}
