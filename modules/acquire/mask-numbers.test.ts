import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskNumbers } from './mask-numbers.ts'
import { maskPatientId } from './patient-id.ts'

describe('descriptions and patient ids that are shown', () => {
  it('hide anything shaped like a CPR number whole, its birthday too', () => {
    expect(maskNumbers('MR hippocampus 310299-1234')).toBe('MR hippocampus ••••••-••••')
    expect(maskNumbers('3102991234 and 310299 1234.')).toBe('••••••-•••• and ••••••-••••.')
    expect(maskNumbers('knee.310299-1234.2')).toBe('knee.••••••-••••.2')
    expect(maskNumbers('MR_3102991234_knee')).toBe('MR_••••••-••••_knee')
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', 'æ', '-', '/') }),
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: 9999 }),
        (text, day, serial) => {
          const [six, four] = [String(day).padStart(6, '0'), String(serial).padStart(4, '0')]
          const shown = maskNumbers(`${text}${six}-${four}${text}`)
          expect(shown).not.toContain(six)
          expect(shown).not.toContain(four)
        },
      ),
    )
  })

  it('leave a UID and a date alone', () => {
    const plain = '1.2.840.1000812345.2 2025-03-04 12345678901234'
    expect(maskNumbers(plain)).toBe(plain)
  })

  it('hide a person number whole, and of another id all but its beginning', () => {
    expect(maskPatientId('3102991234')).toBe('••••••-••••')
    expect(maskPatientId('HOSP-77-1234')).toBe('HOSP-77-••••')
    expect(maskPatientId('12')).toBe('••••')
  })
})
