import { describe, expect, it } from 'vitest'
import { prepareSweep } from '../index.ts'
import { nobody } from '../subject.ts'
import { cleanTogether } from './clean-together.ts'

const cleaned = (...lines: string[]) =>
  cleanTogether(
    lines.map((text, i) => ({ text, between: i === 0 ? '' : '\n' })),
    { sweep: prepareSweep(nobody()), dates: -10, mark: '***' },
  ).texts

describe('the lines of a page', () => {
  it('leave no weekday beside a date that moved on the next', () => {
    expect(cleaned('Han ses til kontrol igen mandag', 'd. 15. januar 2024 hos os')).toEqual([
      'Han ses til kontrol igen ***',
      'd. 5. januar 2024 hos os',
    ])
  })

  it('leave no end of a telephone that is cut by them', () => {
    expect(cleaned('Kontaktes helst hos sin mormor om aftenen på tlf. 86 41 22', '07 eller i weekenden.')).toEqual([
      'Kontaktes helst hos sin mormor om aftenen på tlf. ***',
      '*** eller i weekenden.',
    ])
  })
})
