import { type GateName, gateFacts, governEndpoints } from '@clic/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scenarios } from './scenarios/index.ts'
import { must, openWorld, type World } from './scenarios/world.ts'

describe('each gate', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  }, 180_000)
  afterAll(() => world?.close())

  const refusals = async (gate: GateName): Promise<number> => {
    const zones = [world.clinic, world.research]
    const lists = await Promise.all(
      zones.map(async (zone) =>
        must(
          await zone.as('auditor', ['auditor'])(governEndpoints.decisions, {
            query: { gate, open: 'false', limit: 500 },
          }),
        ),
      ),
    )
    return lists.flat().length
  }

  it('has a scenario that it refuses', () => {
    expect(scenarios.map((one) => one.gate).sort()).toEqual(Object.keys(gateFacts).sort())
  })

  it.each(scenarios.map((one) => [one.gate, one.what, one] as const))(
    '%s is closed when %s; replaced by “allow”, the step is done',
    async (gate, _, scenario) => {
      const before = await refusals(gate)
      expect(await scenario.run(world)).toBe('refused')
      expect(await refusals(gate)).toBeGreaterThan(before)
      expect(await world.withOpenGate(gate, () => scenario.run(world))).toBe('done')
    },
    300_000,
  )
})
