import { readDataset } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { wholeKit } from '../testing/whole-kit.ts'
import { deidentifyObject, nobody, prepareSweep, researchProfile } from './index.ts'

const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody()),
}

describe('the planted kit', () => {
  it('has more than 800 places, more than 500 things worth keeping, and a name for each object', () => {
    const kit = wholeKit('count', 'ISO_IR 192')
    const plants = kit.flatMap((object) => object.plants.filter((plant) => plant.secrets.length > 0))
    expect(plants.length).toBeGreaterThan(800)
    expect(kit.reduce((sum, object) => sum + object.worth.length, 0)).toBeGreaterThan(500)
    expect(new Set(kit.map((object) => object.name)).size).toBe(kit.length)
  })

  for (const charset of ['ISO_IR 192', 'ISO_IR 100'] as const) {
    for (const object of wholeKit(`kit ${charset}`, charset)) {
      it(`${object.name} in ${charset}: no plant leaks and what is worth keeping is kept`, async () => {
        expect(
          leaks(
            object.plants.filter((plant) => plant.secrets.length > 0),
            object.plain ?? object.bytes,
          ),
        ).toHaveLength(object.plants.filter((plant) => plant.secrets.length > 0).length)
        const result = await deidentifyObject(object.bytes, given)
        if (object.quarantine) {
          expect(result).toMatchObject({ status: 'quarantined', code: object.quarantine })
          return
        }
        if (result.status !== 'released') throw new Error(`${result.code}: ${result.reason}`)
        expect(leaks(object.plants, result.output)).toEqual([])
        const read = readDataset(result.output)
        if (!read.ok) throw new Error(read.problem.message)
        expect(object.worth.filter((one) => !one.holds(read.dataset)).map((one) => one.what)).toEqual([])
        expect(result.proof.residual).toMatchObject({ certain: 0, possible: 0 })
      })
    }
  }
})
