import { describe, expect, it } from 'vitest'
import { identityInHead } from './file-identity.ts'

const named = (text: string) =>
  identityInHead(Buffer.from(text, 'latin1')).names.map((name) => [...name.given, name.family].join(' '))

describe('the name behind its label in a file', () => {
  it('ends where words without a capital begin, and with its line', () => {
    expect(named('Navn: Otilia Munkvad har haft feber')).toEqual(['Otilia Munkvad'])
    expect(named('Patient: Otilia Munkvad\nKonklusion: normal')).toEqual(['Otilia Munkvad'])
    expect(named('NAVN: OTILIA MUNKVAD')).toEqual(['OTILIA MUNKVAD'])
    expect(named('Patient name: Otilia von Munkvad, stabil')).toEqual(['Otilia von Munkvad'])
    expect(named('navn: ikke oplyst endnu')).toEqual([])
  })
})
