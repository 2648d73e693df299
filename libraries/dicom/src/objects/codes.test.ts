import { describe, expect, it } from 'vitest'
import golden from '../../golden/codes.golden.json' with { type: 'json' }
import { codedStructure, codes } from './codes.ts'

describe('coded concepts', () => {
  it.each(Object.entries(golden))('%s has the value that the dictionaries give it', (name, { value, scheme }) => {
    expect(codes[name as keyof typeof codes]).toMatchObject({ value, scheme })
  })

  it('are all checked, but for the language, which is no concept of a dictionary', () => {
    expect(Object.keys(codes).filter((name) => !(name in golden))).toEqual(['english'])
  })

  it('have meanings that fit a long string', () => {
    for (const { meaning } of Object.values(codes)) expect(meaning.length > 0 && meaning.length <= 64).toBe(true)
  })
})

describe('the codes of a structure', () => {
  it.each([
    ['anterior hippocampus', { type: codes.hippocampus, part: codes.anterior }],
    ['Hippocampus, bageste del, højre', { type: codes.hippocampus, part: codes.posterior, side: codes.right }],
    ['left hippocampus', { type: codes.hippocampus, side: codes.left }],
    ['wound bed', { type: codes.tissue }],
    ['anteriority of nothing', { type: codes.tissue }],
  ])('of “%s” follow from its words', (name, coded) => {
    expect(codedStructure(name)).toEqual(coded)
  })
})
