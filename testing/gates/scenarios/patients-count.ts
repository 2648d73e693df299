import { generateKeyPairSync } from 'node:crypto'
import { sharedPatientsEndpoints } from '@clic/contracts'
import { grantPermit } from '../../permits.ts'
import { must, outcomeOf, type Scenario } from './world.ts'

export const patientsCount: Scenario = {
  gate: 'patients.count',
  what: 'nobody approved the agreement with the other region',
  async run(world) {
    const steward = world.clinic.as('steward', ['data-steward'])
    const permit = await grantPermit(world.clinic)
    const { publicKey } = generateKeyPairSync('ed25519')
    const agreement = must(
      await steward(sharedPatientsEndpoints.propose, {
        body: {
          project: `scenario-${world.next()}`,
          partner: 'Another region',
          url: 'http://127.0.0.1:9',
          publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
          permitId: permit.id,
        },
      }),
    )
    const asked = { agreementId: agreement.id, permitId: permit.id, reason: 'for the scenario' }
    return outcomeOf(await steward(sharedPatientsEndpoints.count, { body: asked }))
  },
}
