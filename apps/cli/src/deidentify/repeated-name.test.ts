import { expect, it } from 'vitest'
import { repeatedName } from './repeated-name.ts'

it('a name that comes again has its number behind it, and before what says the kind', () => {
  expect(repeatedName('2.25.7.dcm', 0)).toBe('2.25.7.dcm')
  expect(repeatedName('2.25.7.dcm', 1)).toBe('2.25.7-2.dcm')
  expect(repeatedName('8f0e.nii.gz', 2)).toBe('8f0e-3.nii.gz')
  expect(repeatedName('8f0e.jpg', 1)).toBe('8f0e-2.jpg')
})
