import { annotateEndpoints, curateEndpoints, developEndpoints, validateEndpoints } from '@clic/contracts'
import { eventually } from '../../zones.ts'
import { must, outcomeOf, type Scenario, validate } from './world.ts'

export const labelWrite: Scenario = {
  gate: 'label.write',
  what: 'a clinician whom the permit does not name decides on a label',
  async run({ research, dataset }) {
    const { labelId } = await dataset()
    const stranger = research.as('stranger', ['clinician'])
    return outcomeOf(
      await stranger(annotateEndpoints.decide, {
        params: { labelId },
        body: { version: 1, decision: 'accepted', reason: 'looks right' },
      }),
    )
  },
}

export const datasetFreeze: Scenario = {
  gate: 'dataset.freeze',
  what: 'a developer whom the permit does not name freezes a dataset',
  async run({ research, dataset, next }) {
    const { permit, cohortId } = await dataset()
    const stranger = research.as('stranger', ['developer'])
    return outcomeOf(
      await stranger(curateEndpoints.freeze, { body: { permitId: permit.id, cohortId, name: `Strange ${next()}` } }),
    )
  },
}

export const trainingStart: Scenario = {
  gate: 'training.start',
  what: 'a developer whom the permit does not name starts a training',
  async run({ research, dataset }) {
    const { permit, datasetId } = await dataset()
    const stranger = research.as('stranger', ['developer'])
    return outcomeOf(
      await stranger(developEndpoints.start, { body: { permitId: permit.id, datasetId, name: 'Strange' } }),
    )
  },
}

export const testpartOpen: Scenario = {
  gate: 'testpart.open',
  what: 'a tester opens the test part for a product that they delivered themselves',
  async run({ research, dataset, bought }) {
    const { protocolId } = await dataset()
    const own = await bought('tester', 0)
    const tester = research.as('tester', ['test-centre'])
    const started = await tester(validateEndpoints.run, { body: { protocolId, releaseId: own.id } })
    // What it started ends before the next scenario asks about the same test part.
    if (started.ok)
      await eventually(async () => {
        const { state } = must(
          await tester(validateEndpoints.validation, { params: { validationId: started.value.id } }),
        )
        return state === 'finished' || state === 'failed' ? state : undefined
      }, 90)
    return outcomeOf(started)
  },
}

export const releaseAccept: Scenario = {
  gate: 'release.accept',
  what: 'the masks of a product lie beside the truth',
  async run({ research, dataset, bought }) {
    const { protocolId } = await dataset()
    const { verdict } = await validate(research, protocolId, (await bought('vendor', 4)).id)
    return verdict === 'accepted' ? 'done' : 'refused'
  },
}
