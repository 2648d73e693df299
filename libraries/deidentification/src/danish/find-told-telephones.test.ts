import { describe, expect, it } from 'vitest'
import { findToldTelephones } from './find-told-telephones.ts'

const taken = (text: string) => findToldTelephones(text).map(({ start, end }) => text.slice(start, end))

describe('telephones that a sentence tells of', () => {
  it.each([
    ['hans nr er 51772046', '51772046'],
    ['mit nummer er 51 77 20 46', '51 77 20 46'],
    ['koordinator Pia på 7120.4486.', '7120.4486'],
    ['Grethe | datter | 31-55-60-72', '31-55-60-72'],
    ['ønsker svar på 41 55 2O 77', '41 55 2O 77'],
    ['Tel hem 0511 332 18', '0511 332 18'],
    ['discussed by phone on 01482 661 205', '01482 661 205'],
    ['Ehefrau, 04621 55 12 8', '04621 55 12 8'],
    ['Sohn angerufen, 04621 55 12 8.', '04621 55 12 8'],
    ['hans nummer er enogtredive toogtyve femten elleve', 'enogtredive toogtyve femten elleve'],
    ['tlf otte seks tolv nioghalvtreds', 'otte seks tolv nioghalvtreds'],
    ['lokal fire to to en', 'fire to to en'],
  ])('go in figures and in words: %s', (text, number) => {
    expect(taken(text)).toContain(number)
  })

  it.each([
    'Blodprøvens nr er 12-03-2024',
    'tre fire fem dage',
    'Ringbånd 0 51 22',
    'Puls på 7120 slag, 3.5512',
    'ringer om to til tre dage',
    'Hb 7,2, kreatinin 55 60 72 80',
    'Værdien er 31556072 HU',
  ])('are none in %s', (text) => {
    expect(taken(text)).toEqual([])
  })
})
