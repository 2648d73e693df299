import { readDataset } from '@clic/dicom'
import { describe, expect, it } from 'vitest'
import { leaks } from '../testing/plant-kit.ts'
import { plantedObjects } from '../testing/planted-objects.ts'
import { deidentifyObject, type KnownIdentity, prepareSweep, researchProfile } from './index.ts'

const nobody: KnownIdentity = {
  patientIds: [],
  names: [],
  staffNames: [],
  birthDates: [],
  accessionNumbers: [],
  addresses: [],
  phones: [],
  emails: [],
}
const given = {
  profile: researchProfile(),
  subject: { pseudonym: 'P-KIT', dateShiftDays: -91, uidKey: new Uint8Array(32).fill(9) },
  sweep: prepareSweep(nobody),
}

describe('the planted kit', () => {
  it('has at least 150 places', () => {
    expect(
      plantedObjects('count', 'ISO_IR 192').reduce((sum, object) => sum + object.plants.length, 0),
    ).toBeGreaterThanOrEqual(150)
  })

  for (const charset of ['ISO_IR 192', 'ISO_IR 100'] as const) {
    for (const object of plantedObjects(`kit ${charset}`, charset)) {
      it(`${object.name} in ${charset}: no plant leaks and what is worth keeping is kept`, async () => {
        expect(
          leaks(
            object.plants.filter((plant) => plant.secrets.length > 0),
            object.bytes,
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
