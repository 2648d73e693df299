import { describe, expect, it } from 'vitest'
import { joinAccents } from './join-accents.ts'

const at = (text: string, x: number, width: number) => ({ text, x, y: 700, size: 10, width, angle: 0 })
const joined = (...texts: ReturnType<typeof at>[]) => joinAccents(texts).map(({ text }) => text)

describe('An accent and the letter under it', () => {
  it('are one letter, also where they are drawn apart', () => {
    expect(joined(at('Smedeg˚ard', 50, 60))).toEqual(['Smedegård'])
    expect(joined(at('Smedeg˚', 50, 42), at('ard', 87, 15))).toEqual(['Smedegå', 'rd'])
    expect(joined(at('J¨urgen', 50, 42))).toEqual(['Jürgen'])
  })

  it('are two where the accent is a degree, no such letter is written, or it stands elsewhere', () => {
    expect(joined(at('37˚C og 12˚a', 50, 60))).toEqual(['37˚C og 12˚a'])
    expect(joined(at('Smedeg˚', 50, 42), at('ard', 300, 15))).toEqual(['Smedeg˚', 'ard'])
  })
})
