import { describe, expect, it } from 'vitest'
import { dicomPatientId, fhirPatientId, personNumber } from './patient-id.ts'

describe('the identifier of a patient', () => {
  it.each(['0504713826', '050471-3826', '050471 3826', '050471-3826^^^CPR', '050471-3826\0rest', ' 05.04.71-3826 '])(
    'is the same in every spelling of a person number: %s',
    (spelled) => {
      expect(dicomPatientId(spelled, '')).toEqual({ issuer: personNumber, value: '0504713826' })
      expect(dicomPatientId(spelled, 'CPR')).toEqual({ issuer: personNumber, value: '0504713826' })
    },
  )

  it('is that of its issuer otherwise, and a replacement number is one', () => {
    expect(dicomPatientId('050471-3826', 'RH')).toEqual({ issuer: 'RH', value: '050471-3826' })
    expect(dicomPatientId('050471-ab12', '')).toEqual({ issuer: personNumber, value: '050471AB12' })
    expect(fhirPatientId('urn:oid:1.2.208.176.1.2', '050471-3826')).toEqual({
      issuer: personNumber,
      value: '0504713826',
    })
    expect(dicomPatientId(' \0', '')).toBeUndefined()
  })
})
