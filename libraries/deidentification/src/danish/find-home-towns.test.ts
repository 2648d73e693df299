import { describe, expect, it } from 'vitest'
import { findHomeTowns } from './find-home-towns.ts'

const taken = (text: string) => findHomeTowns(text).map(({ start, end }) => text.slice(start, end))

describe('towns and houses that no list has', () => {
  it.each([
    ['Indsat i Statsfængslet Vestmark', ['Vestmark']],
    ['anholdt og sat i Barsolo fængslet', ['Barsolo']],
    ['Skrives ut til Åsen bygdeheim.', ['Åsen']],
    ['Skole: Ravnsbjergskolen 2.B, lærer', ['Ravnsbjergskolen 2.B']],
    ['Elev på Hvidbjergskolen', ['Hvidbjergskolen']],
    ['Kører bus for Nordby Rute, Ribe', ['Nordby Rute', 'Ribe']],
    ['Restaurantejer, Lotus Garden, Ribe.', ['Lotus Garden', 'Ribe']],
    ['Lejer Strandvej 4 kld., Rågsø.', ['Rågsø']],
    ['adr er strandvejen 7 ribe', ['ribe']],
    ['hendes søster kommer fra vestmøller', ['vestmøller']],
    ['Bopæl FO-350 Vestmanna', ['FO-350 Vestmanna']],
    ['Syster Elin i Enköping, nås', ['Enköping']],
    ['Sønnen Holger er i Thyborøn.', ['Thyborøn']],
    ['Hausarzt Kröger in Mildstedt', ['Mildstedt']],
    ['His wife telephoned from Ashby Magna on', ['Ashby Magna']],
  ])('go by the house, the street or the relative that stands beside them: %s', (text, places) => {
    expect(taken(text)).toEqual(places)
  })

  it.each([
    'Deltager i Rygskolen og Hjerteskolen',
    'Elev i Folkeskolen',
    'Går på Astmaskolen',
    'Venøs arrest i Systole',
    'kommer fra sygehus med smerter',
    'hjem til familien i aften',
    'Sønnen er i Behandling',
    'Protein S-100 Negativ',
    'ramt ved motorvej 3 lunger',
    'henvist til Fysisk Medicin, uændret',
  ])('are none in %s', (text) => {
    expect(taken(text)).toEqual([])
  })
})
