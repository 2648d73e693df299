import { factsParcel, postParcel, sharedPermit, testPseudonym } from '../../linked-studies.ts'
import type { Scenario } from './world.ts'

export const personLink: Scenario = {
  gate: 'person.link',
  what: 'facts of a kind that the permit does not name come through the door',
  async run(world) {
    const permit = await sharedPermit(world, { columns: ['Patient'] })
    const receipt = await postParcel(
      world,
      factsParcel({ permitId: permit.id, pseudonym: testPseudonym(`link ${world.next()}`), sex: 'female', age: 60 }),
    )
    if (receipt.state === 'delivered') return 'done'
    if (!receipt.reason?.includes('not on the permit')) throw new Error(receipt.reason ?? receipt.state)
    return 'refused'
  },
}
