import { registerSender, smallStudy, stow } from '../../clinic-senders.ts'
import { type Scenario, suspend } from './world.ts'

export const studyReceive: Scenario = {
  gate: 'study.receive',
  what: 'a study comes from a source whose standing permit is suspended',
  async run({ clinic, next }) {
    const source = `SUSPENDED${next()}`
    const { permit } = await registerSender(clinic, source, { kind: 'stow' })
    await suspend(clinic, permit.id)
    const answer = await stow(clinic, source, smallStudy(source, { slices: 2, side: 16 }).files)
    if (answer.status !== 200 && answer.status !== 403) throw new Error(await answer.text())
    return answer.ok ? 'done' : 'refused'
  },
}
