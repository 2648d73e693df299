import { expect, test } from 'vitest'
import { findNumbers } from './find-numbers.ts'

const found = (text: string) => findNumbers(text).map(({ start, end }) => text.slice(start, end))

test.each([
  ['Prøve PV23-018831-2 modtaget', 'PV23-018831-2'],
  ['svar på HI2023-10442-K: benignt', 'HI2023-10442-K'],
  ['jf. CY24-0098812', 'CY24-0098812'],
  ['H23-99812-1', 'H23-99812-1'],
])('a number of pathology is found with its letters and the digits that check it: %s', (text, number) => {
  expect(found(text)).toContain(number)
})

test.each(['ICD10-2023 DS52-5', 'CA19-9 35, CD20-positiv', 'Th12-L1, C5-6, T10-11', 'IL17-10'])(
  'no code, marker or vertebra is one: %s',
  (text) => {
    expect(found(text)).toEqual([])
  },
)
