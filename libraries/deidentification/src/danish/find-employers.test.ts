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

describe('For whom somebody works, plays and sails', () => {
  test.each([
    ['Sønnen arb. i DSV. Ryger', 'Sønnen arb. i *. Ryger'],
    ['54 år, arb. NKT, løfter tungt', '54 år, arb. *, løfter tungt'],
    ['har Bodum-arbejde om natten', 'har *-arbejde om natten'],
    ['Moderen ringer fra Coloplast Produktion i dag', 'Moderen ringer fra * i dag'],
    ['løber for KIF Kolding, ondt i knæet', 'løber for *, ondt i knæet'],
    ['spillede håndbold for Skovbakken indtil 2019', 'spillede håndbold for * indtil 2019'],
    ['Han sejler Samsølinjen hver dag', 'Han sejler * hver dag'],
    ['Politiet, Station Bellahøj, har bedt om kopi', 'Politiet, *, har bedt om kopi'],
    ['Stud. på Odense Tech, ryger ikke', 'Stud. på *, ryger ikke'],
    ['Tidl. fisker, RI 418 "Havternen", nu pension', 'Tidl. fisker, *, nu pension'],
    ["Referred (A&E Guy's) with chest pain", 'Referred (A&E *) with chest pain'],
  ])('goes, whatever the house is called: %s', (text, expected) => expect(left(text)).toBe(expected))

  test.each([
    'arb. i Norge, arb. på kontor. Arb. Tømrer',
    'arb. i CT, har Skift-arbejde, MR-vagt og INR-vagt, KAG-arbejde',
    'Moderen ringer fra Kirurgisk Ambulatorium',
    'går på Marevan, løber for meget',
    'ED Trauma call. ER pos, PR neg',
    'Tidl. fisker, CT 2 "Flash" taget',
  ])('stays where it is a trade, a ward or a drug: %s', (text) => expect(left(text)).toBe(text))
})

describe('Houses and villages behind the word that leads to them', () => {
  test.each([
    ['Børnehave: Regnbuen. Feber', 'Børnehave: *. Feber'],
    ['Indsendt af fys., Klinik Ravbo Ry. Smerter', 'Indsendt af fys., Klinik *. Smerter'],
    ['kom med bus fra Øster Hurup.', 'kom med bus fra *.'],
    ['Væltet på cykel ved Hulsig Strand', 'Væltet på cykel ved *'],
    ['Indl. fra Færøvej 3B, (Terndrup). Feber', 'Indl. fra **. Feber'],
    ['er indlagt B4, seng 2', 'er indlagt *, seng *'],
    ['Aftalt med lungemed. 6Ø, som ringer', 'Aftalt med lungemed. *, som ringer'],
    ['Stue K2, kuv. 3', 'Stue *, kuv. 3'],
  ])('go: %s', (text, expected) => expect(left(text)).toBe(expected))

  test.each([
    'Skole: Trives godt. Børnehave: Ikke startet',
    'Klinik Kirurgi. Obs., Klinik Uændret',
    'Fundet uændret nær Aorta, kørt til CT ved Akut',
    'Håndled 2 pl. Fodled 3 pl.',
    'Store Tumorer. Lille Vena',
  ])('stay where they are words of the report: %s', (text) => expect(left(text)).toBe(text))
})
