import { describe, expect, it } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'

const left = (text: string) => {
  const spans = findIdentifiers(text)
  return Array.from(text, (one, i) => (spans.some(({ start, end }) => i >= start && i < end) ? '' : one)).join('')
}

describe('what the end of a wrapped line cuts', () => {
  it('goes with what stands on the next: a telephone', () => {
    expect(left('Kontaktes helst hos sin mormor om aftenen på tlf. 86 41 22\n07 eller i weekenden.')).toBe(
      'Kontaktes helst hos sin mormor om aftenen på tlf.  eller i weekenden.',
    )
  })

  it('goes with what stands on the next: a name of three words', () => {
    expect(left('Han er i dag ledsaget af sin søn Anders Holmgaard  \n  Friis. Der findes intet.')).not.toMatch(/Friis/)
  })

  it('ends where a label, a list or a short line begins something new', () => {
    expect(left('Undersøgelsen er beskrevet af overlæge Jens Holmgaard\nKonklusion: normal')).toContain('Konklusion')
    expect(left('Kreatinin\n88\nKalium\n4,2')).toBe('Kreatinin\n88\nKalium\n4,2')
  })
})
