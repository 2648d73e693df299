import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './find-identifiers.ts'
import { findPlaces } from './find-places.ts'

/** What is left of a text, each find as one star. */
function left(text: string): string {
  const spans = [...findIdentifiers(text), ...findPlaces(text)].sort((a, b) => a.start - b.start || b.end - a.end)
  let [made, at] = ['', 0]
  for (const { start, end } of spans) {
    if (start >= at) made += `${text.slice(at, start)}*`
    at = Math.max(at, end)
  }
  return made + text.slice(at)
}

describe('Letters of who wrote, did or looked', () => {
  test.each([
    ['Infiltrat i venstre overlap. VJ', 'Infiltrat i venstre overlap. *'],
    ['Taget om to gange. hkb', 'Taget om to gange. *'],
    ['Lordose Th4-L2 41 gr (WN)', 'Lordose Th4-L2 41 gr (*)'],
    ['Lordose Th4-L2 41 gr (AR)', 'Lordose Th4-L2 41 gr (*)'],
    ['Uændret siden sidst. BT/hgk', 'Uændret siden sidst. *'],
    ['Meget urolig, fik Panodil. rtg vw.', 'Meget urolig, fik Panodil. rtg *.'],
    ['Præparat 24 g. Makro: PLH 4/5-24.', 'Præparat 24 g. Makro: * 4/5-24.'],
    ['Tegnet i går, revideret bgk 2023.05.12.', 'Tegnet i går, revideret * 2023.05.12.'],
    ['Svar dikteret 02/04-2024 09:40 HVJ, skrevet i dag', 'Svar dikteret 02/04-2024 09:40 *, skrevet i dag'],
    ['Venflon anlagt af Birgitte, BKW. Ingen kvalme', 'Venflon anlagt af *, *. Ingen kvalme'],
    ['Set af Kirsten V. kvb', 'Set af *'],
    ['Set af Mette Holm mhp. MR', 'Set af * mhp. MR'],
    ['Sign. bhk, KaW', 'Sign. *, *'],
    ['kre gentaget pga. uro', '* gentaget pga. uro'],
  ])('go where their place says so: %s', (text, expected) =>
    expect(left(text).replace(/\*[ .]*\*$/, '*')).toBe(expected),
  )

  test.each([
    'Kendt hypertension. DM',
    'Kontrol om tre måneder. CT',
    'Moderat klapinsufficiens (AR)',
    'Tryk 140/90 (BT)',
    'Læsion i rotatormanchet (RM)',
    'Puls 80. BT/puls',
    'Ultralyd abdomen. CT/mr',
    'Smerter ved inspiration. rtg thx.',
    'Makro: grå 8 g',
    'Kontrolleret uge 12',
    'Moderen har, KOL. Faderen har, DM.',
    'dwi gentaget pga. uro, cor gentaget med',
    'Tumor i pancreas (IPMN)',
    'Begge sider. BI',
  ])('stay where they are those of medicine: %s', (text) => expect(left(text)).toBe(text))
})
