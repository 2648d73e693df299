import { describe, expect, it } from 'vitest'
import { personNumberOf, plainPatientId } from './person-number.ts'

describe('a Danish person number in a Patient ID', () => {
  it.each([
    '0504713826',
    '050471-3826',
    '050471 3826',
    '050471 - 3826',
    '05.04.71-3826',
    '05 04 71 3826',
    '050471-3826^^^CPR',
    '0504713826^^^&1.2.208.176.1.2&ISO^NNDN',
    'CPR 050471-3826',
    'cpr-nr.: 050471-3826',
    ' 050471-3826 \0\0',
    '050471-3826\0Munkholm',
    '050471\u20133826',
    '050471\xe2\x80\x933826',
  ])('is one number in every spelling: %s', (spelled) => {
    expect(personNumberOf(spelled)).toBe('0504713826')
    expect(plainPatientId(spelled)).toBe('0504713826')
  })

  it.each(['12345', '050471-38261', '1.2.208.4711', 'AB050471-3826', '99-99-99-9999', '451371 3826', 'RH4400011', ''])(
    'is none of other numbers, which stay as they are: %s',
    (other) => {
      expect(personNumberOf(other)).toBeUndefined()
      expect(plainPatientId(other)).toBe(other)
    },
  )

  it('loses what HL7 puts behind a replacement number alone', () => {
    expect(plainPatientId('050471-AB12^^^X-eCPR')).toBe('050471-AB12')
    expect(plainPatientId('050471-AB12')).toBe('050471-AB12')
    expect(plainPatientId('4711^^^RH')).toBe('4711^^^RH')
  })
})
